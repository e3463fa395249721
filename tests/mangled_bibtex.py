"""BibTeX in the form that ``convert`` writes, with anything put into it or taken from it."""

from __future__ import annotations

from hypothesis import strategies as st

RECORD = """\
@article{lin2024made,
  author = {Lin, Mei and van der Wal, Jo and {The {Made} Body} and Ortega y Gasset, Jr, {\\'A}. B.},
  title = {A {Made} Work,  with 50\\% of $x_{1}$},
  year = {2024},
  month = mar,
}
"""


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A file of two records, of which the first has been changed somewhere."""
    start = draw(st.integers(0, len(RECORD)))
    end = draw(st.integers(start, min(len(RECORD), start + 20)))
    put = draw(st.text('@{}=,%#"\\\n ab1\t', max_size=4))
    return RECORD[:start] + put + RECORD[end:] + RECORD.replace("lin", "other")
