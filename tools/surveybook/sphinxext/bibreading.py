"""refs.bib read by its lines, where it has the form that ``convert`` writes.

pybtex reads any BibTeX, sign by sign, and takes a name apart wherever it stands; for 2,400 records
that took longer than all that the book does with them. A file of any other form is left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pybtex.database import BibliographyData, Entry, InvalidNameString, Person
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime, is_bibdata_outdated

from surveybook.bibtex_lines import OtherFormError, WrittenField, read_lines, split_names

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BEFORE_ITS_OWN = 400
"""sphinxcontrib-bibtex reads the files at 500, where they have changed since they were read."""


def parse_bibliography(text: str) -> BibliographyData:
    """The records of a file; OtherFormError for one that pybtex might read otherwise."""
    data = BibliographyData()
    for record in read_lines(text):
        if record.key in data.entries:
            raise OtherFormError
        data.add_entry(record.key, _entry(record.type, record.fields))
    return data


def _entry(kind: str, fields: Sequence[WrittenField]) -> Entry:
    values = [(field.name, " ".join(field.value.split())) for field in fields]
    signed = [(role, names) for role, names in values if role in Person.valid_roles]
    persons = {role: [_person(name) for name in split_names(names)] for role, names in signed}
    return Entry(kind, [field for field in values if field not in signed], persons)


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
