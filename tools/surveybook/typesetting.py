"""TeX: what it needs on this machine, the run of latexmk, and what its log says."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import tomli

from surveybook.problems import Code, Level, Problem

_PROGRAMS = ("latexmk", "kpsewhich", "upmendex")
_TEX_FILES = {
    "xelatex": (
        "xeCJK.sty",
        "ctexhook.sty",
        "tabulary.sty",
        "texgyrepagella-regular.otf",
        "texgyrepagella-math.otf",
        "texgyreheros-regular.otf",
        "lmmono10-regular.otf",
        "FreeSerif.otf",
        "FandolSong-Regular.otf",
        "HaranoAjiMincho-Regular.otf",
        "UnBatang.ttf",
    ),
    "pdflatex": ("tabulary.sty", "tgpagella.sty", "mathpazo.sty", "c70gbsn.fd", "t1lmtt.fd"),
}
_MOST_OVER = 5.0
"""Points by which a line or a page may be too large before anybody sees it."""
_EXPLAINED = (
    # Nothing is wrong: Sphinx loads cmap for pdfTeX alone; Fandol, Haranoaji and Un serve Chinese,
    # Japanese and Korean without naming the script; bold and slanted Chinese of pdfTeX is upright.
    "Package cmap Warning: pdftex not detected",
    'Package fontspec Warning: Font "Fandol',
    'Package fontspec Warning: Font "HaranoAji',
    'Package fontspec Warning: Font "Un',
    "LaTeX Font Warning: Font shape `C70/",
    "LaTeX Font Warning: Some font shapes were not available",
)
_MISSING_CHARACTER = re.compile(r"Missing character: There is no (?P<character>.) ")
_ERROR = re.compile(r"^(?:(?P<path>[^:\s]+\.tex):(?P<line>\d+): |! )(?P<message>.+)$")
_WARNING = re.compile(r"^(?:LaTeX|Package \S+|Class \S+)(?: \w+)* Warning: .+")
_OVERFULL = re.compile(
    r"^Overfull \\[hv]box \((?P<points>[\d.]+)pt too (?P<way>wide|high)\)\D*(?P<line>\d*)"
)
_PAGE = re.compile(r"\\label\{\\detokenize\{(?P<page>[^}:]+)::doc\}\}")


def install_hint(platform: str) -> str:
    """The command that brings everything the PDF needs, for a value of ``sys.platform``."""
    system = {"darwin": "macos", "win32": "windows"}.get(platform, "debian")
    text = files("surveybook").joinpath("tex-packages.toml").read_text(encoding="utf-8")
    entry = tomli.loads(text)[system]
    names = {"debian": "Debian or Ubuntu", "macos": "macOS", "windows": "Windows"}
    return f"on {names[system]}: {entry['install']} {' '.join(entry['packages'])}"


def find_missing(engine: str) -> tuple[Problem, ...]:
    """What an engine needs and this machine lacks, with the packages that bring it."""
    lacking = [name for name in (engine, *_PROGRAMS) if shutil.which(name) is None]
    if not lacking:
        lacking = [name for name in _TEX_FILES[engine] if not _has_tex_file(name)]
    if not lacking:
        return ()
    hints = "; ".join(install_hint(platform) for platform in ("linux", "darwin", "win32"))
    message = f"the PDF needs {', '.join(lacking)}, not found here; install it {hints}"
    return (Problem("pdf", 0, Level.ERROR, Code.TOOL_MISSING, message),)


def _has_tex_file(name: str) -> bool:
    return subprocess.run(["kpsewhich", name], capture_output=True, check=False).returncode == 0


def latexmk_command(engine: str, tex: str) -> list[str]:
    """The command line that turns a .tex file into a PDF; run it in the file's folder."""
    options = ["-interaction=nonstopmode", "-halt-on-error", "-file-line-error"]
    return ["latexmk", "-xelatex" if engine == "xelatex" else "-pdf", *options, tex]


def parse_log(log: str, path: str, tex: str = "") -> tuple[Problem, ...]:
    """What a TeX log says is wrong, each at the page of the book that ``tex`` shows it to be on.

    Errors and characters that no font has (TeX leaves them out of the PDF and says so in the log
    only) are errors; warnings that nobody has explained, and what runs out of the page, warnings.
    """
    lost = sorted({match["character"] for match in _MISSING_CHARACTER.finditer(log)})
    lines = log.splitlines()
    errors = (*_errors(lines, path), *(_lost(character, path) for character in lost))
    warnings = (*_warnings(lines, path), *_overfull(lines, path, tex.splitlines()))
    return errors or tuple(dict.fromkeys(warnings))


def _warnings(lines: Iterable[str], path: str) -> Iterator[Problem]:
    for line in lines:
        if _WARNING.match(line) and not line.startswith(_EXPLAINED):
            message = f"{line.strip()}; mend the text that gives it, or explain it in typesetting"
            yield Problem(path, 0, Level.WARNING, Code.BUILD_FAILED, message)


def _overfull(lines: Iterable[str], path: str, tex: Sequence[str]) -> Iterator[Problem]:
    for line in lines:
        match = _OVERFULL.match(line)
        if match and float(match["points"]) > _MOST_OVER:
            number = int(match["line"] or 0)
            page = _page_of(tex[:number]) if match["way"] == "wide" else ""
            text = " ".join(tex[max(0, number - 3) : number]).strip()[:80]
            message = (
                f"{match['points']} pt too {match['way']} for the printed page, near `{text}`; "
                "break the formula, or give the table other widths"
            )
            yield Problem(page or path, 0, Level.WARNING, Code.BUILD_FAILED, message)


def _page_of(lines: Sequence[str]) -> str:
    """The source of the page that the last of ``lines`` of a .tex file is on."""
    for line in reversed(lines):
        if match := _PAGE.search(line):
            return f"{match['page']}.md"
    return ""


def _errors(lines: Iterable[str], path: str) -> Iterable[Problem]:
    for line in lines:
        if match := _ERROR.match(line):
            where, number = match["path"] or path, int(match["line"] or 0)
            message = f"TeX stopped: {match['message']}; mend the text that gives this line"
            yield Problem(where, number, Level.ERROR, Code.BUILD_FAILED, message)


def _lost(character: str, path: str) -> Problem:
    name = unicodedata.name(character, "a character without a name")
    message = (
        f"no font of the PDF has {character} (U+{ord(character):04X}, {name.lower()}); "
        "take it out of the source, or add a font in latex_elements of conf.py"
    )
    return Problem(path, 0, Level.WARNING, Code.BUILD_FAILED, message)


def read_log(path: Path) -> str:
    """The text of a TeX log, '' where there is none; TeX cuts lines within characters."""
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
