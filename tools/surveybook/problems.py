"""Problems: what is wrong in the data, as values. Nothing here is raised; the command prints them.

A problem prints as ``path:line: level: message [code]``. An *error* would make the result wrong and
stops every write; a *warning* leaves one entry as harmless text while the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: an error keeps every file on disk as it is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """Every kind of problem, by the stage that finds it."""

    # reading files
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable"
    NOT_UTF8 = "not-utf8"
    FILE_NAME = "file-name"
    LIST_EMPTY = "list-empty"
    LISTS_MISSING = "lists-missing"
    TOML_SYNTAX = "toml-syntax"
    TOML_VALUE = "toml-value"
    # reading lists
    BROKEN_LINK = "broken-link"
    UNCLOSED_TABLE = "unclosed-table"
    UNCLOSED_BLOCK = "unclosed-block"
    BAD_IDENTIFIER = "bad-identifier"
    BAD_ADDRESS = "bad-address"
    UNSAFE_SCHEME = "unsafe-scheme"
    NOT_ACCOUNTED = "not-accounted"
    TOO_LONG = "too-long"
    # merging
    ID_SHARED = "id-shared"
    ID_CONTRADICTS = "id-contradicts"
    RECORD_CONTRADICTS = "record-contradicts"
    RECORD_UNUSED = "record-unused"
    CORRECTION_STALE = "correction-stale"
    KEY_LOCK = "key-lock"
    ALIAS_CIRCLE = "alias-circle"
    VENUE_UNKNOWN = "venue-unknown"
    DOI_ADDRESS = "doi-address"
    DATE_FUTURE = "date-future"
    # updating records from the services
    NETWORK = "network"
    ANSWER_FALSE = "answer-false"
    ANSWER_DIFFERS = "answer-differs"
    ID_UNKNOWN = "id-unknown"
    RECORD_PARTLY = "record-partly"
    RECORD_KEPT = "record-kept"
    # the outline
    OUTLINE_UNKNOWN_KEY = "outline-unknown-key"
    OUTLINE_TWO_HOMES = "outline-two-homes"
    OUTLINE_BAD_RULE = "outline-bad-rule"
    PLACED_BY_RULE = "placed-by-rule"
    # prose and written files
    PROSE_MISSING = "prose-missing"
    PROSE_UNKNOWN_KEY = "prose-unknown-key"
    PROSE_CITE_IN_HEADING = "prose-cite-in-heading"
    PROSE_UNDISCUSSED = "prose-undiscussed"
    PROSE_UNREFERRED = "prose-unreferred"
    PROSE_SHARED = "prose-shared"
    PROSE_SPELLING = "prose-spelling"
    TERM_UNKNOWN = "term-unknown"
    TERM_REPEATED = "term-repeated"
    TERM_ORDER = "term-order"
    FIGURE_ALT = "figure-alt"
    RELATION_UNKNOWN_KEY = "relation-unknown-key"
    OBJECTIVE_UNKNOWN_KEY = "objective-unknown-key"
    DATASET_UNKNOWN_KEY = "dataset-unknown-key"
    DATASET_UNCOVERED = "dataset-uncovered"
    MODEL_UNKNOWN_KEY = "model-unknown-key"
    MODEL_UNCOVERED = "model-uncovered"
    SOFTWARE_UNKNOWN_KEY = "software-unknown-key"
    OUT_OF_STEP = "out-of-step"
    # refs.bib
    BIBTEX_SYNTAX = "bibtex-syntax"
    BIBTEX_LAYOUT = "bibtex-layout"
    BIBTEX_DUPLICATE = "bibtex-duplicate"
    BIBTEX_TYPE = "bibtex-type"
    BIBTEX_KEY = "bibtex-key"
    BIBTEX_FIELD = "bibtex-field"
    BIBTEX_NUMBER = "bibtex-number"
    BIBTEX_EPRINT = "bibtex-eprint"
    BIBTEX_ADDRESS = "bibtex-address"
    BIBTEX_TITLE = "bibtex-title"
    BIBTEX_TEXT = "bibtex-text"
    BIBTEX_VENUE = "bibtex-venue"
    BIBTEX_NAME = "bibtex-name"
    BIBTEX_KEYWORD = "bibtex-keyword"
    BIBTEX_LEAK = "bibtex-leak"
    # building the book
    BUILD_FAILED = "build-failed"
    TOOL_MISSING = "tool-missing"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in the data.

    ``path`` is the file as the user can open it, ``line`` counts from 1 (0 where no line applies),
    ``message`` says what is wrong and what to do about it.
    """

    path: str
    line: int
    level: Level
    code: Code
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.level}: {self.message} [{self.code}]"


def has_errors(problems: Iterable[Problem]) -> bool:
    """True where any problem is an error, so that nothing may be written."""
    return any(problem.level is Level.ERROR for problem in problems)
