"""The outline: the book's table of contents, and the one home that each work has in it.

``book/outline.toml`` names chapters, their sections and the works of each by key. A work that no
line names is placed by the first rule that fits, else in the fallback, and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from surveybook.characters import DEVICES
from surveybook.model import Kind, Work
from surveybook.problems import Code, Level, Problem
from surveybook.toml_tables import Table, parse_toml

_SLUG = re.compile(rf"(?!{DEVICES}$)(?=.{{1,80}}$)[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: ``works`` are at home here, in the order shown; ``also`` live elsewhere.

    ``prose`` says that its text in ``book/prose/`` is written and must be there.
    """

    slug: str
    title: str
    works: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; ``summary`` is its line on the home page, ``short`` its name in references."""

    slug: str
    title: str
    summary: str = ""
    sections: tuple[Section, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where works go that no line names: all conditions given must hold.

    ``title`` and ``heading`` are regular expressions, searched without regard to case in title and
    label, and in the heading trails of the work's entries.
    """

    home: str
    title: str = ""
    heading: str = ""
    kind: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The table of contents. ``lines`` says where the file names a home's key, for problems."""

    title: str
    chapters: tuple[Chapter, ...] = ()
    rules: tuple[Rule, ...] = ()
    fallback: str = ""
    path: str = field(default="outline.toml", compare=False)
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)
    subtitle: str = ""

    @property
    def homes(self) -> tuple[str, ...]:
        """Every place a work can live: ``chapter/section``, in the order of the book."""
        return tuple(f"{c.slug}/{s.slug}" for c in self.chapters for s in c.sections)


def parse_outline(text: str, path: str) -> tuple[Outline | None, tuple[Problem, ...]]:
    """The outline in a TOML text, and what is wrong with it; None where it is not TOML.

    Keys: title, subtitle, fallback, [[chapter]] with slug, title, summary, short and
    [[chapter.section]] with slug, title, works, also, prose; [[rule]] with home, title, heading,
    kind.
    """
    top, problems = parse_toml(text, path)
    if top is None:
        return None, problems
    title = top.text("title", required=True)
    fallback = top.text("fallback", required=True)
    lines: dict[tuple[str, str], int] = {}
    chapters = tuple(_chapter(table, lines) for table in top.tables("chapter"))
    _check_slugs(top, chapters)
    outline = Outline(title, chapters, (), fallback, path, lines, top.text("subtitle"))
    if fallback and fallback not in outline.homes:
        top.say("fallback", _no_home(fallback), Code.OUTLINE_BAD_RULE)
    rules = tuple(_rule(table, outline.homes) for table in top.tables("rule"))
    top.close()
    found = replace(outline, rules=tuple(rule for rule in rules if rule is not None))
    return found, tuple(top.problems)


def _chapter(table: Table, lines: dict[tuple[str, str], int]) -> Chapter:
    slug = _slug(table)
    chapter = Chapter(
        slug,
        table.text("title", required=True),
        table.text("summary"),
        tuple(_section(inner, slug, lines) for inner in table.tables("section")),
        table.text("short"),
    )
    table.close()
    return chapter


def _section(table: Table, chapter: str, lines: dict[tuple[str, str], int]) -> Section:
    section = Section(
        _slug(table),
        table.text("title", required=True),
        table.texts("works"),
        table.texts("also"),
        table.flag("prose", False),
    )
    for name, keys in (("works", section.works), ("also", section.also)):
        for key in keys:
            lines[f"{chapter}/{section.slug}#{name}", key] = table.line(name, key)
    table.close()
    return section


def _slug(table: Table) -> str:
    slug = table.text("slug", required=True)
    if slug and not _SLUG.fullmatch(slug):
        message = (
            f"`{slug}` must be lower-case letters, digits and single hyphens, at most 80 signs, "
            "and no name that Windows keeps for itself; rename it"
        )
        table.say("slug", message)
    return slug


def _check_slugs(top: Table, chapters: Iterable[Chapter]) -> None:
    seen: set[str] = set()
    for chapter in chapters:
        sections = [f"{chapter.slug}/{section.slug}" for section in chapter.sections]
        for slug in (chapter.slug, *sections):
            if slug in seen:
                top.say("chapter", f"the slug `{slug}` stands twice; give one of them another")
            seen.add(slug)


def _no_home(home: str) -> str:
    return f"there is no section `{home}`; write chapter/section with slugs of this file"


def _rule(table: Table, homes: tuple[str, ...]) -> Rule | None:
    """A rule, None where it cannot be used."""
    before = len(table.problems)
    home = table.text("home", required=True)
    title, heading = _pattern(table, "title"), _pattern(table, "heading")
    kinds = table.texts("kind")
    table.close()
    if home and home not in homes:
        table.say("home", _no_home(home), Code.OUTLINE_BAD_RULE)
    known = [str(kind) for kind in Kind]
    for kind in kinds:
        if kind not in known:
            message = f"`{kind}` is no kind; write one of {', '.join(known)}"
            table.say("kind", message, Code.OUTLINE_BAD_RULE)
    if not (title or heading or kinds or len(table.problems) > before):
        message = "this rule has no condition; add title, heading or kind, or use `fallback`"
        table.say("", message, Code.OUTLINE_BAD_RULE)
    if any(problem.level is Level.ERROR for problem in table.problems[before:]):
        return None
    return Rule(home, title, heading, tuple(Kind(kind) for kind in kinds))


def _pattern(table: Table, key: str) -> str:
    # As written: spaces in a regular expression count.
    pattern = str(table.values[key]) if table.text(key) else ""
    try:
        re.compile(pattern)
    except re.error as error:
        message = f"`{pattern}` is no regular expression ({error}); mend it"
        table.say(key, message, Code.OUTLINE_BAD_RULE)
    return pattern


def assign_works(
    works: Iterable[Work], outline: Outline
) -> tuple[tuple[Work, ...], tuple[Problem, ...]]:
    """The works in the order given, each with its chapter and section, and what is wrong.

    Keys of the outline may be aliases. Problems: an unknown key, two homes of one work (errors),
    and a note for each work that only a rule or the fallback placed.
    """
    given = tuple(works)
    known = {name: work.key for work in given for name in (work.key, *work.aliases)}
    known |= {work.key: work.key for work in given}
    homes, problems = _named_homes(outline, known)
    placed = []
    for work in given:
        home = homes.get(work.key)
        if home is None:
            home, why = _ruled_home(work, outline)
            problems.append(_by_rule(work, home, why, outline.path))
        chapter, _, section = home.partition("/")
        placed.append(replace(work, chapter=chapter, section=section))
    return tuple(placed), tuple(problems)


def _named_homes(
    outline: Outline, known: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    homes: dict[str, str] = {}
    problems = []
    for chapter in outline.chapters:
        for section in chapter.sections:
            home = f"{chapter.slug}/{section.slug}"
            for name in section.works:
                key = known.get(name)
                if key is None:
                    problems.append(_unknown(outline, home, "works", name))
                elif key in homes:
                    problems.append(_two_homes(outline, home, homes[key], name))
                else:
                    homes[key] = home
            problems += [
                _unknown(outline, home, "also", name) for name in section.also if name not in known
            ]
    return homes, problems


def _unknown(outline: Outline, home: str, field_name: str, name: str) -> Problem:
    line = outline.lines.get((f"{home}#{field_name}", name), 0)
    message = (
        f"no work has the key `{name}` ({field_name} of {home}); "
        "mend it (`surveybook works` shows all keys), or take it out"
    )
    return Problem(outline.path, line, Level.ERROR, Code.OUTLINE_UNKNOWN_KEY, message)


def _two_homes(outline: Outline, home: str, first: str, name: str) -> Problem:
    line = outline.lines.get((f"{home}#works", name), 0)
    if home == first:
        message = f"`{name}` stands twice in the works of {home}; take one out"
    else:
        message = (
            f"`{name}` has two homes, {first} and {home}; keep it in the `works` of one, "
            "and name it in the `also` of the other"
        )
    return Problem(outline.path, line, Level.ERROR, Code.OUTLINE_TWO_HOMES, message)


def _ruled_home(work: Work, outline: Outline) -> tuple[str, str]:
    for number, rule in enumerate(outline.rules, 1):
        if _fits(rule, work):
            return rule.home, f"rule {number}"
    return outline.fallback, "the fallback"


def _fits(rule: Rule, work: Work) -> bool:
    if rule.kind and work.kind not in rule.kind:
        return False
    names = (work.title, work.label or "")
    trails = (" > ".join(entry.section) for entry in work.entries)
    return _found(rule.title, names) and _found(rule.heading, trails)


def _found(pattern: str, texts: Iterable[str]) -> bool:
    return not pattern or any(re.search(pattern, text, re.IGNORECASE) for text in texts)


def _by_rule(work: Work, home: str, why: str, path: str) -> Problem:
    message = (
        f"“{work.title}” was placed in {home} by {why}; to pin it, "
        f'add "{work.key}" to the works of a section'
    )
    return Problem(path, 0, Level.NOTE, Code.PLACED_BY_RULE, message)
