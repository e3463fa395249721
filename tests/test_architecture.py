"""The house keeps its shape: who may import whom, and how large a room may grow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tools" / "surveybook"
FILES = sorted(PACKAGE.rglob("*.py"))
ROOMS = ("reading", "merging", "writing", "updating", "figures", "sphinxext")
# What each room may import besides itself and other packages.
VALUES = {
    "characters",
    "model",
    "problems",
    "identifiers",
    "names",
    "files",
    "saving",
    "latex_signs",
    "bibtex_lines",
}
MAY_IMPORT = {
    "reading": VALUES - {"files", "saving"},
    "merging": VALUES - {"files", "saving"} | {"toml_tables"},
    "writing": VALUES - {"files", "saving"}
    | {"outline", "model_facts", "relations", "objectives", "formulas", "preference_example"}
    | {"dataset_facts", "software_facts", "families"},
    "updating": VALUES | {"merging", "toml_tables"},
    "figures": VALUES
    | {"outline", "relations", "preference_example", "dataset_facts", "families", "figure_data"},
    "sphinxext": VALUES | {"pipeline", "forms", "revision"},
}
# Files at the top of the package, from the first to the last that a change may pass through.
LOW = (
    *("characters", "model", "problems", "identifiers", "names", "files", "toml_tables"),
    *("outline", "relations", "saving", "latex_signs", "bibtex_lines"),
    *("formulas", "objectives", "preference_example", "dataset_facts", "software_facts"),
    *("model_facts", "families", "figure_data", "forms", "revision"),
)


def imports_of(path: Path) -> set[str]:
    """The parts of ``surveybook`` that a file imports: ``model``, ``reading``, …"""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "surveybook":
                names = [f"surveybook.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("surveybook.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    """Rooms never import each other, and nothing low imports what stands above it."""
    here = path.relative_to(PACKAGE).parts[0]
    found = imports_of(path)
    if here in ROOMS:
        assert found <= MAY_IMPORT[here] | {here}
    elif path.stem in LOW:
        assert found <= {*LOW}
    if path.stem not in ("cli", "__main__"):
        assert "cli" not in found
    if path.stem != "cli" and here != "sphinxext":
        assert "pipeline" not in found
    if path.stem not in ("cli", "pipeline"):
        assert "inputs" not in found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_command_prints(path: Path) -> None:
    """Library code gives values; ``cli.py`` is the only file that prints."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    printed = any(call.func.id == "print" for call in calls if isinstance(call.func, ast.Name))
    assert not printed or path.stem == "cli"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_list_is_known_by_name(path: Path) -> None:
    """No code branches on a list: the name of no list of the book stands in the package."""
    stems = [p.stem for p in (PACKAGE.parent.parent / "book" / "lists").glob("*.md")]
    text = path.read_text(encoding="utf-8")
    assert not [stem for stem in stems if stem in text]
