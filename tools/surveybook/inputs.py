"""The left edge: all that is read from disk, parsed, and where it lies.

Nothing here raises for bad data; what is wrong becomes a problem.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from surveybook.dataset_facts import DataSetFact, parse_datasets
from surveybook.families import FieldMap, parse_map
from surveybook.files import is_there, list_folder, read_text
from surveybook.glossary import PAGE as GLOSSARY
from surveybook.layout import Layout
from surveybook.merging.corrections import parse_corrections
from surveybook.merging.keys import Keys, parse_keys
from surveybook.merging.records import parse_record
from surveybook.model import Correction, Reading, Record
from surveybook.model_facts import ModelFact, parse_model_facts
from surveybook.objectives import Objective, parse_objectives
from surveybook.outline import Outline, parse_outline
from surveybook.problems import Code, Level, Problem
from surveybook.reading.lists import parse_list
from surveybook.relations import Relation, parse_relations
from surveybook.software_facts import SoftwareFact, parse_software
from surveybook.sources import make_reading_list, parse_sources

T = TypeVar("T")
LIST_SUFFIXES = (".md", ".txt", ".markdown")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that is read from disk, parsed."""

    readings: tuple[Reading, ...] = ()
    records: tuple[Record, ...] = ()
    corrections: tuple[Correction, ...] = ()
    keys: Keys = field(default_factory=Keys)
    outline: Outline | None = None
    prose: Mapping[str, str] = field(default_factory=dict)
    model_facts: tuple[ModelFact, ...] = ()
    relations: tuple[Relation, ...] = ()
    objectives: tuple[Objective, ...] = ()
    datasets: tuple[DataSetFact, ...] = ()
    software: tuple[SoftwareFact, ...] = ()
    field_map: FieldMap | None = None
    problems: tuple[Problem, ...] = ()


_VALUES_A_ROUND = 1_000_000


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Lets Python look for garbage less often while values are made, nearly all of which are kept.

    Looking as often as usual takes a fifth of the time of reading and merging.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_VALUES_A_ROUND, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def ignore_progress(_line: str) -> None:
    """Progress that nobody watches."""


def read_inputs(layout: Layout, progress: Progress = ignore_progress) -> Inputs:
    """Reads lists, records, corrections, keys, outline and prose; never raises for bad data."""
    problems: list[Problem] = []
    sources = _read_sources(layout, problems)
    readings = _read_lists(layout, sources, problems, progress)
    book = layout.book
    outline = read_outline(layout, problems)
    if book is None:
        return Inputs(readings=readings, outline=outline, problems=tuple(problems))
    progress("reading records")
    kept = book / "records"
    return Inputs(
        readings,
        _read_records(kept / "works", layout, problems),
        _parsed(kept / "corrections.toml", parse_corrections, (), layout, problems),
        _parsed(kept / "keys.toml", parse_keys, Keys(), layout, problems),
        outline,
        _read_prose(book / "prose", layout, problems),
        _parsed(kept / "models.toml", parse_model_facts, (), layout, problems),
        _parsed(kept / "relations.toml", parse_relations, (), layout, problems),
        _parsed(kept / "objectives.toml", parse_objectives, (), layout, problems),
        _parsed(kept / "datasets.toml", parse_datasets, (), layout, problems),
        _parsed(kept / "software.toml", parse_software, (), layout, problems),
        _parsed(kept / "map.toml", parse_map, None, layout, problems),
        tuple(problems),
    )


def _text(path: Path, layout: Layout, problems: list[Problem]) -> str | None:
    text, found = read_text(path, layout.shown(path))
    problems.extend(found)
    return text


def _paths(
    folder: Path,
    layout: Layout,
    problems: list[Problem],
    endings: tuple[str, ...],
    *,
    below: bool = False,
) -> tuple[Path, ...]:
    paths, found = list_folder(folder, layout.shown(folder), endings, below=below)
    problems.extend(found)
    return paths


def _parsed(
    path: Path,
    parse: Callable[[str, str], tuple[T, tuple[Problem, ...]]],
    default: T,
    layout: Layout,
    problems: list[Problem],
) -> T:
    """What a file that may be missing says, or the default."""
    if not is_there(path):
        return default
    text = _text(path, layout, problems)
    if text is None:
        return default
    value, found = parse(text, layout.shown(path))
    problems.extend(found)
    return value


def _read_records(folder: Path, layout: Layout, problems: list[Problem]) -> tuple[Record, ...]:
    records: list[Record] = []
    for path in _paths(folder, layout, problems, (".toml",)):
        text = _text(path, layout, problems)
        if text is None:
            continue
        record, found = parse_record(text, layout.shown(path))
        problems.extend(found)
        records.extend([record] if record else [])
    return tuple(records)


def _read_prose(folder: Path, layout: Layout, problems: list[Problem]) -> dict[str, str]:
    """The survey's own text by path below ``prose/``."""
    texts = {
        path.relative_to(folder).as_posix(): _text(path, layout, problems)
        for path in _paths(folder, layout, problems, (".md",), below=True)
    }
    return {path: text for path, text in texts.items() if text is not None}


def read_outline(layout: Layout, problems: list[Problem]) -> Outline | None:
    if layout.book is None:
        path = "outline.default.toml"
        text: str | None = Path(__file__).with_name(path).read_text("utf-8")
    else:
        path = layout.shown(layout.book / "outline.toml")
        text = _text(layout.book / "outline.toml", layout, problems)
    if text is None:
        return None
    outline, found = parse_outline(text, path)
    problems.extend(found)
    return outline


def _read_sources(layout: Layout, problems: list[Problem]) -> dict[str, dict[str, str]]:
    """``sources.toml`` beside the lists: a table a list; empty where there is none."""
    path = layout.lists / "sources.toml"
    if not is_there(path):
        return {}
    text = _text(path, layout, problems)
    sources, found = parse_sources(text or "", layout.shown(path))
    problems.extend(found)
    return sources


def _read_lists(
    layout: Layout,
    sources: Mapping[str, Mapping[str, str]],
    problems: list[Problem],
    progress: Progress,
) -> tuple[Reading, ...]:
    """Every list of the folder, read; a missing, empty or broken one is an error."""
    paths, found = list_folder(layout.lists, layout.shown(layout.lists), LIST_SUFFIXES)
    problems.extend(found)
    stems = {path.stem for path in paths}
    for stem in sorted(set(sources) - stems):
        where = layout.shown(layout.lists / "sources.toml")
        message = f"there is no {stem}.md beside this file; add the list or drop its table"
        problems.append(Problem(where, 0, Level.ERROR, Code.FILE_MISSING, message))
    if not paths and not found:
        problems.append(_no_lists(layout))
    readings = []
    for path in paths:
        if (fault := _misplaced(path, paths)) is not None:
            problems.append(Problem(layout.shown(path), 0, Level.ERROR, Code.FILE_NAME, fault))
            continue
        progress(f"reading {path.name}")
        reading = read_list(path, layout.shown(path), sources.get(path.stem, {}), problems)
        if reading is not None:
            readings.append(reading)
    return tuple(readings)


def _misplaced(path: Path, paths: Sequence[Path]) -> str | None:
    """Why a list is not read, by its name alone or by where it leads; None where it may be read."""
    if any("\ud800" <= sign <= "\udfff" for sign in path.name):
        return "the name of this file is not UTF-8; give it another one"
    if next(other for other in paths if other.stem == path.stem) != path:
        return "another list here has this name with another ending; rename one of them"
    # Of a link that leads back to itself ``Path.resolve`` would raise.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        return "this is a link that leads out of the folder of lists; put the list itself here"
    return None


def _no_lists(layout: Layout) -> Problem:
    message = "there is no list here; put .md or .txt files into this folder or name another one"
    return Problem(layout.shown(layout.lists), 0, Level.ERROR, Code.LISTS_MISSING, message)


def read_list(
    path: Path, shown: str, source: Mapping[str, str], problems: list[Problem]
) -> Reading | None:
    """One list, read; its problems are added to ``problems``."""
    text, found = read_text(path, shown)
    problems.extend(found)
    if text is None:
        return None
    reading = parse_list(text, make_reading_list(path.stem, shown, source))
    problems.extend(reading.problems)
    if not reading.entries:
        message = "no item was found in this list; check that it is a reading list, or take it out"
        problems.append(Problem(shown, 0, Level.ERROR, Code.LIST_EMPTY, message))
    return reading


def read_pages(layout: Layout, problems: list[Problem]) -> dict[str, str]:
    """The survey's own text by path below ``book/``: prose, front matter and glossary."""
    if layout.book is None:
        return {}
    folders = {
        name: _read_prose(layout.book / name, layout, problems) for name in ("prose", "front")
    }
    pages = {
        f"{name}/{path}": text for name, texts in folders.items() for path, text in texts.items()
    }
    glossary = layout.book / GLOSSARY
    text = _text(glossary, layout, problems) if glossary.exists() else None
    return pages if text is None else {**pages, GLOSSARY: text}


def read_words(layout: Layout, problems: list[Problem]) -> frozenset[str]:
    """The book's own words (``records/words.txt``), a word a line."""
    path = layout.book / "records" / "words.txt" if layout.book else None
    text = _text(path, layout, problems) if path is not None and path.exists() else None
    return frozenset((text or "").split())
