"""The order of the stages: lists → entries → works → files. The only file that knows it.

``inputs`` reads the left edge; ``make_book`` goes from values to values; ``write_book`` writes the
right edge. Nothing is written where any problem is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from surveybook.dataset_facts import UsedDataSet, check_datasets
from surveybook.families import check_map
from surveybook.figure_data import FigureData
from surveybook.files import out_of_step
from surveybook.glossary import check_glossary
from surveybook.inputs import (
    Inputs,
    Progress,
    collecting_rarely,
    ignore_progress,
    read_inputs,
    read_pages,
    read_words,
)
from surveybook.layout import Layout
from surveybook.merging.corrections import apply_corrections
from surveybook.merging.keys import render_keys
from surveybook.merging.merging import merge_works
from surveybook.model import Work
from surveybook.model_facts import check_models
from surveybook.objectives import check_objectives
from surveybook.outline import Outline, assign_works
from surveybook.problems import Code, Level, Problem, has_errors
from surveybook.prose import check_prose
from surveybook.relations import check_relations
from surveybook.saving import JOURNAL, write_files
from surveybook.software_facts import check_software
from surveybook.writing.bibtex_rules import check_bibtex
from surveybook.writing.catalogue import list_names
from surveybook.writing.chapters import MODELS_CHAPTER, render_chapters
from surveybook.writing.dataset_tables import check_coverage, join_datasets, render_datasets
from surveybook.writing.example import render_example
from surveybook.writing.exports import render_exports
from surveybook.writing.model_tables import check_model_reports, render_models
from surveybook.writing.objectives import render_objectives
from surveybook.writing.site_works import PATH as SITE_WORKS
from surveybook.writing.site_works import render_site_works
from surveybook.writing.software_table import render_software


@dataclass(frozen=True, slots=True)
class Book:
    """What the stages made: works, files (by path below ``out``) and every problem."""

    inputs: Inputs
    works: tuple[Work, ...]
    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    datasets: tuple[UsedDataSet, ...] = ()

    @property
    def figure_data(self) -> FigureData | None:
        """What its figures are drawn from; None without an outline."""
        inputs, outline = self.inputs, self.inputs.outline
        if outline is None:
            return None
        slugs = [chapter.slug for chapter in outline.chapters]
        opened = tuple(slug for slug in slugs if f"{slug}/index.md" in inputs.prose)
        return FigureData(
            self.works, outline, inputs.field_map, inputs.relations, self.datasets, opened
        )


def make_book(inputs: Inputs, layout: Layout) -> Book:
    """All works and all files from what was read; a function of its inputs alone."""
    entries = [entry for reading in inputs.readings for entry in reading.entries]
    corrected, stale = apply_corrections(entries, inputs.corrections)
    paths = {reading.list.stem: reading.list.path for reading in inputs.readings}
    merged = merge_works(corrected, inputs.records, inputs.keys, paths)
    problems = [*inputs.problems, *stale, *merged.problems]
    if inputs.outline is None:
        return Book(inputs, merged.works, {}, tuple(sorted(set(problems))), merged.keys.aliases)
    works, placed = assign_works(merged.works, inputs.outline)
    aliases = merged.keys.aliases
    prose_path = layout.shown(layout.book / "prose") if layout.book else "prose"
    problems += [*placed, *check_prose(inputs.prose, works, aliases, inputs.outline, prose_path)]
    problems += _check_records(inputs, inputs.outline, works, layout)
    datasets = join_datasets(inputs.datasets, works, inputs.relations)
    lists = list_names(inputs.readings)
    parts = {
        **render_objectives(inputs.objectives, works),
        **render_datasets(datasets, works),
        **render_models(works, inputs.readings, lists, inputs.model_facts),
        **render_software(inputs.software, works),
    }
    chapters = render_chapters(
        works,
        inputs.outline,
        inputs.readings,
        inputs.prose,
        inputs.model_facts,
        inputs.corrections,
        parts.keys(),
        inputs.field_map,
    )
    bibtex, exports = render_exports(works, inputs.outline)
    problems += check_bibtex(bibtex, layout.shown(layout.out / "refs.bib"))
    files = {"refs.bib": bibtex, "book/records/keys.toml": render_keys(merged.keys)}
    pages = {
        **chapters,
        **exports,
        **parts,
        **render_example(inputs.outline),
        SITE_WORKS: render_site_works(works, inputs.outline, inputs.readings, inputs.relations),
    }
    files |= {f"book/{path}": text for path, text in pages.items()}
    return Book(inputs, works, files, tuple(sorted(set(problems))), aliases, datasets)


def _check_records(
    inputs: Inputs, outline: Outline, works: Sequence[Work], layout: Layout
) -> Iterator[Problem]:
    """What is wrong between the files of records and the works."""
    folder = layout.shown(layout.book / "records") if layout.book else "records"
    keys = {work.key for work in works}
    yield from check_relations(inputs.relations, keys, f"{folder}/relations.toml")
    yield from check_objectives(inputs.objectives, keys, f"{folder}/objectives.toml")
    yield from check_datasets(inputs.datasets, keys, f"{folder}/datasets.toml")
    yield from check_coverage(inputs.datasets, works, f"{folder}/datasets.toml")
    yield from check_software(inputs.software, keys, f"{folder}/software.toml")
    models = f"{folder}/models.toml"
    yield from check_models(inputs.model_facts, keys, models)
    yield from check_model_reports(inputs.model_facts, works, MODELS_CHAPTER, models)
    if inputs.field_map is not None:
        yield from check_map(inputs.field_map, works, outline)


def proofs(book: Book, layout: Layout) -> tuple[Problem, ...]:
    """What proofreading finds in the survey's text; only ``check`` asks, as it takes a moment."""
    from surveybook.proofread import proofread

    if layout.book is None or book.inputs.outline is None:
        return ()
    problems: list[Problem] = []
    pages = read_pages(layout, problems)
    shown = layout.shown(layout.book)
    found = proofread(pages, book.works, book.inputs.outline, read_words(layout, problems), shown)
    return tuple(sorted({*problems, *found, *check_glossary(pages, shown)}))


def read_book(layout: Layout, progress: Progress = ignore_progress) -> Book:
    """Reads and makes a book; nothing is written."""
    with collecting_rarely():
        inputs = read_inputs(layout, progress)
        progress("merging")
        return make_book(inputs, layout)


def write_book(book: Book, layout: Layout) -> tuple[Path, ...]:
    """Writes the files that changed and returns them; writes nothing where there is an error.

    The run must hold the folder ``build`` (``saving.one_run``).

    :raises OSError: as ``saving.write_files``.
    """
    if has_errors(book.problems):
        return ()
    files: dict[Path, str | bytes] = {layout.out / path: text for path, text in book.files.items()}
    return write_files(files, layout.build / JOURNAL)


def stale_files(book: Book, layout: Layout) -> tuple[Problem, ...]:
    """A problem for every generated file that is not what the inputs give."""
    files = {layout.out / path: text for path, text in book.files.items()}
    message = "is out of step with the lists and records; run `surveybook convert`"
    return tuple(
        Problem(layout.shown(path), 0, Level.ERROR, Code.OUT_OF_STEP, message)
        for path in out_of_step(files)
    )
