"""Text as LaTeX: what BibTeX and TeX must read back as the same text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from pybtex.richtext import Text
from samples import ANY_TEXT

from surveybook.writing.clean import clean_text
from surveybook.writing.latex import latex_to_text, text_to_latex, title_to_latex, typographic

CASES = tomllib.loads((Path(__file__).parent / "cases/latex.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["escape"], ids=lambda case: case["text"])
def test_escapes(case: dict[str, str]) -> None:
    """Each character has the form that LaTeX's own manual gives, braced, and reads back."""
    assert text_to_latex(case["text"]) == case["latex"]
    assert latex_to_text(case["latex"]) == case.get("back", case["text"])


@pytest.mark.parametrize("letters", CASES["pybtex"]["letters"].split())
def test_pybtex_reads_accents(letters: str) -> None:
    """pybtex, which Sphinx prints with, reads every single escape back as its letter."""
    for letter in letters:
        assert str(Text.from_latex(text_to_latex(letter))) == letter


@pytest.mark.parametrize("case", CASES["title"], ids=lambda case: case["text"])
def test_titles(case: dict[str, str]) -> None:
    """Maths by the strict rule stays maths, any other dollar sign is a dollar sign."""
    assert title_to_latex(case["text"]) == case["latex"]


@given(ANY_TEXT)
def test_text_survives(text: str) -> None:
    """Whatever the text, LaTeX prints that text: nothing is lost and nothing becomes a command."""
    assert latex_to_text(text_to_latex(text)) == typographic(text)


@given(ANY_TEXT)
def test_only_known_commands(text: str) -> None:
    """No command stands in the LaTeX but those this package writes, and all braces close."""
    latex = text_to_latex(text)
    bare = re.sub(r"\\[%&#_$]", "", latex)
    commands = set(re.findall(r"\\([A-Za-z]+)", bare))
    assert commands.isdisjoint({"input", "write", "def", "csname", "catcode", "include"})
    assert bare.count("{") == bare.count("}")
    assert "^^" not in latex
    assert not re.search(r"(?<!\\)[%#&]", latex)


@given(ANY_TEXT)
def test_titles_balance(text: str) -> None:
    """A title never leaves a brace or a dollar sign open."""
    bare = re.sub(r"\\[%&#_$]", "", title_to_latex(text))
    assert bare.count("{") == bare.count("}")
    assert bare.count("$") % 2 == 0
    Text.from_latex(title_to_latex(text))


@given(ANY_TEXT)
def test_clean_is_clean(text: str) -> None:
    """Clean text is one printable line, and cleaning it again changes nothing."""
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert clean.isprintable()
    clean.encode("utf-8")
