"""Citations and entries have the HTML that Sphinx makes of them as nodes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from surveybook.sphinxext.accessible import mend_page

BUILDER = """
from sphinx.builders.html import StandaloneHTMLBuilder


class Nodes(StandaloneHTMLBuilder):
    name = "nodes"


def setup(app):
    app.add_builder(Nodes)
"""
WORKS = r"""
@misc{signs,
  author = {A \& B and {The <b>Body</b>} and Ortega, Jr, {\'A}. "B" and O'Neil, M@il},
  title = {Signs \& ``Quotes'' of $x < y$: a > b, {\'e} "q" @ 5\%},
  year = {2024},
  url = {https://example.org/a?b=1&c="d"},
}

@inproceedings{uncited,
  author = {Only, One},
  title = {In No Text},
  booktitle = {Proceedings of A \& B},
  volume = {3},
  pages = {1--2},
  year = {2020},
  doi = {10.1000/182},
}
"""
PAGE = """
{cite:t}`signs`, {cite:p}`signs,undated`, {cite:p}`{see}signs{p. 3 & 4}`,
{cite:alp}`signs`, {cite:author}`signs` and {cite:year}`signs`.
{cite:t}`{see}adler2021quiet{<p. 5>}`
"""
OWN_LIST = """
## Its own list

{cite:p}`pref-signs`

```{bibliography}
:filter: key == "signs"
:keyprefix: pref-
```
"""
SHOWN = re.compile(
    r'<span class="bibtex-citation".*?</span>|<div class="citation".*?^</div>', re.S | re.M
)


@pytest.fixture
def book(toy_book: Path, tmp_path: Path) -> Path:
    """A book with signs that HTML gives a meaning to, and a bibliography on a page that cites."""
    (tmp_path / "nodes_builder.py").write_text(BUILDER, "utf-8")
    with (toy_book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\nimport sys\n\nsys.path.insert(0, {str(tmp_path)!r})\n")
        conf.write("extensions.append('nodes_builder')\n")
    with (tmp_path / "refs.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(WORKS)
    with (toy_book / "chapters" / "second.md").open("a", encoding="utf-8") as page:
        page.write(PAGE + OWN_LIST)
    return toy_book


def shown(book: Path, out: Path, builder: str) -> dict[str, list[str]]:
    """Page → its citations and entries in HTML."""
    command = [sys.executable, "-m", "sphinx", "-q", "-d", f"{out}-trees", "-b", builder]
    subprocess.run([*command, str(book), str(out)], check=True, timeout=120)
    pages = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*.html"))}
    return {name: SHOWN.findall(mend_page(path.read_text("utf-8"))) for name, path in pages.items()}


def test_the_html_is_that_of_nodes(book: Path, tmp_path: Path) -> None:
    """In the text, in the list of all works, and in a list on the page that cites."""
    ours, theirs = (shown(book, tmp_path / name, name) for name in ("html", "nodes"))
    assert ours == theirs
    assert sum("<a " in one for one in ours["chapters/second.html"]) >= 8
    assert any('id="cite-pref-signs"' in one for one in ours["chapters/second.html"])
    assert sum('class="cited-in"' in one for one in ours["references.html"]) > 4
    assert any("&lt;b&gt;" in one and "&amp;" in one for one in ours["references.html"])
