"""What the site is told of each work."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from samples import ANY_TEXT, WORKS

from surveybook.model import Reading, ReadingList
from surveybook.outline import Chapter, Outline, Section
from surveybook.relations import Relation, RelationKind
from surveybook.writing.clean import clean_text
from surveybook.writing.site_works import render_site_works

DAY = datetime.date(2022, 2, 3)
KEYS = [work.key for work in WORKS]
HOME = Chapter("rlhf", "Learning", short="RLHF", sections=(Section("start", "The start"),))


def relation(work: str, other: str, kind: RelationKind = RelationKind.BUILDS_ON) -> Relation:
    """A relation of one work to another."""
    return Relation(work, kind, other, "https://example.org/one", DAY)


def site_works(*relations: Relation) -> dict[str, Any]:
    """The file as the site reads it."""
    readings = [Reading(ReadingList("birds", "lists/birds.md", title="Awesome Birds"), (), (), ())]
    text = render_site_works(WORKS, Outline("Book", (HOME,)), readings, relations)
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_work_is_there() -> None:
    """Each key once, sorted; a work on a line of its own, so that a change shows as one line."""
    assert list(site_works()) == sorted(KEYS)


def test_relations_are_told_at_both_ends() -> None:
    """Each relation once, what is built on before what is compared, and its other end reversed."""
    one, two, three = KEYS[:3]
    compared = relation(one, two, RelationKind.COMPARES_WITH)
    found = site_works(compared, relation(one, three), relation(one, three))
    assert list(found[one]["related"].items()) == [("builds on", [three]), ("compares with", [two])]
    assert found[three]["related"] == {"built on by": [one]}
    assert found[two]["related"] == {"compared with by": [one]}


def test_a_relation_with_an_unknown_work_is_left_out() -> None:
    """It is reported elsewhere; the site has no page to link."""
    assert site_works(relation(KEYS[0], "nobody1900nothing"))[KEYS[0]]["related"] == {}


@given(st.lists(ANY_TEXT, max_size=4))
@example(
    ["at the end ", " or before", "of  two", 'a " quote', "a\ttab", "a\\u0007", "\x07", "\x7f"]
)
def test_every_text_is_harmless(titles: list[str]) -> None:
    """No text is told otherwise than ``clean_text`` makes it."""
    work = replace(WORKS[0], other_titles=tuple(titles))
    text = render_site_works([work], Outline("Book", (HOME,)), [], [])
    assert json.loads(text)[work.key]["other_titles"] == [clean_text(title) for title in titles]
