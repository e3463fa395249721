"""Text of a wrong code page is mended as ftfy mends it, and ftfy is asked wherever it would act."""

from __future__ import annotations

from itertools import product

from ftfy import fix_encoding
from ftfy.badness import BADNESS_RE
from hypothesis import example, given
from hypothesis import strategies as st

from surveybook.reading.encoding import mend_encoding

# Every letter that ftfy's pattern names, and those that lie between, with what may stand beside it.
NAMED = sorted(
    {chr(c) for c in range(0x80, 0x2F00)} | {c for c in BADNESS_RE.pattern if c > "\x7f"}
)
BESIDE = ("", "a", "Z", "0", " ", ".", "'", "大", "🤗")


def test_a_letter_alone_is_mended_as_by_ftfy() -> None:
    """Whatever stands before and behind it."""
    for before, letter, behind in product(BESIDE, NAMED, BESIDE):
        text = f"{before}{letter}{behind}"
        acts = BADNESS_RE.search(text)
        assert mend_encoding(text) == (fix_encoding(text) if acts else text)


@given(st.text(st.sampled_from([*NAMED, *"aZ0 .'大🤗"]), max_size=12))
@example("FranÃ§ois and MÃ¼ller")
@example("itâ€™s")
@example("voilÃ le travail")
@example("it\x92s")
@example("Ð¾Ð±ÑƒÑ‡ÐµÐ½Ð¸Ðµ")
def test_any_text_is_mended_as_by_ftfy(text: str) -> None:
    """Mended or left alone."""
    assert mend_encoding(text) == fix_encoding(text)
