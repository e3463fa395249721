"""What the documentation says is so: commands, files and codes are held to the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from surveybook.cli import main
from surveybook.problems import Code

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = ("convert", "build", "serve", "read", "works", "explain", "records", "check")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    """A command that exists is described where newcomers look."""
    assert f"`surveybook {command}" in README


def test_the_readme_names_no_command_that_is_not_there() -> None:
    """Every command that the README shows answers to --help."""
    named = set(re.findall(r"surveybook ([a-z]+)\b", README))
    for command in sorted(named):
        assert main([command, "--help"]) == 0, command


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """``surveybook --help`` lists all commands with a line each."""
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\s+\S", shown, re.MULTILINE), command


def test_every_file_the_readme_links_is_there() -> None:
    """Pictures and files that the README points to exist."""
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target
    for path in re.findall(r"`((?:book|tools|tests)/[\w./-]+)`", README):
        assert (ROOT / path).exists(), path


def test_the_package_says_what_the_readme_says() -> None:
    """The two commands of the README are those of tools/dev.py, and the Python version agrees."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or newer" in README
    for command in ("book", "test"):
        assert f"python3 tools/dev.py {command}" in README


def test_codes_are_used() -> None:
    """No problem code stands in the enum without a place that reports it."""
    package = ROOT / "tools" / "surveybook"
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
        if path.name != "problems.py"
    )
    assert [code.name for code in Code if f"Code.{code.name}" not in text] == []
