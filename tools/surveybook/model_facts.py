"""What is known of the models that the lists' tables name (``book/records/models.toml``)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from surveybook.problems import Code, Problem
from surveybook.toml_tables import Table, parse_toml


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that a list printed otherwise than its source has it."""

    field: str
    printed: str
    right: str
    reason: str
    source: str
    read: datetime.date


@dataclass(frozen=True, slots=True)
class ModelFact:
    """One model: what its makers publish, where a list differs, and what could not be checked.

    ``printed`` is the name as the list prints it; ``paper`` an identifier or address;
    ``open_weights`` is ``yes``, ``no``, or a word for what lies between; empty where unknown.
    """

    name: str
    printed: str
    organisation: str = ""
    sizes: str = ""
    project: str = ""
    paper: str = ""
    open_weights: str = ""
    differs: tuple[Difference, ...] = ()
    doubt: str = ""
    note: str = ""


def parse_model_facts(text: str, path: str) -> tuple[tuple[ModelFact, ...], tuple[Problem, ...]]:
    """The models of a TOML text, and what is wrong with it; a wrong value leaves out its model.

    Keys: [[model]] with name, printed, organisation, sizes, project, paper, open_weights, doubt,
    note, and differs, an array of tables with field, printed, right, reason, source, read.
    """
    top, problems = parse_toml(text, path)
    if top is None:
        return (), problems
    facts = tuple(fact for table in top.tables("model") if (fact := _fact(table)))
    top.close()
    return facts, tuple(top.problems)


def _fact(table: Table) -> ModelFact | None:
    found = len(table.problems)
    name = table.text("name", required=True)
    fact = ModelFact(
        name=name,
        printed=table.text("printed") or name,
        organisation=table.text("organisation"),
        sizes=table.text("sizes"),
        project=table.text("project"),
        paper=table.text("paper"),
        open_weights=_open_weights(table),
        differs=tuple(d for inner in table.tables("differs") if (d := _difference(inner))),
        doubt=table.text("doubt"),
        note=table.text("note"),
    )
    wrong = len(table.problems) > found
    table.close()
    return None if wrong else fact


def _open_weights(table: Table) -> str:
    value = table.raw("open_weights")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str):
        return " ".join((value or "").split())
    message = '`open_weights` must be true, false or a word in quotes such as "partly"; write it so'
    table.say("open_weights", message, Code.TOML_VALUE)
    return ""


def _difference(table: Table) -> Difference | None:
    difference = Difference(
        table.text("field", required=True),
        table.text("printed", required=True),
        table.text("right", required=True),
        table.text("reason", required=True),
        table.text("source", required=True),
        table.day("read") or datetime.date.min,
    )
    table.close()
    return difference if difference.read != datetime.date.min else None
