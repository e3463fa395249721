"""Venues and the roles of links: the tables, held to cases written by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from merging_samples import make_entry

from surveybook.merging.links import link_role, merge_links
from surveybook.merging.venues import find_venue, read_venues, venue_form
from surveybook.model import Identifier, WorkLink

FOLDER = Path(__file__).parent / "cases"
VENUES = [
    (spelling, case["short"])
    for case in tomllib.loads((FOLDER / "venues.toml").read_text("utf-8"))["case"]
    for spelling in case["spellings"]
]
LINKS = [
    (*link, case["role"])
    for case in tomllib.loads((FOLDER / "links.toml").read_text("utf-8"))["case"]
    for link in case["links"]
]


@pytest.mark.parametrize(("spelling", "short"), VENUES)
def test_venue_spellings(spelling: str, short: str) -> None:
    """A spelling means the venue that its case names, and a workshop is not its conference."""
    venue = find_venue(spelling)
    assert (venue.short if venue else "") == short


def test_full_names_mean_themselves() -> None:
    """Every full name of the table leads back to its own line: no two lines claim one spelling."""
    for venue in read_venues().values():
        assert find_venue(venue.full) == venue
        assert venue_form(venue.full) == venue.short


@pytest.mark.parametrize(("text", "url", "field", "role"), LINKS)
def test_link_roles(text: str, url: str, field: str, role: str) -> None:
    """A link's field, then its text, then its host say its role."""
    assert link_role(text, url, field) == role


def test_links_are_united_by_address() -> None:
    """An address that two entries print is one link; arXiv versions and unsafe schemes are gone."""
    one = make_entry(
        {
            "title": "A",
            "arxiv": "2309.15028",
            "url": "https://arxiv.org/abs/2309.15028",
            "links": [
                ["A", "https://arxiv.org/abs/2309.15028"],
                ["code", "https://github.com/Example/Tool"],
                ["bad", "javascript:alert(1)"],
            ],
        }
    )
    other = make_entry(
        {
            "title": "A",
            "links": [
                ["arxiv", "http://arxiv.org/abs/2309.15028v2"],
                ["pdf", "http://arxiv.org/pdf/2309.15028v2.pdf"],
                ["tool", "https://github.com/example/tool/"],
            ],
        }
    )
    assert merge_links([one, other], [Identifier("arxiv", "2309.15028")]) == (
        WorkLink("paper", "A", "https://arxiv.org/abs/2309.15028"),
        WorkLink("code", "code", "https://github.com/Example/Tool"),
        WorkLink("pdf", "pdf", "https://arxiv.org/pdf/2309.15028"),
    )


def test_paper_of_a_citation_block_gets_its_page() -> None:
    """A work with an arXiv id but no printed link still links to its page."""
    entry = make_entry({"title": "A", "arxiv": "2412.10400"})
    assert merge_links([entry], [Identifier("arxiv", "2412.10400")]) == (
        WorkLink("paper", "arXiv", "https://arxiv.org/abs/2412.10400"),
    )
