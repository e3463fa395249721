"""Reads a list of a shape in this process alone, and prints what it took as JSON.

python measure.py < {"parts": …, "size": …}
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

from surveybook.model import ReadingList
from surveybook.problems import Code
from surveybook.reading.lists import parse_list

LAST = "\n\n## More\n\n- [The Last Kite Flies](https://example.org/last)\n"


def made(parts: list[Any], size: int) -> str:
    """The text of a shape: what stands in an array is repeated until all is ``size`` signs long."""
    unit = sum(len(part[0]) for part in parts if isinstance(part, list))
    return "".join(p if isinstance(p, str) else p[0] * (size // unit) for p in parts) + LAST


def measured(text: str) -> dict[str, Any]:
    """Seconds of the processor, KiB more at the peak than before, and what came of the list."""
    before, start = peak(), time.process_time()
    reading = parse_list(text, ReadingList("x", "x.md"))
    seconds = time.process_time() - start
    return {
        "seconds": seconds,
        "memory": peak() - before,
        "cut": sum(problem.code is Code.TOO_LONG for problem in reading.problems),
        "adds up": reading.ledger.adds_up,
        "last": reading.entries[-1].title if reading.entries else None,
    }


def peak() -> int:
    """The most memory this process has had, in KiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps(measured(made(asked["parts"], asked["size"]))))
