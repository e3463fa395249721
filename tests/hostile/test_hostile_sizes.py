"""Lists of many megabytes: time and memory grow as the list does, and what follows is read."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("resource", reason="memory is measured as Unix does")

HERE = Path(__file__).parent
LISTS = tomllib.loads((HERE / "cases/sizes.toml").read_text("utf-8"))["list"]
GROWTH = 6
"""How much more four times the size may take; what is not linear takes sixteen times as much."""
SECONDS, KIB = 0.05, 8_192
"""Measures below which nothing is said."""


def measured(parts: list[Any], size: int) -> dict[str, Any]:
    """What a process of its own says of a list of that size."""
    asked = json.dumps({"parts": parts, "size": size})
    command = [sys.executable, str(HERE / "measure.py")]
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, check=True, timeout=120
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("case", LISTS, ids=[case["name"] for case in LISTS])
def test_growth(case: dict[str, Any]) -> None:
    """Four times the list takes about four times the time and memory; nothing is lost unsaid.

    A measure that a busy machine has spoilt is taken again.
    """
    whole = measured(case["parts"], case["size"])
    assert (whole["last"], whole["adds up"]) == ("The Last Kite Flies", True)
    assert whole["cut"] == case.get("cut", 0)
    if whole["seconds"] <= GROWTH * SECONDS and whole["memory"] <= GROWTH * KIB:
        return
    for _ in range(3):
        quarter = measured(case["parts"], case["size"] // 4)
        times = whole["seconds"] / max(quarter["seconds"], SECONDS)
        memory = whole["memory"] / max(quarter["memory"], KIB)
        if times <= GROWTH and memory <= GROWTH:
            return
        whole = measured(case["parts"], case["size"])
    assert (times, memory) <= (GROWTH, GROWTH), (times, memory)
