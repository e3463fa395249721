"""The laws that hold for every list, whatever it says. Each raises AssertionError where broken."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import rispy
from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from pybtex.database.input import bibtex

from surveybook.identifiers import is_safe
from surveybook.inputs import Inputs, read_outline
from surveybook.layout import Layout
from surveybook.merging.keys import parse_keys
from surveybook.model import Reading, ReadingList
from surveybook.pipeline import Book, make_book
from surveybook.problems import Code, Level
from surveybook.reading.lists import parse_list
from surveybook.writing.cited import cite_work
from surveybook.writing.csl import plain_title
from surveybook.writing.json_works import work_json
from surveybook.writing.latex import latex_to_text

SOURCE = ReadingList("made", "lists/made.md")
LAYOUT = Layout(Path("lists"), None, Path("out"), Path())
OUTLINE = read_outline(LAYOUT, [])
_EXPORTS = "book/_extra/exports/"


def check_reading(text: str) -> Reading:
    """Nothing is lost: the sum adds up, every place is a line of the text, no address is unsafe."""
    reading = parse_list(text, SOURCE)
    assert reading.ledger.adds_up, "the ledger does not add up"
    codes = {problem.code for problem in reading.problems}
    assert Code.NOT_ACCOUNTED not in codes, "a link has no place"
    assert all(problem.level is not Level.ERROR for problem in reading.problems)
    lines = [entry.line for entry in reading.entries]
    assert lines == sorted(lines), "the entries are out of order"
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    places = [*lines, *(o.line for o in reading.omissions), *(p.line for p in reading.problems)]
    assert all(1 <= line <= last for line in places), "a line that the text does not have"
    for entry in reading.entries:
        assert entry.title.strip(), "an entry without a title"
        assert all(is_safe(link.url) for link in entry.links), "an unsafe link"
        assert entry.url is None or is_safe(entry.url), "an unsafe address"
    return reading


def check_book(reading: Reading) -> Book:
    """What is written parses back to the same works, and made again it is the same."""
    book = make_book(Inputs(readings=(reading,), outline=OUTLINE), LAYOUT)
    wrong = [problem for problem in book.problems if problem.level is Level.ERROR]
    assert not wrong, f"a list makes an error of the tool's own: {wrong[0]}"
    occurrences = Counter((o.list, o.line) for work in book.works for o in work.occurrences)
    assert occurrences == Counter((entry.list, entry.line) for entry in reading.entries)
    titles = {work.key: plain_title(cite_work(work)) for work in book.works}
    assert len(titles) == len(book.works), "two works have one key"
    check_bibtex(book.files["refs.bib"], titles)
    check_exports(book, titles)
    check_pages(book)
    check_again(reading, book)
    return book


def check_bibtex(text: str, titles: dict[str, str]) -> None:
    """Two readers of BibTeX find the works under their keys, with their titles."""
    records = bibtex.Parser().parse_string(text).entries
    assert {key: latex_to_text(r.fields["title"]) for key, r in records.items()} == titles
    library = parse_with_bibtexparser(text)
    assert not library.failed_blocks, "bibtexparser cannot read a record"
    assert [record.key for record in library.entries] == sorted(titles)


def check_exports(book: Book, titles: dict[str, str]) -> None:
    """So do readers of CSL-JSON, RIS and works.json."""
    items = json.loads(book.files[f"{_EXPORTS}refs.csl.json"])
    assert {item["id"]: item["title"] for item in items} == titles
    records = rispy.loads(book.files[f"{_EXPORTS}refs.ris"])
    assert {record["id"]: record["title"] for record in records} == titles
    assert not [record for record in records if "unknown_tag" in record]
    works = json.loads(book.files[f"{_EXPORTS}works.json"])
    assert works == [work_json(work) for work in sorted(book.works, key=lambda work: work.key)]


def check_pages(book: Book) -> None:
    """Every work is shown in full once, and the written files are text that a disk takes."""
    pages = "\n".join(text for name, text in book.files.items() if name.endswith(".md"))
    anchors = Counter(re.findall(r"(?m)^\(work-([a-z0-9]+)\)=$", pages))
    assert anchors == Counter(work.key for work in book.works), "a work is not shown once"
    for text in book.files.values():
        text.encode("utf-8")


def check_again(reading: Reading, book: Book) -> None:
    """With the keys that were written, and from refs.bib itself, the same works come again."""
    keys, problems = parse_keys(book.files["book/records/keys.toml"], "keys.toml")
    assert not problems, f"the lock file of keys cannot be read again: {problems[0]}"
    again = make_book(Inputs(readings=(reading,), keys=keys, outline=OUTLINE), LAYOUT)
    assert again.files == book.files, "a second run changes what was written"
    check_written(book)


def check_written(book: Book) -> None:
    """A list that prints refs.bib as its citation block gives an entry for each work."""
    reading = parse_list(f"# Cited\n\n```bibtex\n{book.files['refs.bib']}```\n", SOURCE)
    cited = {work.key: cite_work(work) for work in book.works}
    found = Counter((essence(entry.title), entry.arxiv or "") for entry in reading.entries)
    wanted = Counter((essence(plain_title(one)), one.eprint) for one in cited.values())
    assert found == wanted, f"refs.bib read as a list: {found - wanted} for {wanted - found}"


def essence(title: str) -> str:
    """A title's letters and digits: signs and maths have more than one spelling."""
    return "".join(re.findall(r"[^\W_]+", title.casefold()))
