"""The rules one record of ``refs.bib`` keeps: a table of checks, each with its problem code.

A check gives (field, message); the message names the rule in plain words and says what to do.
What the file must not hold for any reader (``MUST``) stands apart from what only makes it poorer
(``SHOULD``).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator

from surveybook.bibtex_lines import split_names
from surveybook.names import fold
from surveybook.problems import Code
from surveybook.writing.addresses import DOI, EPRINT, landing_url
from surveybook.writing.bibtex import FIELDS, MONTHS
from surveybook.writing.bibtex_file import BibRecord
from surveybook.writing.capitals import protected_runs
from surveybook.writing.clean import clean_text
from surveybook.writing.latex import latex_to_text, text_to_latex
from surveybook.writing.people import LEAST_BEFORE_OTHERS

Finding = tuple[str, str]
Check = Callable[[BibRecord], Iterator[Finding]]

REQUIRED = {
    "misc": ("title",),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "article": ("author", "title", "journal", "year"),
}
_TEXT_FIELDS = ("author", "title", "booktitle", "journal", "howpublished", "publisher", "note")
_ADDRESS_FIELDS = frozenset({"url", "doi", "eprint"})
_MATHS = re.compile(r"(?<!\\)\$(?:[^$\\]|\\.)*(?<!\\)\$")
_BARE_SPECIAL = re.compile(r"(?<!\\)[%&#_$~^]")
_ACCENT_TILDE = re.compile(r"\\[~^]")
# A Greek letter that goes on with the word before it.
_GREEK = re.compile(r"(?<=[\w}])\{\$\\[A-Za-z]+\$\}")
# A group that prints one letter or sign: {\'e}, {\~{\^e}}, {\textbullet}.
_ESCAPE = re.compile(r"\{\\(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
# A venue as a library's card turns it: "Machine Learning, International Conference on".
_TURNED_ROUND = re.compile(r"\b(?:conference|workshop|symposium|journal) (?:on|of)$", re.IGNORECASE)
_GROUP = re.compile(r"\{[^{}]*\}")


def check_type(record: BibRecord) -> Iterator[Finding]:
    """Only types that classic BibTeX, biblatex and pybtex all know."""
    if record.type not in REQUIRED:
        yield (
            "",
            (
                f"the type @{record.type} is not known to every BibTeX style;"
                " use @misc with howpublished, url and note, @inproceedings or @article"
            ),
        )
    for name in REQUIRED.get(record.type, ()):
        if not record.get(name).strip():
            yield "", f"@{record.type} requires `{name}`; add it, or make the record @misc"
    if record.type == "article" and "arxiv" in record.get("journal").lower():
        yield "journal", "arXiv is no journal; a preprint is @misc with eprint and archiveprefix"


def check_key(record: BibRecord) -> Iterator[Finding]:
    """Keys of lower-case ASCII letters and digits."""
    if not re.fullmatch(r"[a-z][a-z0-9]*", record.key):
        yield (
            "",
            (
                f"the key `{record.key}` must be lower-case ASCII letters and digits"
                " (other signs collide in links); rename it"
            ),
        )


def check_fields(record: BibRecord) -> Iterator[Finding]:
    """Known fields, each once, in the fixed order."""
    for name in record.order:
        if name not in FIELDS:
            why = "biber rejects it beside archiveprefix" if name == "eprinttype" else "private"
            yield name, f"the field `{name}` does not belong in refs.bib ({why}); remove it"
    known = [name for name in record.order if name in FIELDS]
    if len(known) != len(set(known)):
        yield "", "a field stands twice in this record; keep one"
    elif known != sorted(known, key=FIELDS.index):
        yield "", f"the fields stand out of order; the order is {', '.join(FIELDS)}"


def check_numbers(record: BibRecord) -> Iterator[Finding]:
    """Year of four digits or none, month as a macro, pages with two hyphens, whole volumes."""
    if "year" in record.fields and not re.fullmatch(r"(?:19|20)\d\d", record.get("year")):
        yield "year", f"the year `{record.get('year')}` is not four digits; leave it out if unknown"
    raw = record.raw.get("month", "").rstrip(", ")
    if "month" in record.fields and raw not in MONTHS:
        yield "month", f"the month `{raw}` must be a bare macro such as jun, without braces"
    if re.search(r"\d\s*(?:[–—]|(?<!-)-(?!-))\s*\d", record.get("pages")):
        yield "pages", "a page range takes two hyphens, such as 10--20"
    if not re.fullmatch(r"[0-9]*", record.get("volume")):
        yield (
            "volume",
            "biber takes only a whole number as volume; put the rest into number or note",
        )
    if record.get("number") and not (record.type == "article" and record.get("volume")):
        yield "number", "styles take a number only beside the volume of an @article; remove it"
    if record.get("publisher") and record.type == "article":
        yield "publisher", "biber knows no publisher of an @article; remove it"


def check_eprint(record: BibRecord) -> Iterator[Finding]:
    """A bare arXiv id, with archiveprefix, and its DOI where it is only a preprint."""
    eprint = record.get("eprint")
    if "eprint" in record.fields and not EPRINT.fullmatch(eprint):
        yield "eprint", f"eprint `{eprint}` must be a bare arXiv id without version or address"
    if bool(eprint) != (record.get("archiveprefix") == "arXiv"):
        yield "archiveprefix", "eprint and archiveprefix = {arXiv} belong together; give both"
    if record.get("primaryclass") and not eprint:
        yield "primaryclass", "primaryclass has no eprint beside it; add the eprint or remove it"
    if record.type == "misc" and eprint and record.get("doi") != f"10.48550/arXiv.{eprint}":
        yield "doi", f"a preprint carries arXiv's DOI: doi = {{10.48550/arXiv.{eprint}}}"


def check_addresses(record: BibRecord) -> Iterator[Finding]:
    """Bare DOI; landing page, https, unescaped; read date as a date."""
    doi, url = record.get("doi"), record.get("url")
    if "doi" in record.fields and not DOI.fullmatch(doi):
        yield "doi", f"doi `{doi}` must be bare, such as 10.1000/182, without resolver"
    if "url" in record.fields and landing_url(url) != url:
        better = landing_url(url)
        do = f"write {better}" if better and "\\" not in url else "give a web address"
        yield "url", f"url `{url}` is not a landing page over https without tracking; {do}"
    if "urldate" in record.fields and not _is_date(record.get("urldate")):
        yield "urldate", "urldate must be a day such as 2026-11-21"


def check_title(record: BibRecord) -> Iterator[Finding]:
    """One clean line: no closing full stop, no whole title in braces, words protected whole."""
    title = record.get("title")
    if re.search(r"(?<!\.)\.$", title) and not re.search(r"(?:\b\w\.){2,}$", title):
        yield "title", "the title ends with a full stop; remove it"
    whole = re.fullmatch(r"\{([^{}$\\]*\s[^{}]*)\}", title)
    if whole and not all(keep for _, keep in protected_runs(whole[1])):
        yield "title", "the whole title stands in braces; brace only the words that need it"
    if re.search(r"(?<!\\)\{[A-Z]\}[a-z]", title):
        yield "title", "a single letter is braced inside a word; brace the whole word"
    for word in _unprotected(title):
        yield "title", f"`{word}` would lose its capitals; write {{{word}}}"


def _unprotected(title: str) -> Iterator[str]:
    """Words with capitals to keep that stand outside all braces."""
    letters = _GREEK.sub(_printed, title).replace("{}", "")
    outside = _ESCAPE.sub(_printed, _MATHS.sub(" ", letters))
    while _GROUP.search(outside):
        outside = _GROUP.sub("\0", outside)
    for run, keep in protected_runs(re.sub(r"\\([%&#_$])", r"\1", outside)):
        if keep:
            yield run


def _printed(group: re.Match[str]) -> str:
    """The letter or sign that a group prints; a brace would be taken for a group."""
    return re.sub("[{}]", " ", latex_to_text(group[0]))


def check_opening(record: BibRecord) -> Iterator[Finding]:
    """A note, or a place of publication that is no address, opens with a capital."""
    for name in ("howpublished", "note"):
        value = record.get(name)
        if value[:1].islower() and "." not in value.split()[0]:
            yield name, f"{name} `{value}` opens with a small letter; write a capital"


def check_text(record: BibRecord) -> Iterator[Finding]:
    """Special characters escaped, LaTeX forms instead of letters, nothing invisible."""
    for name in (*_TEXT_FIELDS, "keywords"):
        value = record.get(name)
        if match := _BARE_SPECIAL.search(_ACCENT_TILDE.sub("", _MATHS.sub("", value))):
            yield name, f"`{match[0]}` stands unescaped in {name}; write \\{match[0]}"
        if "\n" in value or "  " in value:
            yield name, f"{name} has a line break or doubled spaces; write it on one line"
    for name, value in record.fields.items():
        yield from ((name, message) for message in _letters(name, value))


def _letters(name: str, value: str) -> Iterator[str]:
    if value.isascii() and value.isprintable():
        return
    if unicodedata.normalize("NFC", value) != value:
        yield f"{name} is not in Unicode's composed form (NFC); normalise it"
    for char in sorted(set(value)):
        if char.isascii():
            continue
        if name in _ADDRESS_FIELDS:
            yield f"`{char}` in {name} must be percent-encoded"
        elif not clean_text(char):
            yield f"U+{ord(char):04X} in {name} is invisible or a pictograph; remove it"
        elif text_to_latex(char) != char:
            yield f"`{char}` in {name} has a LaTeX form; write {text_to_latex(char)}"


def check_venue(record: BibRecord) -> Iterator[Finding]:
    """Proceedings without year and pages, and with their name in its usual order."""
    for name in ("booktitle", "journal"):
        if match := re.search(r"\b(?:19|20)\d\d\b|\bpp?\.\s*\d", record.get(name)):
            yield name, f"{name} holds `{match[0]}`; year and pages have fields of their own"
        if match := _TURNED_ROUND.search(record.get(name)):
            yield name, f"{name} ends with `{match[0]}`; write the name in its usual order"


def check_names(record: BibRecord) -> Iterator[Finding]:
    """``and others`` only at the end and after at least three names."""
    names = split_names(record.get("author"))
    if names[-1:] == ["others"] and len(names) <= LEAST_BEFORE_OTHERS:
        yield "author", "`and others` after fewer than three names; give the names alone or more"
    if "others" in names[:-1]:
        yield "author", "`others` stands before the last name; it can only close the list"


def check_keywords(record: BibRecord) -> Iterator[Finding]:
    """Comma and space between keywords."""
    value = record.get("keywords")
    if ";" in value or re.search(r",(?! )|^,|,\s*$|,\s*,", value):
        yield "keywords", "keywords are parted by a comma and a space; mend them"


def check_leaks(record: BibRecord) -> Iterator[Finding]:
    """What a list printed around a title or name and should not have come so far."""
    title = record.get("title")
    if re.search(r"\*\*|__|\]\(|(?<!\\)</?[a-z]+[^<>]*>|&\w+;", title):
        yield "title", "the title holds Markdown or HTML; take it out in the record"
    if re.search(r"\bhttps?://", title):
        yield "title", "the title holds an address; move it to url"
    if re.search(r"\bet\.? al\b", record.get("author"), re.IGNORECASE):
        yield "author", "`et al.` is no name; write `and others` after at least three names"
    for name in split_names(record.get("author")):
        family, _, given = name.partition(", ")
        if given and fold(family) in {"team", "group", "collaboration", "lab", "labs"}:
            yield "author", f"`{name}` is a body; write {{{given} {family}}}"


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


MUST: tuple[tuple[Code, Check], ...] = (
    (Code.BIBTEX_TYPE, check_type),
    (Code.BIBTEX_KEY, check_key),
    (Code.BIBTEX_FIELD, check_fields),
    (Code.BIBTEX_NUMBER, check_numbers),
    (Code.BIBTEX_EPRINT, check_eprint),
    (Code.BIBTEX_ADDRESS, check_addresses),
    (Code.BIBTEX_TITLE, check_title),
    (Code.BIBTEX_TEXT, check_text),
    (Code.BIBTEX_VENUE, check_venue),
    (Code.BIBTEX_NAME, check_names),
    (Code.BIBTEX_KEYWORD, check_keywords),
)
SHOULD: tuple[tuple[Code, Check], ...] = (
    (Code.BIBTEX_LEAK, check_leaks),
    (Code.BIBTEX_TEXT, check_opening),
)
