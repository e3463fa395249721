"""What is asked of whom: arXiv in batches, then Crossref and DBLP work by work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from surveybook.model import Name
from surveybook.problems import Code
from surveybook.updating.answers import Answer
from surveybook.updating.arxiv import BATCH, parse_paper, query_path, split_feed
from surveybook.updating.cache import Reply, write_reply
from surveybook.updating.client import Services
from surveybook.updating.crossref import parse_work, work_path
from surveybook.updating.dblp import doi_path, parse_record_page, preprint_path
from surveybook.updating.desk import Desk

Progress = Callable[[int, int, str], None]
"""How far a run is: steps done, steps in all, and what is being done."""


def ask_arxiv(
    desk: Desk, services: Services, ids: Iterable[str], progress: Progress
) -> dict[str, Answer]:
    """What arXiv says of each id; an id that is not there is a problem of its own."""
    wanted = sorted(set(ids))
    found: dict[str, Answer] = {}
    for arxiv in wanted:
        reply = desk.kept(_address(services, arxiv))
        answer = _paper(desk, services, arxiv, reply) if reply is not None else None
        if answer is not None:
            found[arxiv] = answer
    missing = [arxiv for arxiv in wanted if arxiv not in found]
    for start in range(0, len(missing), BATCH):
        progress(len(found), len(wanted), services.arxiv.name)
        found |= _batch(desk, services, missing[start : start + BATCH])
    progress(len(wanted), len(wanted), services.arxiv.name)
    return found


def _address(services: Services, arxiv: str) -> str:
    """Where one paper alone can be read again: the address that its record names."""
    return services.arxiv.base + query_path([arxiv])


def _batch(desk: Desk, services: Services, ids: Sequence[str]) -> dict[str, Answer]:
    """The papers of one request, each kept as if it had been asked for alone."""
    about = ids[0] if len(ids) == 1 else f"{ids[0]} and {len(ids) - 1} more"
    reply = desk.ask(services.arxiv, query_path(ids), about, len(ids))
    if reply is None:
        return {}
    entries = desk.parsed(services.arxiv, about, lambda: split_feed(reply.body))
    if entries is None:
        return {}
    if strange := sorted(set(entries) - set(ids)):
        message = f"it gave {', '.join(strange)}, which was not asked for; that was not taken"
        desk.say(services.arxiv, Code.ANSWER_FALSE, message)
    found: dict[str, Answer] = {}
    for arxiv in ids:
        if arxiv not in entries:
            message = f"it gave no paper {arxiv}; check the id, or run again later"
            desk.say(services.arxiv, Code.ID_UNKNOWN, message)
            continue
        single = Reply(_address(services, arxiv), reply.read, 200, entries[arxiv])
        if (answer := _paper(desk, services, arxiv, single)) is not None:
            found[arxiv] = answer
            write_reply(desk.cache, single)
    return found


def _paper(desk: Desk, services: Services, arxiv: str, reply: Reply) -> Answer | None:
    return desk.parsed(
        services.arxiv, arxiv, lambda: parse_paper(reply.body, reply.address, reply.read)
    )


def ask_crossref(desk: Desk, services: Services, doi: str) -> Answer | None:
    """What Crossref says of a DOI, None where it does not keep it (DataCite keeps some)."""
    return desk.answer(
        services.crossref,
        work_path(doi),
        doi,
        lambda reply: parse_work(reply.body, doi, reply.address, reply.read),
    )


def ask_dblp(desk: Desk, services: Services, doi: str, arxiv: str) -> Answer | None:
    """What DBLP says of a DOI, or, where there is none, of a preprint: its names only."""
    path, asked = (doi_path(doi), doi) if doi else (preprint_path(arxiv), arxiv)
    return desk.answer(
        services.dblp,
        path,
        asked,
        lambda reply: parse_record_page(reply.body, asked, reply.address, reply.read),
    )


def has_initials(authors: Iterable[Name]) -> bool:
    """True where a person is printed with initials only, so that another page may give more."""
    return any(
        name.given and all(len(part.strip(".-")) <= 1 for part in name.given.split())
        for name in authors
    )
