"""TOML read key by key: the line of each key, and values of a wrong type as problems."""

from __future__ import annotations

from surveybook.toml_tables import Table, parse_toml, toml_lines

TEXT = '''\
title = "A"
note = """
not = "a key"
[neither]
"""
"quoted key" = 1

[[chapter]]
slug = "one"
  [[chapter.section]]
  works = [
    "a",
    "b",
  ]
[[chapter]]
slug = "two"
'''


def test_lines_of_keys() -> None:
    """Keys, tables and tables in arrays are found, and text inside long strings is not."""
    assert toml_lines(TEXT) == {
        ("title",): 1,
        ("note",): 2,
        ("quoted key",): 6,
        ("chapter", 0): 8,
        ("chapter", 0, "slug"): 9,
        ("chapter", 0, "section", 0): 10,
        ("chapter", 0, "section", 0, "works"): 11,
        ("chapter", 1): 15,
        ("chapter", 1, "slug"): 16,
    }


def open_table(text: str) -> Table:
    """The top table of TOML that is valid."""
    table, problems = parse_toml(text, "x.toml")
    assert table is not None
    assert problems == ()
    return table


def test_line_of_an_item() -> None:
    """One string of an array is found on its own line."""
    section = open_table(TEXT).tables("chapter")[0].tables("section")[0]
    assert section.line("works", "b") == 13
    assert section.texts("works") == ("a", "b")


def test_wrong_types_give_defaults_and_problems() -> None:
    """A value of a wrong type is read as absent, and is named."""
    table = open_table('a = 1\nb = "x"\nc = ["x", 2]\nd = "yes"\ne = [1]\nf = true\n')
    assert table.text("a") == ""
    assert table.whole("b") is None
    assert table.texts("c") == ()
    assert table.flag("d", True) is True
    assert table.tables("e") == ()
    assert table.whole("f") is None
    assert [str(problem) for problem in table.problems] == [
        "x.toml:1: error: `a` must be a string in quotes; write it so, or leave the line out "
        "[toml-value]",
        "x.toml:2: error: `b` must be a whole number without quotes; write it so, or leave the "
        "line out [toml-value]",
        'x.toml:3: error: `c` must be an array of strings, such as ["one", "two"]; write it so, '
        "or leave the line out [toml-value]",
        "x.toml:4: error: `d` must be true or false, without quotes; write it so, or leave the "
        "line out [toml-value]",
        "x.toml:5: error: `e` must be tables, each under a line [[e]]; write it so, or leave the "
        "line out [toml-value]",
        "x.toml:6: error: `f` must be a whole number without quotes; write it so, or leave the "
        "line out [toml-value]",
    ]
