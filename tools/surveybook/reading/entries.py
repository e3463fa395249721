"""An item becomes an entry: its title, and what the rules say about everything around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from surveybook.identifiers import arxiv_year, bare_arxiv, urlsplit_or_none
from surveybook.model import Entry, Kind, Link
from surveybook.reading.accept import begins_with_address, best_title, field_name
from surveybook.reading.cleaning import clean_title
from surveybook.reading.dates import find_year, tidy
from surveybook.reading.found import Item
from surveybook.reading.item_links import all_runs, field_text, link_of, links_of
from surveybook.reading.links import date_in_address, is_link_word, is_paper_link, kind_of
from surveybook.reading.pieces import Piece, pieces_of
from surveybook.reading.plain import split_plain
from surveybook.reading.rules import Draft, Place, apply_field, apply_rules
from surveybook.reading.runs import Line, Run
from surveybook.reading.stretches import read_stretches
from surveybook.reading.tables import LABEL_HEADER, MODEL_HEADER, TITLE_HEADER, Cell, Row
from surveybook.reading.titles import Title
from surveybook.reading.venues import parse_venue
from surveybook.reading.words import ARXIV_SPELLING, FIELD_WORDS, HEADER_PARTS, PART_WORDS

_BLOG = re.compile(r"(?i)blog( ?post)?")
_BLANKS = re.compile(r"\s+")
_YEAR_LAST = re.compile(r",\s*((?:19|20)\d\d)\W*$")
_FIELD_NAME = re.compile(r"^[^:：]*[:：]\s*[*_]*")
_YEAR_HEADING = re.compile(
    r"^\W*(?:\w+[\s-]+)?(?:year\s*)?((?:19|20)\d\d)(?:[-/.](?:0?[1-9]|1[0-2]))?\W*$", re.I
)


@dataclass(slots=True)
class _Reader:
    """One item while it is read."""

    stem: str
    item: Item
    links: tuple[Link, ...]
    draft: Draft
    title: str = ""
    title_link: Run | None = None
    is_code: bool = False


def entry_of(item: Item, stem: str) -> Entry | None:
    """The entry an item stands for, or None where it has no title after all."""
    reader = _Reader(stem, item, links_of(all_runs(item)), Draft())
    if item.row is not None:
        _read_row(reader, item.row)
    else:
        _read_head(reader, item.head)
    for detail in item.details:
        if any(detail is child.head for child in item.children):
            _name_child(reader, detail)
            continue
        for line in detail:
            _read_detail(reader, line)
    return _finish(reader) if reader.title else None


def _name_child(reader: _Reader, head: Sequence[Line]) -> None:
    """A bullet below that is an entry of its own: here only the name it goes under and its link."""
    name = field_name(tuple(head))
    links = links_of([run for line in head for run in line])
    if name is not None and links:
        reader.draft.add_field(name, links[:1])


def _read_head(reader: _Reader, lines: Sequence[Line]) -> None:
    found = best_title(lines)
    if found is None:
        _bare_address(reader, lines)
        return
    pieces, title = found
    if title.score < 2.5 and begins_with_address(lines):
        _bare_address(reader, lines)
        return
    reader.title, reader.draft.label = title.text, title.label
    reader.title_link = pieces[title.index].link
    url = _main_url(reader)
    reader.is_code = kind_of(url, "", (), authored=False) in (Kind.CODE, Kind.MODEL, Kind.LIST)
    if dated := _YEAR_LAST.search(pieces[title.index].text):
        reader.draft.year = int(dated[1])
    if not title.label:
        _cut_plain_title(reader, pieces, title)
    for line in lines:
        line_pieces = pieces_of(line)
        if line_pieces == pieces:
            _read_around(reader, pieces, title.index)
        else:
            _read_detail(reader, line)


def _read_around(reader: _Reader, pieces: Sequence[Piece], index: int) -> None:
    """What stands before the title and what stands behind it on its own line."""
    link, is_code = reader.title_link, reader.is_code
    if not reader.item.nested:
        read_stretches(pieces[:index], reader.draft, before=True, title_link=link, is_code=is_code)
    behind = pieces[index + 1 :]
    read_stretches(behind, reader.draft, adjacent=True, title_link=link, is_code=is_code)


def _bare_address(reader: _Reader, lines: Sequence[Line]) -> None:
    """A bullet that is nothing but an address: the address is all there is to call it by."""
    link = next((run for line in lines for run in line if run.linked), None)
    if link is not None:
        reader.title, reader.title_link = _address_name(link), link


def _address_name(link: Run) -> str:
    """What an address alone is called by: a repository's or page's name, else the address."""
    path = urlsplit_or_none(link.url or "")
    last = path[2].rstrip("/").rsplit("/", 1)[-1] if path else ""
    return re.sub(r"\.(?:git|html?)$", "", last) or tidy(link.text) or (link.url or "")


def _cut_plain_title(reader: _Reader, pieces: Sequence[Piece], title: Title) -> None:
    """A title in plain text ends where authors, venue or a year begin."""
    piece = pieces[title.index]
    if piece.link is not None or piece.quoted or any(run.styles for run in piece.runs):
        return

    cut = split_plain(piece.text)
    reader.title = clean_title(cut.title)
    if cut.lead:
        apply_rules(cut.lead, Place(before=True, first=True), reader.draft)
    reader.draft.authors = reader.draft.authors or cut.authors
    for text in cut.others:
        apply_rules(text, Place(adjacent=text == cut.others[0]), reader.draft)


def _read_detail(reader: _Reader, line: Line) -> None:
    name = field_name((line,))
    if name is not None and _is_field(name):
        text, links = field_text(line)
        value = _FIELD_NAME.sub("", text, count=1)
        if PART_WORDS.get(name) != "links":
            apply_field(name, value, links, reader.draft)
        return
    text = _BLANKS.sub(" ", "".join(run.text for run in line if run.url is None))
    start = text.casefold().find(reader.title.casefold())
    if start >= 0 and len(reader.title.split()) >= 3:
        # The title again, between its authors and its venue.
        apply_rules(text[:start].strip(" ,"), Place(detail=True), reader.draft)
        apply_rules(text[start + len(reader.title) :], Place(detail=True), reader.draft)
        return
    read_stretches(
        pieces_of(line), reader.draft, title_link=reader.title_link, is_code=reader.is_code
    )


def _is_field(name: str) -> bool:
    return name in FIELD_WORDS or name in PART_WORDS or (len(name.split()) <= 3 and name.isascii())


def _read_row(reader: _Reader, row: Row) -> None:
    _read_head(reader, row.title_lines())
    if not reader.title:
        reader.title = clean_title(re.sub(r"\[\s*\d+\s*\]", "", row.cells[row.title].text))
        reader.title_link = next((r for line in row.title_lines() for r in line if r.linked), None)
    if MODEL_HEADER.search(row.title_header):
        reader.title = clean_title(re.sub(r"\[\s*\d*\s*\]?\s*$", "", reader.title))
    for number, cell in enumerate(row.cells):
        if number != row.title:
            _read_cell(reader, cell)


def _read_cell(reader: _Reader, cell: Cell) -> None:
    name = tidy(cell.header).casefold()
    text = ""
    links: tuple[Link, ...] = ()
    for line in cell.lines:
        more, found = field_text(line, first=len(links))
        text, links = f"{text} {more}".strip(), (*links, *found)
    if not text or re.fullmatch(r"[\s\-–—/]*", text):
        return
    part = next((part for pattern, part in HEADER_PARTS if pattern.search(name)), None)
    if part in ("authors", "venue", "year"):
        plain = re.sub(r"\x00(\d+)\x00", lambda m: links[int(m[1])].text, text)
        apply_field(part, plain, (), reader.draft)
    elif not links and reader.draft.label is None and _is_label_column(reader, name, text):
        reader.draft.label = clean_title(text)
    elif name:
        apply_field(name if part != "title" else "name", text, links, reader.draft)
    elif not links:
        apply_rules(text, Place(detail=True), reader.draft)


def _is_label_column(reader: _Reader, name: str, text: str) -> bool:
    """A column of names beside the column of titles holds the works' labels."""
    row = reader.item.row
    if row is None or not LABEL_HEADER.search(name) or not TITLE_HEADER.search(row.title_header):
        return False
    return len(text.split()) <= 4 and bool(re.search(r"[A-Z]|\d", text)) and not find_year(text)


def _main_url(reader: _Reader) -> str | None:
    """The title's own link, else the one that leads to the paper, else the first."""
    if reader.title_link is not None and link_of(reader.title_link) is not None:
        return reader.title_link.url
    links = reader.links
    named = (link for link in links if is_link_word(link.text) and is_paper_link(link.text, ""))
    hosted = (link for link in links if is_paper_link("", link.url))
    chosen = next(named, None) or next(hosted, None) or next(iter(links), None)
    return chosen.url if chosen else None


def _finish(reader: _Reader) -> Entry:
    item, draft = reader.item, reader.draft
    url = _main_url(reader)
    links = reader.links
    arxiv = _arxiv(url, draft, links, reader)
    named = next((link.text for link in links if link.url == url), "")
    kind = kind_of(url, reader.title, item.trail, authored=bool(draft.authors or draft.venue))
    if item.row is not None and _is_model_row(item.row):
        kind = Kind.MODEL
    if kind in (Kind.OTHER, Kind.PAPER) and not arxiv and _BLOG.fullmatch(named):
        kind = Kind.BLOG
    in_title = find_year(reader.title) if kind in (Kind.COURSE, Kind.TALK) else None
    year = draft.year or in_title or _heading_year(item.trail)
    if year is None:
        year = arxiv_year(arxiv) if arxiv else date_in_address(url)
    return Entry(
        list=reader.stem,
        line=item.line,
        section=item.trail,
        kind=kind,
        title=reader.title,
        label=draft.label,
        authors=draft.authors.names if draft.authors else (),
        truncated=bool(draft.authors and draft.authors.truncated),
        year=year,
        venue="arXiv" if draft.venue and ARXIV_SPELLING.match(draft.venue) else draft.venue,
        arxiv=arxiv,
        url=url,
        links=links,
        fields=draft.fields,
    )


def _is_model_row(row: Row) -> bool:
    return (
        bool(MODEL_HEADER.search(row.title_header)) and "paper" not in row.title_header.casefold()
    )


def _arxiv(url: str | None, draft: Draft, links: Sequence[Link], reader: _Reader) -> str | None:
    """The id of the main link, else of a link that names the paper, else the printed one."""
    main = bare_arxiv(url) if url else None
    if main:
        return main
    children = {link.url for child in reader.item.children for link in links_of(all_runs(child))}
    for link in links:
        found = bare_arxiv(link.url)
        if (
            found
            and link.url not in children
            and (is_link_word(link.text) or reader.item.row is not None or not reader.title_link)
        ):
            return found
    return draft.arxiv


@lru_cache(maxsize=4096)
def _heading_year(trail: tuple[str, ...]) -> int | None:
    """The year of the nearest heading that is a year (``2022``, ``NeurIPS 2022``), not a span."""
    for heading in reversed(trail):
        if match := _YEAR_HEADING.match(heading):
            return int(match[1])
        venue, rest = parse_venue(heading)
        if venue and not rest and find_year(heading):
            return find_year(heading)
    return None
