"""refs.bib read by its lines, as ``convert`` writes it: a field a line, values in braces.

pybtex reads any BibTeX, sign by sign, and takes a name apart wherever it stands; for 2,400 records
that took longer than all that the book does with them. A file of any other form is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pybtex.bibtex.utils import split_name_list
from pybtex.database import BibliographyData, Entry, InvalidNameString, Person
from pybtex.database.input.bibtex import month_names
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime, is_bibdata_outdated

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_RECORD = re.compile(r"^@([a-z]+)\{([\w:.+-]+),\n((?:  [a-z]+ = .+,\n)+)\}$", re.MULTILINE)
_FIELD = re.compile(r"  ([a-z]+) = (?:\{(.+)\}|([a-z]{3})),\n")
_BRACE = re.compile(r"[{}]")
_BEFORE_ITS_OWN = 400
"""sphinxcontrib-bibtex reads the files at 500, where they have changed since they were read."""


class OtherFormError(ValueError):
    """The file is BibTeX, or not, but none that ``convert`` wrote."""


def parse_bibliography(text: str) -> BibliographyData:
    """The records of a file; OtherFormError for one that pybtex might read otherwise."""
    data = BibliographyData()
    between = []
    end = 0
    for match in _RECORD.finditer(text):
        between.append(text[end : match.start()])
        end = match.end()
        kind, key, fields = match.groups()
        if key in data.entries or kind in {"comment", "preamble", "string"}:
            raise OtherFormError
        data.add_entry(key, _entry(kind, list(_fields(fields))))
    if "@" in "".join([*between, text[end:]]):
        raise OtherFormError
    return data


def _fields(lines: str) -> Iterator[tuple[str, str]]:
    end = 0
    for match in _FIELD.finditer(lines):
        name, value, month = match.groups()
        if match.start() != end or (month or "jan") not in month_names or not _balanced(value):
            raise OtherFormError
        end = match.end()
        yield name, month_names[month] if month else " ".join(value.split())
    if end != len(lines):
        raise OtherFormError


def _balanced(value: str | None) -> bool:
    """True where each brace is closed, and none that was not opened."""
    depth = 0
    for brace in _BRACE.findall(value or ""):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _entry(kind: str, fields: Sequence[tuple[str, str]]) -> Entry:
    if len(dict(fields)) < len(fields):
        raise OtherFormError
    signed = [field for field in fields if field[0] in Person.valid_roles]
    persons = {role: [_person(name) for name in split_name_list(names)] for role, names in signed}
    return Entry(kind, [field for field in fields if field not in signed], persons)


@lru_cache(maxsize=1 << 16)
def _person(name: str) -> Person:
    """The parts of a name; who signs many works is one object in all."""
    try:
        return Person(name)
    except InvalidNameString:
        raise OtherFormError from None


def read_files(paths: Iterable[Path], encoding: str) -> BibData:
    """What sphinxcontrib-bibtex keeps of its files; OtherFormError unless all can be read here."""
    everything = BibliographyData()
    files = {}
    for path in paths:
        if not path.is_file():
            raise OtherFormError
        data = parse_bibliography(path.read_text(encoding))
        if any(key in everything.entries for key in data.entries):
            raise OtherFormError
        everything.add_entries(data.entries.items())
        files[path] = BibFile(get_mtime(path), dict.fromkeys(data.entries))
    return BibData(encoding, files, everything)


def read_before(app: Sphinx) -> None:
    """Read the files before sphinxcontrib-bibtex does, which then finds them up to date."""
    domain = app.env.get_domain("cite")
    paths = [(Path(app.confdir) / name).resolve() for name in app.config.bibtex_bibfiles or ()]
    encoding = app.config.bibtex_encoding
    if is_bibdata_outdated(domain.data["bibdata"], paths, encoding):
        try:
            domain.data["bibdata"] = read_files(paths, encoding)
        except (OtherFormError, UnicodeDecodeError):
            return


def setup(app: Sphinx) -> None:
    """Run when the build begins."""
    app.connect("builder-inited", read_before, priority=_BEFORE_ITS_OWN)
