"""``refs.bib`` held to its rules: what can be seen in the file, without any other program."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from surveybook.names import fold
from surveybook.problems import Code, Level, Problem
from surveybook.writing.bibtex_fields import MUST, SHOULD, Check
from surveybook.writing.bibtex_file import BibRecord, parse_records
from surveybook.writing.latex import latex_to_text

Finding = tuple[int, Code, str]
Marks = Sequence[tuple[str, Callable[[BibRecord], str]]]


def check_bibtex(text: str, path: str) -> tuple[Problem, ...]:
    """Every rule that ``text`` breaks, by line; errors for what some reader of it trips over."""
    records, faults = parse_records(text)
    errors = [(line, Code.BIBTEX_SYNTAX, f"pybtex says: {said}; mend it") for line, said in faults]
    errors += [(line, Code.BIBTEX_LAYOUT, said) for line, said in _layout(text, records)]
    errors += [*_duplicates(records, _SAME_KEY), *_findings(records, MUST)]
    advice = [*_findings(records, SHOULD), *_duplicates(records, _SAME_WORK), *_spellings(records)]
    found = [Problem(path, line, Level.ERROR, code, said) for line, code, said in errors]
    found += [Problem(path, line, Level.WARNING, code, said) for line, code, said in advice]
    return tuple(sorted(set(found)))


def _findings(
    records: Sequence[BibRecord], checks: Sequence[tuple[Code, Check]]
) -> Iterator[Finding]:
    """What the checks find in each record by itself."""
    for record in records:
        for code, check in checks:
            for name, message in check(record):
                yield record.at(name), code, f"{record.key}: {message}"


def _layout(text: str, records: Sequence[BibRecord]) -> Iterator[tuple[int, str]]:
    """One order and one format for the whole file."""
    if not text.startswith("%"):
        yield 1, "the file must begin with a comment line that starts with %; add one"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield text.count("\n") + 1, "the file must end with exactly one line end"
    keys = [record.key for record in records]
    for record, after in pairwise(keys):
        if after < record:
            line = next(r.line for r in records if r.key == after)
            yield line, f"{after} stands after {record}; sort the records by key"
    for number, content in enumerate(text.splitlines(), 1):
        if content and not re.match(r"[%@}]|  [a-z]+ = ", content):
            yield (
                number,
                "text between records, or a field not on one line with two spaces before it",
            )


def _duplicates(records: Sequence[BibRecord], marks: Marks) -> Iterator[Finding]:
    """Records that share what only one may have."""
    for name, mark in marks:
        first: dict[str, BibRecord] = {}
        for record in records:
            value = mark(record)
            if value and value in first:
                other = first[value].key
                said = f"{record.key} has the same {name} as {other}; join or mend them"
                yield record.line, Code.BIBTEX_DUPLICATE, said
            first.setdefault(value, record)


def _title_mark(record: BibRecord) -> str:
    title = fold(latex_to_text(record.get("title")))
    first = fold(latex_to_text(record.get("author").split(" and ")[0]))
    return f"{title}|{first}|{record.get('year')}" if title else ""


def _spellings(records: Sequence[BibRecord]) -> Iterator[Finding]:
    """One spelling for each venue."""
    spellings: dict[str, dict[str, int]] = defaultdict(dict)
    for record in records:
        for name in ("booktitle", "journal"):
            if value := record.get(name):
                spellings[fold(value)].setdefault(value, record.at(name))
    for variants in spellings.values():
        first, *others = variants
        for other in others:
            said = f"the venue `{other}` is also spelt `{first}`; use one spelling"
            yield variants[other], Code.BIBTEX_VENUE, said


# A repeated key loses records. Whether two records are one work is for a person to say.
_SAME_KEY: Marks = (("key", lambda record: record.key.lower()),)
_SAME_WORK: Marks = (
    ("eprint", lambda record: record.get("eprint")),
    ("doi", lambda record: record.get("doi").lower()),
    ("url", lambda record: record.get("url")),
    ("title, first author and year", _title_mark),
)
