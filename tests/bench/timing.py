"""Commands timed side by side: in turn, A B A B …, so that a machine that slows down slows both.

Times are the processor time of the whole process and of those it waits for, as the system counts
it: other work on the machine touches it less than the clock on the wall.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Command = Sequence[str]
# As most people run it: what Python compiles is kept for the next run.
_ENVIRONMENT = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Run:
    """Processor time in seconds and peak memory in MiB of one run."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The runs of a command and of what it is held against; the ratio is the median of pairs."""

    ours: tuple[Run, ...]
    theirs: tuple[Run, ...]

    @property
    def ratio(self) -> float:
        """Ours by theirs, pair by pair."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return median(one.seconds / other.seconds for one, other in pairs)


def run(commands: Sequence[Command], folder: Path) -> Run:
    """Run commands one after the other; their time together, and the peak of the largest."""
    runs = [_run(command, folder) for command in commands]
    return Run(sum(run.seconds for run in runs), max(run.memory for run in runs))


def _run(command: Command, folder: Path) -> Run:
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, env=_ENVIRONMENT, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode('utf-8', 'replace')}")
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def pair(ours: Callable[[], Run], theirs: Callable[[], Run], rounds: int) -> Pair:
    """Both in turn, after one run of each that does not count where there are several rounds."""
    if rounds > 1:
        theirs(), ours()
    runs = [(theirs(), ours()) for _ in range(rounds)]
    return Pair(tuple(one for _, one in runs), tuple(other for other, _ in runs))


def middle(runs: Sequence[Run]) -> float:
    """The median of the times."""
    return median(run.seconds for run in runs)
