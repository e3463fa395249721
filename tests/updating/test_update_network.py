"""Slow, broken, throttled and lying answers: nothing wrong is taken, and a rerun goes on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from library_server import Fault, Library, open_library
from updating_samples import DPO, TAMER, TODAY, quick_client, update

from surveybook.model import Identifier
from surveybook.updating.client import Client, Manners
from surveybook.updating.updating import update_records


@pytest.fixture
def library() -> Iterator[Library]:
    """A server that speaks the three APIs."""
    with open_library() as opened:
        yield opened


def files_in(root: Path) -> list[str]:
    """The records that are on disk; nothing else may lie beside them, not even half a file."""
    return sorted(path.name for path in (root / "works").iterdir()) if root.exists() else []


PASSING = {
    "busy": Fault(503),
    "faulty": Fault(500, body="<html>oops</html>"),
    "throttled": Fault(429, (("Retry-After", "7"),)),
    "strange wait": Fault(429, (("Retry-After", "soon"),)),
    "slow": Fault(delay=1.5),
    "cut": Fault(body="<feed>" + "x" * 4000, cut=True),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=list(PASSING))
def test_passing_fault_is_overcome(library: Library, tmp_path: Path, fault: Fault) -> None:
    """A service that fails once is asked again, and the record is the same as without it."""
    (tmp_path / "works").mkdir()
    library.faults["arxiv"] = [fault]
    report = update(library, tmp_path, [DPO])
    assert not report.problems
    assert files_in(tmp_path) == ["arxiv-2305.18290.toml"]
    assert len(library.paths("arxiv")) == 2


def test_retry_after_is_obeyed(library: Library, tmp_path: Path) -> None:
    """A throttled client waits as long as it is told, and longer each time where it is not."""
    pauses: list[float] = []
    told = Fault(429, (("Retry-After", "7"),))
    library.faults["arxiv"] = [told, Fault(503), Fault(503)]
    update(library, tmp_path, [DPO], client=quick_client(pauses, tries=4))
    assert pauses == [7.0, 2.0, 4.0]


def test_a_wait_for_hours_is_not_waited_out(library: Library, tmp_path: Path) -> None:
    """Ten minutes are the longest that a service can make the command wait."""
    pauses: list[float] = []
    library.faults["arxiv"] = [Fault(429, (("Retry-After", "86400"),))]
    update(library, tmp_path, [DPO], client=quick_client(pauses))
    assert pauses == [600.0]


def test_requests_keep_their_distance(library: Library, tmp_path: Path) -> None:
    """Between two requests to a service, tries included, lies the time that it asks for."""
    gap = 0.15
    library.faults["arxiv"] = [Fault(503)]
    many = [
        replace(DPO, key=f"k{n}", identifiers=(Identifier("arxiv", f"2305.{n:05}"),))
        for n in range(1, 131)
    ]
    update_records(
        [],
        many,
        tmp_path / "works",
        tmp_path / "cache",
        TODAY,
        lambda *_: None,
        services=library.services(gap),
        client=Client(Manners(backoff=0.0)),
    )
    times = [one.at for one in library.asked]
    assert len(times) == 3
    assert min(b - a for a, b in pairwise(times)) >= gap


def test_ids_go_in_batches_of_a_hundred(library: Library, tmp_path: Path) -> None:
    """arXiv is asked for at most 100 ids at a time, and told to give as many as are asked."""
    ids = [f"2305.{n:05}" for n in range(1, 131)]
    many = [replace(DPO, key=i, identifiers=(Identifier("arxiv", i),)) for i in ids]
    update(library, tmp_path, many)
    first, second = library.paths("arxiv")
    assert first == f"/query?id_list={','.join(ids[:100])}&max_results=100"
    assert second == f"/query?id_list={','.join(ids[100:])}&max_results=30"


def test_the_client_says_who_it_is(library: Library, tmp_path: Path) -> None:
    """Every request bears the project's name and version."""
    update(library, tmp_path, [TAMER])
    assert len(library.asked) == 3
    assert all(one.agent.startswith("surveybook/0.") for one in library.asked)


LASTING = {
    "down": (Fault(503), "network"),
    "refused": (Fault(403), "network"),
    "not UTF-8": (Fault(body="caf\udce9"), "network"),
    "no XML": (Fault(body="<feed><entry>"), "answer-false"),
    "a web page": (Fault(body="<html><p>Sorry</p></html>"), "answer-false"),
    "entities": (Fault(body='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "answer-false"),
}


@pytest.mark.parametrize(("fault", "code"), LASTING.values(), ids=list(LASTING))
def test_lasting_fault_is_a_problem(
    library: Library, tmp_path: Path, fault: Fault, code: str
) -> None:
    """Without a usable answer nothing is written, the problem says why, and a rerun succeeds."""
    library.faults["arxiv"] = [fault] * 3
    report = update(library, tmp_path, [DPO])
    assert [problem.code for problem in report.problems] == [code]
    assert "run again" in report.problems[0].message
    assert report.written == ()
    assert report.left == ((DPO.key, "because arXiv gave no answer"),)
    library.faults["arxiv"] = []
    assert len(update(library, tmp_path, [DPO]).written) == 1


def test_network_message(library: Library, tmp_path: Path) -> None:
    """The message names the service, the work, the reason, and what to do."""
    library.faults["arxiv"] = [Fault(delay=1.5)] * 3
    report = update(library, tmp_path, [DPO])
    assert [str(problem) for problem in report.problems] == [
        f"{library.base}/arxiv: warning: 2305.18290 could not be read: no reply within 0.8 "
        "seconds, in 3 tries; run again later [network]"
    ]


def test_nobody_at_the_address(library: Library, tmp_path: Path) -> None:
    """A machine without network gets a problem, no exception."""
    services = library.services()
    dead = replace(services, arxiv=replace(services.arxiv, base="http://127.0.0.1:9/api"))
    report = update_records(
        [],
        [DPO],
        tmp_path / "works",
        tmp_path / "cache",
        TODAY,
        lambda *_: None,
        services=dead,
        client=quick_client(),
    )
    assert [problem.code for problem in report.problems] == ["network"]


def test_the_others_are_written_when_one_is_down(library: Library, tmp_path: Path) -> None:
    """What arXiv says is written although Crossref and DBLP are down; later they are asked."""
    library.faults["crossref"] = [Fault(503)] * 3
    library.faults["dblp"] = [Fault(503)] * 3
    report = update(library, tmp_path, [TAMER])
    assert [problem.code for problem in report.problems] == ["network", "network"]
    text = (tmp_path / "works" / "arxiv-1709.10163.toml").read_text(encoding="utf-8")
    assert "[published]" not in text
    assert len(library.paths("arxiv")) == 1


def test_a_service_that_is_down_is_left_alone(library: Library, tmp_path: Path) -> None:
    """After three failures in a row a service is not troubled again, and the rest is counted."""
    ids = [f"2401.{n:05}" for n in range(1, 351)]
    many = [replace(DPO, key=i, identifiers=(Identifier("arxiv", i),)) for i in ids]
    library.faults["arxiv"] = [Fault(503)] * 99
    report = update(library, tmp_path, many, client=quick_client(tries=1))
    assert len(library.paths("arxiv")) == 3
    assert "failed 3 times in a row, so 50 more works were not asked for" in " ".join(
        problem.message for problem in report.problems
    )


def test_a_broken_run_goes_on(library: Library, tmp_path: Path) -> None:
    """What was read before a run broke off is not asked for again, until it is a day old."""

    def stop(_done: int, _whole: int, what: str) -> None:
        if "Crossref" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_records(
            [],
            [DPO],
            tmp_path / "works",
            tmp_path / "cache",
            TODAY,
            stop,
            services=library.services(),
            client=quick_client(),
        )
    tomorrow, later = (TODAY + datetime.timedelta(days=n) for n in (1, 2))
    update(library, tmp_path, [DPO, TAMER], today=tomorrow)
    assert [path.partition("=")[2] for path in library.paths("arxiv")] == [
        "2305.18290&max_results=1",
        "1709.10163&max_results=1",
    ]
    update(library, tmp_path / "other", [DPO], today=later)
    assert len(library.paths("arxiv")) == 3


@pytest.mark.parametrize("text", ["", "{", '{"read": 3}', "[" * 9000, "\x00"])
def test_a_damaged_cache_is_no_cache(library: Library, tmp_path: Path, text: str) -> None:
    """A kept reply that cannot be read is asked for again."""
    update(library, tmp_path, [DPO])
    for file in (tmp_path / "cache").iterdir():
        file.write_text(text, encoding="utf-8")
    assert update(library, tmp_path / ".", [DPO]).problems[0].code == "record-kept"
    assert len(library.paths("arxiv")) == 2


def test_a_full_disk_changes_nothing(library: Library, tmp_path: Path) -> None:
    """Where a record cannot be written an OSError says so, and no half file stays."""
    (tmp_path / "works").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(OSError):
        update(library, tmp_path, [DPO])
    assert (tmp_path / "works").read_text(encoding="utf-8").startswith("a file")
