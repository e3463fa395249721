"""The table of objectives, cut in two (the losses; what they need), and the same data as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveybook.formulas import SIGNS, WIDE, break_formula, tokens_of
from surveybook.model import Work
from surveybook.objectives import Checked, Family, Objective
from surveybook.writing.catalogue import cite
from surveybook.writing.entries import Json, render_array
from surveybook.writing.exports import FOLDER
from surveybook.writing.markdown import escape, link
from surveybook.writing.pages import group_rows, render_page

MARKS = {Checked.AUTHORS: "†", Checked.RESTATEMENT: "‡"}
"""What stands by the name of an objective that was not read in the work itself."""


def render_objectives(objectives: Sequence[Objective], works: Sequence[Work]) -> Mapping[str, str]:
    """The page ``chapters/_objectives.md`` and its data by their paths under ``book/``.

    Nothing where there are no objectives.
    """
    if not objectives:
        return {}
    ordered = in_order(objectives)
    headings = [str(one.family).capitalize() for one in ordered]
    page = render_page(
        "objectives.md.jinja",
        marks={one.checked: MARKS[one.checked] for one in ordered if one.checked in MARKS},
        losses=group_rows(map(_loss_row, ordered), headings),
        needs=group_rows(map(_needs_row, ordered), headings),
        remarks=[_remark(one) for one in ordered if one.notation],
    )
    return {
        "chapters/_objectives.md": page,
        f"{FOLDER}/objectives.json": render_json(ordered, works),
    }


def in_order(objectives: Sequence[Objective]) -> list[Objective]:
    """The objectives by family; within one they keep the order of the data."""
    families = list(Family)
    return sorted(objectives, key=lambda one: families.index(one.family))


def _loss_row(one: Objective) -> tuple[str, str]:
    """Name, citation and place of the loss; the loss with its own symbols below."""
    mark = MARKS.get(one.checked, "")
    where = f", {escape(one.where)}" if one.where else ""
    symbols = f"\n\n    {show_text(one.symbols)}" if one.symbols else ""
    return f"{escape(one.name)}{mark} {cite([one.work])}{where}", show_formula(one.loss) + symbols


def _needs_row(one: Objective) -> tuple[str, ...]:
    texts = (one.data, one.reference, one.hyperparameters, one.setting, one.answers)
    name = f"[{escape(one.name)}](#work-{one.work})"
    code = link("code", one.code) if one.code else ""
    return name, *(show_text(text) or "–" for text in texts), code or "–"


def _remark(one: Objective) -> str:
    where = f" ({escape(one.where)})" if one.where else ""
    return f"**{escape(one.name)}**{where}: {show_text(one.notation)}"


def show_formula(tex: str) -> str:
    r"""A formula as pieces of mathematics in one line of text, so that lines may end between them.

    A sign that begins a piece gets the space that a sign has; a wide space gives way to the text's.
    """
    first, *others = break_formula(tex)
    return " ".join(f"${_large(piece)}$" for piece in (first, *map(_continued, others)))


def _continued(piece: str) -> str:
    """A piece that is not the first, with the space around what it begins with set right."""
    sign, *rest = tokens_of(piece)
    if sign in WIDE:
        return "".join(rest).strip()
    return rf"{sign}\: {''.join(rest).strip()}" if sign in SIGNS else piece


def _large(tex: str) -> str:
    """Fractions and sums of a line at the size that a displayed formula has."""
    tall = any(command in tex for command in (r"\frac", r"\sum", r"\prod", r"\mathbb{E}_"))
    return rf"\displaystyle {tex}" if tall else tex


def show_text(text: str) -> str:
    """A text that holds mathematics between dollar signs: the rest is shown as itself."""
    parts = text.split("$")
    shown: list[str] = []
    for number, part in enumerate(parts):
        if number % 2:
            shown.append(f"${part.strip()}$")
        else:
            head = " " if part[:1].isspace() and number else ""
            tail = " " if part[-1:].isspace() and part.strip() else ""
            shown.append(f"{head}{escape(part)}{tail}")
    return "".join(shown).strip()


def render_json(objectives: Sequence[Objective], works: Sequence[Work]) -> str:
    """An array with an object for each objective, with title and year of its work."""
    by_key = {work.key: work for work in works}
    return render_array(_json(one, by_key.get(one.work)) for one in objectives)


def _json(one: Objective, work: Work | None) -> dict[str, Json]:
    return {
        "name": one.name,
        "work": one.work,
        "title": work.title if work else None,
        "year": work.year if work else None,
        "family": str(one.family),
        "loss": one.loss,
        "symbols": one.symbols,
        "data": one.data,
        "reference": one.reference,
        "hyperparameters": one.hyperparameters,
        "setting": one.setting,
        "answers": one.answers,
        "code": one.code or None,
        "where": one.where,
        "notation": one.notation,
        "checked": str(one.checked),
        "source": one.source,
        "read": one.read.isoformat(),
    }
