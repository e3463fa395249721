"""Read and merge all lists of a folder, or let markdown-it-py parse them and do nothing else.

python tests/bench/reading.py merge FOLDER
python tests/bench/reading.py parse FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path


def merge(folder: Path) -> None:
    """What ``convert`` does before it writes."""
    from surveybook.inputs import collecting_rarely, read_inputs
    from surveybook.layout import find_layout
    from surveybook.merging.merging import merge_works

    layout = find_layout(folder, folder)
    assert layout is not None
    with collecting_rarely():
        inputs = read_inputs(layout)
        entries = [entry for reading in inputs.readings for entry in reading.entries]
        works = merge_works(entries, inputs.records, inputs.keys).works
    sys.stdout.write(f"{len(entries)} entries, {len(works)} works\n")


def parse(folder: Path) -> None:
    """Only the tokens, by the rules for GitHub's Markdown."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("gfm-like")
    for path in sorted(folder.glob("*.md")):
        parser.parse(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    {"merge": merge, "parse": parse}[sys.argv[1]](Path(sys.argv[2]))
