"""Tests that need a tool or a made file: skipped without it, but never in the gate."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def need(*tools: str) -> str:
    """The path of the first of ``tools`` that is installed; without one the test is skipped.

    In the gate (``CI=true``) a missing tool fails the test instead: nothing is left out unseen.
    """
    found = [path for tool in tools if (path := shutil.which(tool))]
    return found[0] if found else leave_out(f"needs one of: {', '.join(tools)}")


def need_file(path: Path, remedy: str) -> Path:
    """The path of a file that something else makes; without it as with a missing tool."""
    return path if path.exists() else leave_out(f"needs {path.name}: {remedy}")


def leave_out(reason: str) -> NoReturn:
    """Skip the test, or fail it in the gate."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)
