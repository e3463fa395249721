"""Tables, in Markdown or HTML: rows with the header of each cell, spans filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveybook.reading.cleaning import clean_title, word_count
from surveybook.reading.dates import tidy
from surveybook.reading.links import is_link_word
from surveybook.reading.pieces import pieces_of
from surveybook.reading.runs import Line, lines_of
from surveybook.reading.titles import find_title
from surveybook.reading.tree import Node

MAX_SPAN = 200
# Headers of the column that names a row's work, the surest first.
_TITLE_HEADERS = (
    re.compile(r"^(?:paper )?title$", re.I),
    re.compile(r"\b(?:titles?|papers?|publications?|articles?|works?)\b", re.I),
    re.compile(
        r"\b(?:names?|models?|llms?|datasets?|methods?|projects?|benchmarks?|tools?)\b", re.I
    ),
    re.compile(
        r"\b(?:repositor(?:y|ies)|resources?|librar(?:y|ies)|approach|algorithms?|acronym)\b", re.I
    ),
)
TITLE_HEADER = re.compile(r"\b(?:titles?|papers?|publications?|articles?|works?)\b", re.I)
LABEL_HEADER = re.compile(r"\b(?:names?|models?|methods?|abbr|acronyms?|labels?|approach)", re.I)
MODEL_HEADER = re.compile(r"\b(?:llms?|models?)\b", re.I)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell of a row: its column's header and its lines; ``spanned`` where it stands above."""

    header: str
    lines: tuple[Line, ...]
    spanned: bool = False

    @property
    def text(self) -> str:
        return " ".join(" ".join(r.text for line in self.lines for r in line).split())


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of a table; ``title`` is the index of the cell that names its work."""

    node: Node
    line: int
    cells: tuple[Cell, ...]
    title: int
    trail: tuple[str, ...] = ()

    def title_lines(self) -> tuple[Line, ...]:
        """The lines of the cell that names the work."""
        return self.cells[self.title].lines if 0 <= self.title < len(self.cells) else ()

    @property
    def title_header(self) -> str:
        """The header of the column that names the work."""
        return self.cells[self.title].header if 0 <= self.title < len(self.cells) else ""


Grid = list[list[tuple[Node, bool]]]


def rows_of(table: Node) -> tuple[list[Row], list[Node]]:
    """The rows of a table that can be items, and the nodes of its header and of dividing rows."""
    rows = _rows(table)
    grid = _filled(rows)
    heads = [i for i, cells in enumerate(grid) if cells and all(c.tag == "th" for c, _ in cells)]
    header_at = heads[0] if heads else (0 if _looks_like_header(grid) else -1)
    headers = [_text(cell) for cell, _ in grid[header_at]] if header_at >= 0 else []
    body = [i for i in range(len(grid)) if i != header_at and i not in heads[1:] and grid[i]]
    made: list[Row] = []
    left = [rows[i] for i in ([header_at] if header_at >= 0 else []) + heads[1:]]
    cells = {i: _cells(grid[i], headers) for i in body}
    column = _title_column([cells[i] for i in body if len(cells[i]) > 1], headers)
    trail: tuple[str, ...] = ()
    for i in body:
        if len(grid[i]) > 1 and len({id(cell) for cell, _ in grid[i]}) == 1:
            # One cell across the whole table is a heading for the rows below it.
            trail = (_text(grid[i][0][0]),) if _text(grid[i][0][0]) else ()
            left.append(rows[i])
        else:
            made.append(Row(rows[i], rows[i].line, cells[i], column, trail))
    return made, left


def _rows(node: Node) -> list[Node]:
    """The rows of a table; those of a table inside one of its cells are that cell's words."""
    made: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            made.extend([child] if child.tag == "tr" else _rows(child))
    return made


def words_outside(node: Node) -> list[Node]:
    """What stands in a table or in its rows but in no cell, where HTML allows nothing."""
    made: list[Node] = []
    for child in node.children:
        if isinstance(child, str) or child.tag in ("td", "th"):
            continue
        # Rows within a row are none of the table's: they are left out as they stand.
        if node.tag != "tr" and (child.tag in ("tr", "thead", "tbody", "tfoot") or _rows(child)):
            made.extend(words_outside(child))
        else:
            made.append(child)
    return made


def _filled(rows: Sequence[Node]) -> Grid:
    """The grid of cells, those that span rows or columns repeated where they reach."""
    grid: Grid = []
    hanging: dict[int, tuple[Node, int]] = {}
    for row in rows:
        line: list[tuple[Node, bool]] = []
        own = [c for c in row.children if isinstance(c, Node) and c.tag in ("td", "th")]
        while own or len(line) in hanging:
            column = len(line)
            if column in hanging:
                cell, left = hanging.pop(column)
                line.append((cell, True))
                if left > 1:
                    hanging[column] = (cell, left - 1)
                continue
            cell = own.pop(0)
            for offset in range(_span(cell, "colspan")):
                line.append((cell, False))
                if _span(cell, "rowspan") > 1:
                    hanging[column + offset] = (cell, _span(cell, "rowspan") - 1)
        grid.append(line)
    return grid


def _span(cell: Node, name: str) -> int:
    value = cell.attrs.get(name, "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isdecimal() and len(value) < 5 else 1


def _looks_like_header(grid: Grid) -> bool:
    if len(grid) < 2 or not grid[0]:
        return False
    has_links = any(n.tag == "a" and "href" in n.attrs for cell, _ in grid[0] for n in cell.walk())
    return not has_links and all(len(_text(cell)) < 40 for cell, _ in grid[0])


def _text(cell: Node) -> str:
    return " ".join(cell.text().split())


def _cells(line: Sequence[tuple[Node, bool]], headers: Sequence[str]) -> tuple[Cell, ...]:
    made: list[Cell] = []
    seen: set[int] = set()
    for column, (cell, spanned) in enumerate(line):
        if id(cell) in seen:
            continue
        seen.add(id(cell))
        header = headers[column] if column < len(headers) else ""
        lines = lines_of(cell.children, cell.line)
        made.append(Cell(header, lines, spanned))
    return tuple(made)


def _title_column(rows: Sequence[tuple[Cell, ...]], headers: Sequence[str]) -> int:
    """The column that names the works: by its header where its cells agree, else by content."""
    width = max((len(row) for row in rows), default=0)
    for pattern in _TITLE_HEADERS:
        for column in range(min(width, len(headers))):
            if pattern.search(tidy(headers[column])) and _share(rows, column) >= 0.5:
                return column
    return max(range(width), key=lambda c: (_share(rows, c), -c), default=-1)


def _share(rows: Sequence[tuple[Cell, ...]], column: int) -> float:
    """How many of a column's cells can name a work, counting linked and longer names more."""
    total = 0.0
    for row in rows:
        if column < len(row) and (found := _title_in(row[column])):
            total += found
    return total / max(len(rows), 1)


def _title_in(cell: Cell) -> float:
    if cell.spanned or not cell.lines:
        return 0.0
    for line in cell.lines[:3]:
        pieces = pieces_of(line)
        title = find_title(pieces)
        if title is not None:
            linked = pieces[title.index].link is not None
            return 0.5 + min(word_count(title.text), 8) / 16 + (0.25 if linked else 0)
    text = clean_title(cell.text)
    return 0.5 if re.search(r"[A-Za-z]{2}", text) and not is_link_word(text) else 0.0
