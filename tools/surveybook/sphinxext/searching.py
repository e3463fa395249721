"""What the search box finds as one types: works and sections, from one file beside the pages.

Sphinx's own search knows words of pages; a reader who types a name, a key or an arXiv number wants
the work. The index is made in the browser by MiniSearch from this data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.search.en import SearchEnglish
from sphinx.util.index_entries import split_index_msg

from surveybook.sphinxext.doctrees import look_at
from surveybook.sphinxext.pagestore import PageStore
from surveybook.sphinxext.sitedata import SiteWork, read_site_works
from surveybook.sphinxext.uses import WORK_CLASS, Use, gather_uses

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FILE = "_static/search-data.js"
_MOST_WORDS = 400


class RememberingEnglish(SearchEnglish):
    """Sphinx's own search in English; a word's stem is looked for once, not wherever it stands."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.stem = lru_cache(maxsize=1 << 16)(super().stem)  # type: ignore[method-assign]


Page = tuple[str, dict[str, object], str]
Item = dict[str, str | int]


def work_items(works: Mapping[str, SiteWork], uses: Mapping[str, Sequence[Use]]) -> Iterator[Item]:
    """An item for each work; ``uses`` counts for its rank."""
    for key, work in works.items():
        yield {
            "kind": work["kind"],
            "title": work["title"],
            "label": work["label"],
            "names": " ".join(author["name"] for author in work["authors"]),
            "key": key,
            "arxiv": work["arxiv"],
            "more": work["shown_venue"],
            "text": " ".join([*work["keywords"], *work["other_titles"]]),
            "url": f"works/{key}.html",
            "uses": len(uses.get(key, ())),
        }


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: its title, its anchor (the page's own has none), and how it begins."""

    title: str
    anchor: str
    text: str


class Sections(PageStore[tuple[Section, ...]]):
    """The sections of each page."""

    name = "surveybook_sections"

    def gather(self, _app: Sphinx, doctree: nodes.document) -> tuple[Section, ...]:
        """Those of a page that has been read."""
        found = []
        for section in doctree.findall(nodes.section):
            title = section.next_node(nodes.title)
            if title is not None:
                top = not isinstance(section.parent, nodes.section)
                anchor = "" if top else str(section["ids"][0])
                found.append(Section(title.astext(), anchor, _text(section)))
        return tuple(found)


def section_items(env: BuildEnvironment) -> Iterator[Item]:
    """An item for each section of each page, with the beginning of its text."""
    for page, sections in sorted(Sections.pages(env).items()):
        short = str(env.metadata[page].get("short", "")) or env.titles[page].astext()
        for section in sections:
            yield {
                "kind": "section" if section.anchor else "chapter",
                "title": section.title,
                "label": "" if section.anchor else short,
                "names": "",
                "key": "",
                "arxiv": "",
                "more": short if section.anchor else "",
                "text": section.text,
                "url": f"{page}.html" + (f"#{section.anchor}" if section.anchor else ""),
                "uses": 0,
            }


def _text(section: nodes.section) -> str:
    """The words of a section's own paragraphs, without those of its subsections."""
    words: list[str] = []
    for child in section.children:
        # Sphinx takes its own messages out of a page only after it was gathered from.
        if isinstance(child, nodes.section | nodes.title | nodes.system_message):
            continue
        if not (isinstance(child, nodes.container) and WORK_CLASS in child["classes"]):
            words += child.astext().split()
    return " ".join(words[:_MOST_WORDS])


def write_search_data(app: Sphinx, failure: Exception | None) -> None:
    """Write the file when all pages are there."""
    if failure or app.builder.name != "html":
        return
    works = read_site_works(Path(app.confdir))
    items = [*work_items(works, gather_uses(app.env)), *section_items(app.env)]
    data = json.dumps(items, ensure_ascii=False, separators=(",", ":"))
    text = f"window.surveybookSearch = {data};\n"
    (Path(app.outdir) / FILE).write_text(text, "utf-8", newline="\n")


def complete_index(app: Sphinx) -> Iterator[Page]:
    """Mend what Sphinx's search takes from the build before, for pages not written in this one.

    It forgets their index marks, and keeps words that no page has any longer; there is no way to
    mend that but in the index itself.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        known = indexer._index_entries
        pages = app.env.found_docs - known.keys()
        missing = {page: _marks(look_at(app.env, page)) for page in pages}
        indexer._index_entries = dict(sorted((known | missing).items()))
        for words in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, having in words.items() if not having]:
                del words[word]
    yield from ()


def _marks(doctree: nodes.document) -> list[tuple[str, str, str]]:
    """The index marks of a page, as ``IndexBuilder.feed`` takes them from it."""
    found = set()
    for node in doctree.findall(addnodes.index):
        for kind, value, target, main, _ in node["entries"]:
            found |= {(word, target or "", main) for word in split_index_msg(kind, value)}
    return sorted(found)


def setup(app: Sphinx) -> None:
    """Write the data after the pages, and remember stems for Sphinx's index."""
    app.add_env_collector(Sections)
    app.add_search_language(RememberingEnglish)
    app.connect("html-collect-pages", complete_index)
    app.connect("build-finished", write_search_data)
