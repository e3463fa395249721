"""The index at the end of the book, made of its own data: labels of works, rows of tables, titles.

Marks are put into each page while it is read, so that the web's index, the EPUB's and the printed
one have them alike. Terms of the glossary are marked by Sphinx.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from surveybook.sphinxext.sitedata import SiteWork, read_site_works
from surveybook.sphinxext.uses import cited_keys, in_own_entry, sections_around

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BEFORE_DOMAINS = 845  # at 850 Sphinx gathers the marks of a page
_MAIN = "main"
_GREEK = re.compile(r"GREEK \w+ LETTER (\w)")
_ARTICLE = re.compile(r"(An?|The)\s+")


def subject_of(work: SiteWork) -> str:
    """``DPO (Rafailov et al., 2023)``; empty for a work without a label."""
    families = [author["filed"].partition(",")[0] for author in work["authors"]]
    cut = len(families) > 2 or not work["authors_complete"]
    who = f"{families[0]} et al." if families and cut else " and ".join(families)
    people = ", ".join(part for part in (who, str(work["year"] or "")) if part)
    if not work["label"]:
        return ""
    return f"{work['label']} ({people})" if people else str(work["label"])


def make_mark(subject: str, anchor: str, main: str = "") -> addnodes.index:
    """A mark for the index; Sphinx parts entries at ``;``, so that none may be in a subject."""
    text = " ".join(subject.replace(";", ",").split())
    return addnodes.index(entries=[("single", text, anchor, main, _letter(text))], inline=True)


def _letter(subject: str) -> str | None:
    """B for beta; None for what begins with a letter, a digit or a sign of its own."""
    greek = _GREEK.match(unicodedata.name(subject[:1], "")) if subject else None
    return greek[1] if greek else None


class SubjectMarks(SphinxTransform):
    """Marks what a page of the survey says, for the index."""

    default_priority = _BEFORE_DOMAINS

    def apply(self, **_: object) -> None:
        """Mark titles, citations of labelled works, and the rows of the tables named in conf.py."""
        cites = list(_citations(self.document))
        if not cites:  # a page that cites nothing is no part of the survey
            return
        mark_titles(self.document)
        works = read_site_works(Path(self.app.confdir))
        mark_works(cites, {key: subject_of(work) for key, work in works.items()})
        mark_rows(self.document, self.config.index_tables)


def _citations(document: nodes.document) -> Iterator[addnodes.pending_xref]:
    for node in document.findall(addnodes.pending_xref):
        if node.get("refdomain") == "cite":
            yield node


def mark_titles(document: nodes.document) -> None:
    """A mark behind the title of each section that a chapter is parted in; not of smaller parts."""
    tops = [node for node in document.children if isinstance(node, nodes.section)]
    for section in [node for top in tops for node in top if isinstance(node, nodes.section)]:
        if (title := section.next_node(nodes.title)) is not None:
            mark = make_mark(filed_title(title.astext()), section["ids"][0])
            section.insert(section.index(title) + 1, mark)


def filed_title(title: str) -> str:
    """``family of losses, A``: an article does not count in the order of an index."""
    article = _ARTICLE.match(title)
    return f"{title[article.end() :]}, {article[1]}" if article else title


def mark_works(cites: list[addnodes.pending_xref], subjects: Mapping[str, str]) -> None:
    """A main mark where a work has its entry, and one for the first citation in each section."""
    seen: set[tuple[str, str]] = set()
    for node in cites:
        labelled = [key for key in cited_keys(node["reftarget"]) if subjects.get(key)]
        sections = [str(section["ids"][0]) for section in sections_around(node)] if labelled else []
        if not sections or _in_table_or_title(node):
            continue
        own = in_own_entry(node)
        place = (sections[-2:-1] or sections)[0]
        for key in labelled:
            if not own and (key, place) in seen:
                continue
            anchor = f"work-{key}" if own else sections[0]
            mark = make_mark(subjects[key], anchor, _MAIN * own)
            node.parent.insert(node.parent.index(node), mark)
            if not own:
                seen.add((key, place))


def _in_table_or_title(node: nodes.Node) -> bool:
    while (node := node.parent) is not None:
        if isinstance(node, nodes.table | nodes.title | nodes.caption):
            return True
    return False


def mark_rows(document: nodes.document, tables: Mapping[str, str]) -> None:
    """A mark in the first cell of each row: its name, and what the table's rows are."""
    for table in document.findall(nodes.table):
        name = next((name for name in tables if name in {*table["names"], *table["ids"]}), "")
        seen: Counter[str] = Counter()
        for row in [row for body in table.findall(nodes.tbody) for row in body.findall(nodes.row)]:
            cells = [cell for cell in row if cell.astext().strip()]
            cell = cells[0].next_node(nodes.paragraph) if name and len(cells) > 1 else None
            subject = _first_words(cell) if cell is not None else ""
            if cell is not None and subject:
                anchor = nodes.make_id(f"{name}-{subject}")
                seen[anchor] += 1
                anchor += f"-{seen[anchor]}" if seen[anchor] > 1 else ""
                cell.insert(0, make_mark(f"{subject} ({tables[name]})", anchor))
                cell.insert(0, nodes.target("", "", ids=[anchor]))


def _first_words(cell: nodes.Element) -> str:
    """The text before the first citation."""
    words: list[str] = []
    for child in cell.children:
        if isinstance(child, addnodes.pending_xref) and child.get("refdomain") == "cite":
            break
        words.append(child.astext())
    return "".join(words).strip(" (†‡")


def setup(app: Sphinx) -> None:
    """Mark each page when it has been read."""
    app.add_config_value("index_tables", {}, "env")
    app.add_transform(SubjectMarks)
