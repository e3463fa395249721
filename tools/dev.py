"""Set everything up and build the book, or set everything up and run the tests.

    python3 tools/dev.py book     the book as web pages, in build/html
    python3 tools/dev.py test     linters, types, tests, and the freshness of generated files

Needs Python 3.11 or newer and nothing else; what the project uses goes into .venv.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Exit code of the asked command; 2 where it was not understood."""
    if sys.version_info < OLDEST:
        wanted, here = ".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:2]))
        return refuse(
            f"Python {wanted} or newer is needed; this is Python {here} ({sys.executable})"
        )
    commands = {"book": book, "test": test}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__)
        return 2
    return commands[arguments[0]]()


def book() -> int:
    """Set up and build the web pages."""
    return set_up("") or run("surveybook", "build", "html")


def test() -> int:
    """Set up and run every check, in the order in which a failure is cheapest to find."""
    checks = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("pytest",),
        ("surveybook", "convert", "--check"),
        ("surveybook", "check"),
    )
    failed = set_up("[test]")
    for check in checks:
        failed = failed or run(*check)
    print("All checks passed." if not failed else "Stopped at the first check that failed.")
    return failed


def set_up(extra: str) -> int:
    """Make .venv and install the package into it, with the versions of constraints.txt."""
    if not python().exists():
        try:
            make_venv()
        except subprocess.CalledProcessError:
            return refuse(
                "Python's venv module cannot make a virtual environment here. On Debian or "
                f"Ubuntu: apt-get install python3-venv; elsewhere: reinstall {sys.executable}"
            )
    constraints = ROOT / "tools" / "constraints.txt"
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    what = ["--constraint", str(constraints), "--editable", f"{ROOT}{extra}"]
    return call([str(python()), *pip, *what])


def make_venv() -> None:
    """Make .venv; nothing stays where that fails half-way."""
    print(f"Making {VENV} …", flush=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    except subprocess.CalledProcessError:
        shutil.rmtree(VENV, ignore_errors=True)
        raise


def python() -> Path:
    """The interpreter of .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(tool: str, *arguments: str) -> int:
    """Run a tool that is installed in .venv, from the project's root."""
    # Windows finds no program by a path that leaves `.exe` out.
    return call([str(python().with_name(tool + python().suffix)), *arguments])


def call(command: list[str]) -> int:
    """Say and run one command; its exit code."""
    shown = [Path(command[0]).name, *command[1:]]
    print("$", " ".join(shown), flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def refuse(message: str) -> int:
    """Say on standard error why nothing was done."""
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    sys.exit(main(sys.argv[1:]))
