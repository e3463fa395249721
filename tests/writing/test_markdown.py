"""Text in MyST: whatever it holds, a reader sees that text and nothing else."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from samples import ANY_TEXT

from surveybook.writing.clean import clean_text
from surveybook.writing.markdown import destination, escape, escape_title, link

CASES = tomllib.loads((Path(__file__).parent / "cases/markdown.toml").read_text("utf-8"))
EXTENSIONS = {
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"),
    *("fieldlist", "html_admonition", "html_image", "linkify", "replacements", "strikethrough"),
    *("substitution", "tasklist"),
}
SAFE = "https://example.org/"


def tokens(markdown: str) -> list[Token]:
    """The tokens that MyST makes of a text with every extension on."""
    config = dataclasses.replace(MdParserConfig(), enable_extensions=EXTENSIONS)
    return create_md_parser(config, RendererHTML).parse(markdown)


def shown(inline: Token) -> str:
    """The text of an inline token that holds nothing but text."""
    assert inline.children is not None
    assert {child.type for child in inline.children} <= {"text", "text_special"}
    return "".join(child.content for child in inline.children)


@given(ANY_TEXT)
def test_text_is_shown_as_itself(text: str) -> None:
    """Any text alone on its line gives one paragraph with exactly that text."""
    found = tokens(escape(text) + "\n")
    if not clean_text(text):
        assert found == []
        return
    assert [token.type for token in found] == ["paragraph_open", "inline", "paragraph_close"]
    assert shown(found[1]) == clean_text(text)


@given(ANY_TEXT, ANY_TEXT)
def test_wrapped_lines_are_safe(one: str, two: str) -> None:
    """A line of escaped text under another goes on with its paragraph and makes no heading."""
    if not clean_text(two):
        return
    types = [token.type for token in tokens(f"a{escape(one)}\n{escape(two)}\nb\n")]
    assert types == ["paragraph_open", "inline", "paragraph_close"]


@given(ANY_TEXT)
def test_text_in_bold_and_tables(text: str) -> None:
    """Between emphasis marks and in a table cell the text is still only text."""
    if not clean_text(text):
        return
    bold = tokens(f"**x{escape(text)}x** y\n")[1]
    assert bold.children is not None
    assert [c.type for c in bold.children if c.type != "text" and c.type != "text_special"] == [
        "strong_open",
        "strong_close",
    ]
    cell = [t for t in tokens(f"| h |\n|---|\n| {escape(text)} |\n") if t.type == "inline"]
    assert shown(cell[1]) == clean_text(text)


@given(ANY_TEXT, ANY_TEXT)
def test_links_lead_where_they_say(text: str, rest: str) -> None:
    """A link is one link with the text as its text, whatever its address holds."""
    if not clean_text(text):
        return
    inline = tokens(link(text, SAFE + rest) + "\n")[1]
    assert inline.children is not None
    types = [child.type for child in inline.children]
    assert types[0] == "link_open"
    assert types[-1] == "link_close"
    assert set(types[1:-1]) <= {"text", "text_special"}
    assert str(inline.children[0].attrs["href"]).startswith(SAFE)


@given(
    st.sampled_from(["javascript", "data", "file", "vbscript", "JavaScript", "ftp", ""]), ANY_TEXT
)
def test_no_other_scheme(scheme: str, rest: str) -> None:
    """Only http, https and mailto are links; all else stays text."""
    url = f"{scheme}:{rest}"
    assert destination(url) == ""
    assert link("x", url) == "x"


@pytest.mark.parametrize("case", CASES["escape"], ids=lambda case: case["text"])
def test_escapes_no_more_than_needed(case: dict[str, str]) -> None:
    """Ordinary titles stay readable in the chapter's source."""
    assert escape(case["text"]) == case["markdown"]


@pytest.mark.parametrize("case", CASES["title"], ids=lambda case: case["text"])
def test_titles(case: dict[str, str]) -> None:
    """Maths in a title is Unicode where that says it all, else MyST maths."""
    assert escape_title(case["text"]) == case["markdown"]
