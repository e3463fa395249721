"""Records: checked metadata of one work, from its TOML file to a value."""

from __future__ import annotations

import datetime
import re
from dataclasses import fields, replace

from surveybook.identifiers import bare_doi, identifier_url, is_safe
from surveybook.merging.venues import find_venue
from surveybook.merging.witnesses import identify
from surveybook.model import Identifier, Kind, Name, Publication, Record, Source, Status
from surveybook.names import parse_name
from surveybook.problems import Code, Problem
from surveybook.toml_tables import Table, parse_toml

SCHEMES = ("arxiv", "doi", "acl", "openreview", "github", "url")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_OTHERS = re.compile(r"^(?:and )?(?:others?|et al\.?)$|\bet al\b", re.IGNORECASE)
FIXABLE = frozenset(
    {field.name for field in fields(Record)} - {"path", "sources", "fixed"}
    | {f"published.{field.name}" for field in fields(Publication)}
)
"""What `fixed` may name: a field of the record, or one of its table [published]."""
_PRIMARY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def parse_record(text: str, path: str) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record in a TOML text, and what is wrong with it; None where it cannot name a work.

    Format: identifiers, kind, title, other_titles, label, authors, authors_complete, date,
    primary_class, site, licence, status, missing, note, fixed, [published] and [[sources]].
    """
    top, problems = parse_toml(text, path)
    if top is None:
        return None, problems
    identifiers = _identifiers(top)
    kind = _one_of(top, "kind", Kind)
    title = top.text("title", required=True)
    status = _one_of(top, "status", Status)
    record = Record(
        path=path,
        identifiers=identifiers,
        kind=Kind(kind or Kind.OTHER),
        title=title,
        status=Status(status or Status.FROM_LIST),
        other_titles=top.texts("other_titles"),
        label=top.text("label"),
        authors=_authors(top),
        authors_complete=top.flag("authors_complete", True),
        date=_date(top),
        primary_class=_primary_class(top),
        site=top.text("site"),
        licence=top.text("licence"),
        missing=top.text("missing"),
        note=top.text("note"),
        fixed=_fixed(top),
    )
    published = top.table("published")
    if published is not None:
        record = replace(record, published=_publication(published))
    record = replace(record, sources=_sources(top))
    top.close()
    _check_dates(top, record)
    usable = identifiers and kind and title and status
    return record if usable else None, tuple(top.problems)


def _identifiers(top: Table) -> tuple[Identifier, ...]:
    found = []
    printed = top.texts("identifiers")
    if not printed and not isinstance(top.values.get("identifiers"), list):
        top.say(
            "", '`identifiers` is missing; add a line such as identifiers = ["arxiv:2305.18290"]'
        )
    elif not printed:
        top.say("identifiers", "a record needs one identifier at least, such as arxiv:2305.18290")
    for text in printed:
        identifier = _identifier(top, text)
        if identifier is not None and identifier not in found:
            found.append(identifier)
    return tuple(found)


def _identifier(top: Table, text: str) -> Identifier | None:
    scheme, _, value = text.partition(":")
    if scheme == "doi" and not value.startswith("10."):
        _say_doi(top, "identifiers", value, text)
        return None
    if scheme in SCHEMES and value:
        wanted = Identifier(scheme, value)
        if scheme == "url" and "//" in value[:8]:
            message = f"`{text}`: write an address without https://, as url:host/path"
            top.say("identifiers", message, item=text)
            return None
        identifier = identify(identifier_url(wanted))
        if identifier is not None and identifier.scheme == scheme:
            return identifier
    message = (
        f"`{text}` is no identifier; write scheme:value with one of {', '.join(SCHEMES)}, "
        "such as arxiv:2305.18290 or github:owner/name"
    )
    top.say("identifiers", message, item=text)
    return None


def _one_of(top: Table, key: str, values: type[Kind] | type[Status]) -> str:
    known = [str(value) for value in values]
    value = top.text(key, required=True)
    if value and value not in known:
        top.say(key, f"`{value}` is no {key}; write one of {', '.join(known)}")
        return ""
    return value


def _authors(top: Table) -> tuple[Name, ...]:
    found = []
    for text in top.texts("authors"):
        if not text or text == "{}" or _OTHERS.search(text):
            message = f"`{text}` is no author; give every name, and authors_complete = false if cut"
            top.say("authors", message, item=text)
        else:
            found.append(parse_name(text))
    return tuple(found)


def _primary_class(top: Table) -> str:
    value = top.text("primary_class")
    if value and not _PRIMARY.fullmatch(value):
        top.say("primary_class", f"`{value}` is no arXiv class; write it as in cs.CL")
        return ""
    return value


def _fixed(top: Table) -> tuple[str, ...]:
    """A misspelt name would leave its field without protection, so it is an error."""
    names = top.texts("fixed")
    for name in names:
        if name not in FIXABLE:
            message = f"`{name}` is no field; write one of {', '.join(sorted(FIXABLE))}"
            top.say("fixed", message, item=name)
    return tuple(name for name in names if name in FIXABLE)


def _date(top: Table) -> str:
    value = top.raw("date")
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or value == "":
        return ""
    if isinstance(value, str) and _is_date(value):
        return value
    top.say("date", f'`{value}` is no date; write 2023-05-29, or "2023-05" or "2023" in quotes')
    return ""


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        datetime.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def _publication(table: Table) -> Publication | None:
    kind = table.text("type", required=True)
    venue = table.text("venue", required=True)
    year = table.whole("year", required=True)
    if kind and kind not in ("inproceedings", "article"):
        table.say("type", f"`{kind}` is no type here; write inproceedings or article")
        kind = ""
    if venue and (found := find_venue(venue)) is None:
        message = (
            f"the venue “{venue}” has no line in venues.toml; write it as that file does, "
            "or add it there with its short and its full name"
        )
        table.say("venue", message, Code.VENUE_UNKNOWN)
    elif venue and found is not None and found.full == "arXiv":
        table.say("venue", "arXiv is no venue; leave the table [published] out")
        venue = ""
    publication = Publication(
        kind,
        venue,
        year or 0,
        short=table.text("short"),
        volume=table.text("volume"),
        number=table.text("number"),
        pages=table.text("pages"),
        publisher=table.text("publisher"),
        doi=_doi(table),
        url=_url(table, "url"),
    )
    table.close()
    return publication if kind and venue and year is not None else None


def _doi(table: Table) -> str:
    value = table.text("doi")
    if not value:
        return ""
    if not value.startswith("10.") or bare_doi(value) is None:
        _say_doi(table, "doi", value, value)
        return ""
    return value


def _say_doi(table: Table, key: str, value: str, item: str) -> None:
    bare = bare_doi(value)
    advice = f"write `{bare}`" if bare else "a DOI begins with 10. and has a slash"
    is_address = "/" in value and (":" in value or "doi.org" in value)
    what = "is an address" if is_address else "is no DOI"
    message = f"the DOI `{value}` {what}; {advice}"
    table.say(key, message, Code.DOI_ADDRESS, item=item)


def _url(table: Table, key: str) -> str:
    value = table.text(key)
    if value and not (is_safe(value) and value.startswith("http")):
        table.say(key, f"`{value}` is no web address; write it with https://")
        return ""
    return value


def _address(table: Table) -> str:
    """A web address, or in words where a page was read that has none (a stored copy, a book)."""
    value = table.text("address", required=True)
    if re.match(r"[\w+.-]+:", value) and " " not in value and not is_safe(value):
        table.say("address", f"`{value}` is no web address; write it with https://")
        return ""
    return value


def _sources(top: Table) -> tuple[Source, ...]:
    found = []
    for table in top.tables("sources"):
        address = _address(table)
        read = table.day("read")
        gave = table.texts("gave")
        table.close()
        if address and read is not None:
            found.append(Source(address, read, gave))
    return tuple(found)


def _check_dates(top: Table, record: Record) -> None:
    """A work cannot be younger than the day on which its page was read."""
    if not record.sources:
        if record.status is not Status.FROM_LIST:
            message = (
                f"the status is `{record.status}`, but no [[sources]] say what was read; add them"
            )
            top.say("status", message)
        return
    latest = max(source.read for source in record.sources)
    if record.date and record.date > latest.isoformat()[: len(record.date)]:
        message = (
            f"the date {record.date} lies after {latest}, when the page was read; mend one of them"
        )
        top.say("date", message, Code.DATE_FUTURE)
    # Proceedings may bear the year after the one in which their page appears.
    if record.published is not None and record.published.year > latest.year + 1:
        message = (
            f"the year {record.published.year} lies after {latest}, when the page was read; mend it"
        )
        inner = top.table("published")
        (inner or top).say("year", message, Code.DATE_FUTURE)
