"""The command ``surveybook``: arguments in, exit code out. The only file that prints.

Exit codes: 0 fine, 1 problems found, 2 misuse. Stages are imported when a command needs them, so
that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from surveybook.arguments import make_parser
from surveybook.terminal import printable, printable_lines, problem_line

if TYPE_CHECKING:
    from surveybook.layout import Layout
    from surveybook.pipeline import Book
    from surveybook.problems import Problem


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code."""
    # To look for garbage once more, among all that was made, would take a tenth of the whole time.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        parser = make_parser()
        arguments = parser.parse_args(argv)
        if arguments.command is None:
            parser.print_help()
            return 2
        return _RUN[arguments.command](arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        _say("surveybook: stopped")
        return 1
    except RecursionError:
        _say("surveybook: the input is nested too deeply to be read; flatten it and run again")
        return 1
    except BrokenPipeError:
        # The reader of our output has gone (`surveybook works | head`): that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = printable(str(error.filename or "surveybook"))
        _say(f"{where}: error: cannot be read ({error.strerror}); mend that and run again")
        return 1


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _progress(line: str) -> None:
    """One line that is written over on a terminal, and left out elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line[:100]}")
        sys.stderr.flush()


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _print_problems(problems: Iterable[Problem], *, notes: bool = False) -> None:
    _clear()
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for problem in problems:
        if notes or problem.level != "note":
            _say(problem_line(problem, colour=colour))


def _layout(arguments: argparse.Namespace) -> Layout:
    from surveybook.layout import find_layout

    folders = [getattr(arguments, name, None) for name in ("lists", "out")]
    lists, out = [Path(folder) if folder is not None else None for folder in folders]
    try:
        layout = find_layout(Path.cwd(), lists, out)
    except FileNotFoundError:
        _say("surveybook: the folder that you stand in is gone; go to the book's folder")
        raise SystemExit(2) from None
    if layout is None:
        _say("surveybook: there is no book here (no book/outline.toml in this folder or above it)")
        _say("go to the book's folder, or name a folder of lists with --lists DIR")
        raise SystemExit(2)
    return layout


def _made(layout: Layout) -> Book:
    from surveybook.pipeline import read_book

    book = read_book(layout, _progress)
    _clear()
    return book


@contextmanager
def _held(layout: Layout) -> Iterator[None]:
    """Keeps other runs from writing meanwhile, and says what was mended of one that was killed."""
    from surveybook.saving import BusyError, one_run

    with ExitStack() as stack:
        try:
            mended = stack.enter_context(one_run(layout.build))
        except BusyError as busy:
            _say(f"surveybook: another run is writing this book ({layout.shown(Path(str(busy)))})")
            _say("nothing was changed; wait until it is done and run again")
            raise SystemExit(1) from busy
        except OSError as error:
            _say(_not_written(error, layout.build))
            raise SystemExit(1) from error
        if mended:
            _say(f"surveybook: {mended}")
        yield


def _convert(arguments: argparse.Namespace) -> int:
    layout = _layout(arguments)
    if layout.book is None and arguments.out is None:
        _say("surveybook: these lists have no book of their own; name a place for it with --out")
        return 2
    if arguments.check:
        book = _sound(layout)
        return _stale(book, layout) if book is not None else 1
    with _held(layout):
        book = _sound(layout)
        return 0 if book is not None and _written(book, layout) else 1


def _stale(book: Book, layout: Layout) -> int:
    from surveybook.pipeline import stale_files

    stale = stale_files(book, layout)
    _print_problems(stale)
    if not stale:
        print(f"{len(book.files)} files are in step with the lists and records")
    return 1 if stale else 0


def _written(book: Book, layout: Layout) -> bool:
    """Writes what has changed; False where it cannot be written."""
    from surveybook.pipeline import write_book

    try:
        changed = write_book(book, layout)
    except OSError as error:
        _say(_not_written(error, layout.out))
        return False
    print(f"{len(book.works)} works, {len(changed)} of {len(book.files)} files changed")
    for path in changed:
        print(f"  {layout.shown(path)}")
    return True


def _sound(layout: Layout) -> Book | None:
    """The book with its problems shown; None where one of them is an error."""
    from surveybook.problems import has_errors

    book = _made(layout)
    _print_problems(book.problems)
    if not has_errors(book.problems):
        return book
    _say("nothing was written: mend the errors above and run again")
    return None


def _build(arguments: argparse.Namespace) -> int:
    layout = _layout(arguments)
    with _held(layout):
        return _build_alone(arguments, layout)


def _build_alone(arguments: argparse.Namespace, layout: Layout) -> int:
    from surveybook.building import build
    from surveybook.forms import Format

    assert layout.book is not None
    book = _sound(layout)
    if book is None or not (_written(book, layout) and _draw(book, layout)):
        return 1
    everything = arguments.form == "all"
    # The site comes last, for it offers the others and says how large they are.
    kinds = [*reversed(Format)] if everything else [Format(arguments.form)]
    for kind in kinds:
        print(f"building {kind} …", flush=True)
        offer = everything and kind is Format.HTML
        built = build(kind, layout.book, layout.build, _progress, with_files=offer)
        _print_problems(built.problems)
        if built.result is None:
            return 1
        print(f"{kind}: {layout.shown(built.result)}")
    return 0


def _draw(book: Book, layout: Layout) -> bool:
    """Draws the figures anew where the works have changed; False where they cannot be written."""
    from surveybook.figures.writing import write_figures
    from surveybook.saving import JOURNAL

    assert layout.book is not None
    assert book.figure_data is not None
    _progress("drawing figures")
    try:
        kept = layout.build / "figures.json"
        folder, journal = layout.book / "figures", layout.build / JOURNAL
        changed = write_figures(book.figure_data, folder, journal, kept)
    except OSError as error:
        _say(_not_written(error, layout.book / "figures"))
        return False
    _clear()
    for path in changed:
        print(f"  {layout.shown(path)}")
    return True


def _not_written(error: OSError, path: Path) -> str:
    from surveybook.saving import UnfinishedError

    what = "nothing was changed; make room or the right to write, and run again"
    if isinstance(error, UnfinishedError):
        what = "free this file and run again, which puts the rest in place"
    return (
        f"{error.filename or path}: error: cannot be written ({error.strerror}); "
        f"{what} [not-written]"
    )


def _serve(arguments: argparse.Namespace) -> int:
    from surveybook.serving import serve

    layout = _layout(arguments)
    assert layout.book is not None
    command = [sys.executable, "-m", "surveybook.serving"]
    return serve(layout.book, layout.build / "preview", command, arguments.port)


def _read(arguments: argparse.Namespace) -> int:
    from surveybook.inputs import read_list
    from surveybook.problems import has_errors
    from surveybook.writing.entries import render_entries
    from surveybook.writing.listing import list_entry, list_omissions

    problems: list[Problem] = []
    reading = read_list(Path(arguments.file), arguments.file, {}, problems)
    _print_problems(problems)
    if reading is None:
        return 1
    if arguments.json:
        sys.stdout.write(render_entries(reading.entries))
    else:
        for entry in reading.entries:
            print(printable_lines(list_entry(entry)))
        left = list_omissions(reading.omissions)
        for line in left:
            print(printable_lines(line))
        print(f"{len(reading.entries)} entries; {len(left)} links and blocks left out")
    return 1 if has_errors(problems) else 0


def _works(arguments: argparse.Namespace) -> int:
    from surveybook.problems import has_errors
    from surveybook.writing.json_works import render_works
    from surveybook.writing.listing import list_work

    book = _made(_layout(arguments))
    _print_problems(book.problems)
    if arguments.json:
        sys.stdout.write(render_works(book.works))
    else:
        for work in book.works:
            print(printable(list_work(work)))
    return 1 if has_errors(book.problems) else 0


def _explain(arguments: argparse.Namespace) -> int:
    from difflib import get_close_matches

    from surveybook.problems import has_errors
    from surveybook.writing.explain import explain_work

    book = _made(_layout(arguments))
    if has_errors(book.problems):
        _print_problems(book.problems)
        return 1
    key = book.aliases.get(arguments.key, arguments.key)
    work = next((work for work in book.works if work.key == key), None)
    if work is None:
        _say(f"surveybook: no work has the key {printable(arguments.key)}")
        near = get_close_matches(arguments.key, [work.key for work in book.works], 3)
        _say(f"near it: {', '.join(near)}" if near else "`surveybook works` shows all keys")
        return 2
    print(printable_lines(explain_work(work)))
    return 0


def _records(arguments: argparse.Namespace) -> int:
    layout = _layout(arguments)
    with _held(layout):
        return _update(arguments, layout)


def _update(arguments: argparse.Namespace, layout: Layout) -> int:
    import datetime

    from surveybook.problems import has_errors
    from surveybook.saving import JOURNAL
    from surveybook.updating.report import render_report, show_progress
    from surveybook.updating.targets import choose_targets
    from surveybook.updating.updating import update_records

    assert layout.book is not None
    book = _made(layout)
    if has_errors(book.inputs.problems):
        _print_problems(book.inputs.problems)
        _say("nothing was asked: mend the errors above and run again")
        return 1
    targets, unknown = choose_targets(book.works, arguments.keys, book.aliases)
    if unknown:
        _say(f"surveybook: no work has the key {printable(', '.join(unknown))}")
        return 2
    folder = layout.book / "records" / "works"
    cache = layout.build / "records-cache"
    today = datetime.datetime.now(datetime.UTC).date()
    try:
        report = update_records(
            book.inputs.records,
            targets,
            folder,
            cache,
            today,
            lambda *at: _progress(show_progress(*at)),
            journal=layout.build / JOURNAL,
        )
    except OSError as error:
        _say(_not_written(error, folder))
        return 1
    _print_problems(report.problems, notes=True)
    print(printable_lines(render_report(report)), end="")
    return 1 if any(problem.level != "note" for problem in report.problems) else 0


def _check(arguments: argparse.Namespace) -> int:
    from surveybook.pipeline import proofs, stale_files

    layout = _layout(arguments)
    book = _made(layout)
    _progress("proofreading")
    stale = stale_files(book, layout) if layout.book is not None else ()
    problems = [*book.problems, *proofs(book, layout), *stale]
    _print_problems(problems, notes=True)
    for reading in book.inputs.readings:
        sums = reading.ledger
        state = "adds up" if sums.adds_up else "does NOT add up"
        print(
            f"{reading.list.path}: {sums.links} links = {sums.links_kept} in entries + "
            f"{sums.links_left} left out; {sums.items} blocks = {sums.items_kept} entries + "
            f"{sums.items_left} left out: {state}"
        )
    levels = ("error", "warning", "note")
    counts = {level: sum(p.level == level for p in problems) for level in levels}
    lost = any(not reading.ledger.adds_up for reading in book.inputs.readings)
    print(f"{counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes")
    return 1 if counts["error"] or counts["warning"] or lost else 0


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "convert": _convert,
    "build": _build,
    "serve": _serve,
    "read": _read,
    "works": _works,
    "explain": _explain,
    "records": _records,
    "check": _check,
}
