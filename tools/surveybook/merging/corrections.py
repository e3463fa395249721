"""Corrections: what a list prints wrong is put right before merging, and stays visible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from surveybook.identifiers import bare_arxiv, identifier_url, is_safe, normal_url
from surveybook.model import Correction as Correction
from surveybook.model import Entry, Identifier, Link
from surveybook.names import fold
from surveybook.problems import Code, Level, Problem
from surveybook.toml_tables import Table, parse_toml

FIELDS = ("url", "title", "authors", "year", "venue", "arxiv", "label")
_BETWEEN_NAMES = re.compile(r"\s+and\s+|;\s*|,\s+and\s+")


def parse_corrections(text: str, path: str) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """The corrections in a TOML text of ``[[correction]]`` tables, and what is wrong with them.

    Keys: list (stem), item (the title as printed), field, printed, right, reason, source, read.
    """
    top, problems = parse_toml(text, path)
    if top is None:
        return (), problems
    parsed = [_correction(table) for table in top.tables("correction")]
    top.close()
    return tuple(one for one in parsed if one is not None), tuple(top.problems)


def _correction(table: Table) -> Correction | None:
    before = len(table.problems)
    texts = {
        name: table.text(name, required=True)
        for name in ("list", "item", "field", "reason", "source")
    }
    printed, right = _value(table, "printed"), _value(table, "right")
    read = table.day("read")
    table.close()
    if texts["field"] and texts["field"] not in FIELDS:
        message = f"`{texts['field']}` cannot be corrected; write one of {', '.join(FIELDS)}"
        table.say("field", message)
    elif texts["field"] in _CHECKS and (advice := _CHECKS[texts["field"]](right)):
        table.say("right", f"`{right}` {advice}")
    if texts["source"] and not is_safe(texts["source"]):
        table.say("source", f"`{texts['source']}` is no web address; write it with https://")
    if any(problem.level is Level.ERROR for problem in table.problems[before:]) or read is None:
        return None
    return Correction(
        **texts, printed=printed, right=right, read=read, path=table.path, line=table.line()
    )


def _value(table: Table, key: str) -> str:
    """A string, or a number for a year; it must be there, and may be empty."""
    if key not in table.values:
        table.say("", f'`{key}` is missing here; add a line `{key} = "…"`, empty for nothing')
    if isinstance(table.values.get(key), int):
        return str(table.whole(key) or "")
    return table.text(key)


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "year": lambda right: "" if re.fullmatch(r"\d{4}", right) else "is no year; write four digits",
    "arxiv": lambda right: (
        ""
        if not right or bare_arxiv(f"arxiv:{right}") == right
        else "is no arXiv id; write it bare, as in 2305.18290"
    ),
    "url": lambda right: "" if is_safe(right) else "is no web address; write it with https://",
    "title": lambda right: "" if right else "is empty; a work needs a title",
    "authors": lambda right: "" if right else "is empty; give the names",
}


def apply_corrections(
    entries: Iterable[Entry], corrections: Sequence[Correction]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries put right, each with the corrections it took, and those that fit nothing.

    A correction fits an entry of its list and title whose field still holds what was printed.
    """
    wanted: dict[tuple[str, str], list[Correction]] = {}
    for correction in corrections:
        wanted.setdefault((correction.list, fold(correction.item)), []).append(correction)
    found: list[Entry] = []
    met: dict[Correction, str | None] = {}
    lists = set()
    for entry in entries:
        lists.add(entry.list)
        corrected = entry
        for correction in wanted.get((entry.list, fold(entry.title)), ()):
            better = _apply(corrected, correction)
            fits = better is not None
            if fits or correction not in met:
                met[correction] = None if fits else _printed(entry, correction.field)
            corrected = better or corrected
        found.append(corrected)
    return tuple(found), tuple(
        _stale(correction, met, correction.list in lists)
        for correction in corrections
        if met.get(correction, "") is not None
    )


def _apply(entry: Entry, correction: Correction) -> Entry | None:
    """The entry with one field put right, None where the field does not hold what was printed."""
    better = _APPLY[correction.field](entry, correction.printed, correction.right)
    if better is None:
        return None
    return replace(better, corrections=(*entry.corrections, correction))


def _printed(entry: Entry, field: str) -> str:
    value = getattr(entry, field)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _is(value: str | None, printed: str) -> bool:
    return " ".join((value or "").split()) == printed


def _apply_title(entry: Entry, printed: str, right: str) -> Entry | None:
    return replace(entry, title=right) if _is(entry.title, printed) else None


def _apply_label(entry: Entry, printed: str, right: str) -> Entry | None:
    return replace(entry, label=right or None) if _is(entry.label, printed) else None


def _apply_venue(entry: Entry, printed: str, right: str) -> Entry | None:
    return replace(entry, venue=right or None) if _is(entry.venue, printed) else None


def _apply_year(entry: Entry, printed: str, right: str) -> Entry | None:
    return replace(entry, year=int(right)) if str(entry.year or "") == printed else None


def _apply_authors(entry: Entry, printed: str, right: str) -> Entry | None:
    """Put one name right (or split it in two with "and"), or the whole list."""
    names = tuple(_BETWEEN_NAMES.split(right))
    if printed in entry.authors:
        at = entry.authors.index(printed)
        return replace(entry, authors=(*entry.authors[:at], *names, *entry.authors[at + 1 :]))
    if fold(printed.replace(" and ", " ")) == fold(" ".join(entry.authors)):
        whole = names if len(names) > 1 else tuple(re.split(r",\s+", right))
        return replace(entry, authors=whole)
    return None


def _apply_arxiv(entry: Entry, printed: str, right: str) -> Entry | None:
    """Put an arXiv id right, and with it the addresses that hold it."""
    if (entry.arxiv or "") != printed:
        return None
    url, links = entry.url, entry.links
    if printed and right:
        page = identifier_url(Identifier("arxiv", right))
        url = page if url and bare_arxiv(url) == printed else url
        links = tuple(
            Link(link.text, page) if bare_arxiv(link.url) == printed else link for link in links
        )
    return replace(entry, arxiv=right or None, url=url, links=links)


def _apply_url(entry: Entry, printed: str, right: str) -> Entry | None:
    """Put the main link right, and with it the arXiv id that was read from it."""
    same = normal_url(entry.url or "") == normal_url(printed) if printed else not entry.url
    if not same:
        return None
    arxiv = entry.arxiv
    if arxiv is None or arxiv == bare_arxiv(printed):
        arxiv = bare_arxiv(right)
    wrong = entry.url if printed else None
    fields = {
        name: value if isinstance(value, str) else _relinked(value, wrong, right)
        for name, value in entry.fields.items()
    }
    links = _relinked(entry.links, wrong, right)
    return replace(entry, url=right, arxiv=arxiv, links=links, fields=fields)


def _relinked(links: Iterable[Link], wrong: str | None, right: str) -> tuple[Link, ...]:
    """The links, those to the wrong address leading to the right one."""
    return tuple(Link(link.text, right) if wrong and link.url == wrong else link for link in links)


_APPLY: Mapping[str, Callable[[Entry, str, str], Entry | None]] = {
    "url": _apply_url,
    "title": _apply_title,
    "authors": _apply_authors,
    "year": _apply_year,
    "venue": _apply_venue,
    "arxiv": _apply_arxiv,
    "label": _apply_label,
}


def _stale(
    correction: Correction, met: Mapping[Correction, str | None], list_was_read: bool
) -> Problem:
    now = met.get(correction)
    level = Level.WARNING
    if not list_was_read:
        level = Level.NOTE
        said = f"no list `{correction.list}` was read; mend the name if it is misspelt"
    elif now is None:
        said = (
            f"the list `{correction.list}` has no item “{correction.item}”; "
            "write its title as printed, or take this correction out"
        )
    elif now == correction.right:
        said = f"“{correction.item}” now has the right {correction.field}; take this correction out"
    else:
        said = (
            f"“{correction.item}” has {correction.field} “{now}”, not “{correction.printed}”; "
            "write what is printed now, or take this correction out"
        )
    return Problem(correction.path, correction.line, level, Code.CORRECTION_STALE, said)
