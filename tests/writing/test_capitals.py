"""Which words of a title keep their capitals."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from samples import ANY_TEXT

from surveybook.writing.capitals import protected_runs

CASES = tomllib.loads((Path(__file__).parent / "cases/capitals.toml").read_text("utf-8"))


@pytest.mark.parametrize("expected", CASES["titles"])
def test_protected_words(expected: str) -> None:
    """Whole words with capitals to keep are braced, and no others; the case is the braced title."""
    title = expected.replace("{", "").replace("}", "")
    runs = protected_runs(title)
    assert "".join(f"{{{run}}}" if keep else run for run, keep in runs) == expected


@given(ANY_TEXT)
def test_nothing_is_lost(text: str) -> None:
    """The runs put together are the text."""
    assert "".join(run for run, _ in protected_runs(text)) == text
