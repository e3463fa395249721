"""The tables of data sets, cut in two (what they hold; on which terms, and who uses them); JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from surveybook.dataset_facts import DataSetFact, Group, UsedDataSet, join_uses
from surveybook.model import Work
from surveybook.problems import Code, Level, Problem
from surveybook.relations import Relation
from surveybook.writing.catalogue import cite
from surveybook.writing.datasets import DataSet, gather_datasets
from surveybook.writing.entries import Json, render_array
from surveybook.writing.exports import FOLDER
from surveybook.writing.markdown import escape, link
from surveybook.writing.pages import group_rows, render_page

PAGE = "chapters/_datasets.md"
UNKNOWN = "unknown"
"""Stands for every fact that could not be read anywhere."""
HEADINGS: Mapping[Group, str] = {
    Group.PAIRS: "Pairs",
    Group.RATINGS: "Ratings",
    Group.RANKINGS: "Rankings",
    Group.DEMONSTRATIONS: "Demonstrations",
    Group.CRITIQUES: "Critiques and corrections",
    Group.SYNTHETIC: "Synthetic feedback",
    Group.TASKS: "Tasks, benchmarks and corpora",
}


def join_datasets(
    facts: Sequence[DataSetFact], works: Sequence[Work], relations: Iterable[Relation]
) -> tuple[UsedDataSet, ...]:
    """The data sets by group, within one in the order of the data, with the works that use them."""
    listed: dict[str, list[str]] = {}
    own: dict[str, list[str]] = {}
    for item in gather_datasets(works):
        for fact in _covering(item, facts):
            listed.setdefault(fact.name, []).extend(item.users)
            own.setdefault(fact.name, []).extend([item.own] if item.own else [])
    order = list(Group)
    ordered = sorted(facts, key=lambda fact: order.index(fact.group))
    return join_uses(ordered, listed, own, relations)


def check_coverage(
    facts: Sequence[DataSetFact], works: Sequence[Work], path: str
) -> Iterator[Problem]:
    """A warning for each data set that the lists name and that not exactly one fact covers."""
    for item in gather_datasets(works) if facts else ():
        found = _covering(item, facts)
        if len(found) == 1:
            continue
        names = " and ".join(f"“{fact.name}”" for fact in found)
        message = (
            f"the lists name “{item.name}”, which {names} both claim; keep its name in one of them"
            if found
            else f"the lists name “{item.name}”, which no data set here covers; add it, or add "
            "this name to the `printed` of one"
        )
        line = found[-1].line if found else 0
        yield Problem(path, line, Level.WARNING, Code.DATASET_UNCOVERED, message)


def _covering(item: DataSet, facts: Sequence[DataSetFact]) -> list[DataSetFact]:
    return [fact for fact in facts if fact.names & item.names]


def render_datasets(found: Sequence[UsedDataSet], works: Sequence[Work]) -> Mapping[str, str]:
    """The part ``chapters/_datasets.md`` and its data by their paths under ``book/``.

    Nothing where there are no data sets.
    """
    if not found:
        return {}
    headings = [HEADINGS[one.fact.group] for one in found]
    page = render_page(
        "datasets.md.jinja",
        contents=group_rows(map(_contents_row, found), headings),
        terms=group_rows(map(_terms_row, found), headings),
        remarks=[f"**{escape(d.fact.name)}**: {escape(d.fact.note)}" for d in found if d.fact.note],
    )
    return {PAGE: page, f"{FOLDER}/datasets.json": render_json(found, works)}


def _contents_row(one: UsedDataSet) -> tuple[str, ...]:
    """Name with its address and the works that brought it; what it holds."""
    fact = one.fact
    name = link(fact.name, fact.address) or escape(fact.name)
    brought = cite(key for key in (fact.introduced, *one.own) if key)
    return f"{name} {brought}".rstrip(), *_shown(fact.holds, fact.size, fact.feedback)


def _terms_row(one: UsedDataSet) -> tuple[str, ...]:
    fact = one.fact
    read = link(fact.read.isoformat(), fact.source)
    terms = _shown(fact.language, fact.licence, fact.form)
    return escape(fact.name), *terms, cite(one.users) or "–", read


def _shown(*texts: str) -> tuple[str, ...]:
    return tuple(escape(text) or UNKNOWN for text in texts)


def render_json(found: Sequence[UsedDataSet], works: Sequence[Work]) -> str:
    """An array with an object for each data set; what is unknown is null."""
    titles = {work.key: work.title for work in works}
    return render_array(_json(one, titles) for one in found)


def _json(one: UsedDataSet, titles: Mapping[str, str]) -> dict[str, Json]:
    fact = one.fact
    return {
        "name": fact.name,
        "group": str(fact.group),
        "holds": fact.holds or None,
        "size": fact.size or None,
        "feedback": fact.feedback or None,
        "language": fact.language or None,
        "licence": fact.licence or None,
        "form": fact.form or None,
        "address": fact.address or None,
        "introduced": fact.introduced or None,
        "title": titles.get(fact.introduced),
        "own": list(one.own),
        "used_by": list(one.users),
        "note": fact.note,
        "source": fact.source,
        "read": fact.read.isoformat(),
    }
