"""The script that sets everything up, on the machines it may meet."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def dev(root: Path) -> ModuleType:
    """tools/dev.py as a module; it is no part of the package."""
    spec = importlib.util.spec_from_file_location("dev", root / "tools" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("arguments", [[], ["cook"], ["book", "test"]])
def test_misuse_shows_what_can_be_asked(root: Path, arguments: list[str]) -> None:
    """Without a command it knows, the script says which there are and exits 2."""
    command = [sys.executable, str(root / "tools" / "dev.py"), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 2
    assert "tools/dev.py book" in done.stdout
    assert "tools/dev.py test" in done.stdout


def test_old_python_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An interpreter that is too old is refused by version and path, before anything is made."""
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    assert dev.main(["book"]) == 2
    said = capsys.readouterr().err
    assert "Python 3.11 or newer is needed; this is Python 3.9" in said
    assert sys.executable in said


def test_missing_venv_module_names_the_package(
    dev: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Debian splits venv from Python; the message says what to install, and no half is left."""
    venv = tmp_path / ".venv"

    def fail(command: Sequence[str], **_options: object) -> None:
        venv.mkdir()
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev.subprocess, "run", fail)
    assert dev.main(["book"]) == 2
    assert "apt-get install python3-venv" in capsys.readouterr().err
    assert not venv.exists()


@pytest.mark.parametrize(
    ("system", "expected"), [("nt", "Scripts/python.exe"), ("posix", "bin/python")]
)
def test_interpreter_of_the_environment(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, system: str, expected: str
) -> None:
    """Windows and the others put it in different places."""
    venv = dev.VENV
    monkeypatch.setattr(dev.os, "name", system)
    place = dev.python()
    monkeypatch.undo()
    assert place == venv / expected
