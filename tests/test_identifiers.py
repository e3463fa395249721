"""Identifiers in normal form: ``cases/identifiers.toml``, after the registries' own rules."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveybook.identifiers import (
    arxiv_year,
    bare_arxiv,
    bare_doi,
    identifier_url,
    is_safe,
    normal_url,
    parse_identifier,
)
from surveybook.model import Identifier

CASES = tomllib.loads((Path(__file__).parent / "cases/identifiers.toml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES["arxiv"].items())
def test_bare_arxiv(text: str, expected: str) -> None:
    """An arXiv id in any of its forms, without its version; no number that cannot be one."""
    assert (bare_arxiv(text) or "") == expected


@pytest.mark.parametrize(("arxiv", "year"), CASES["arxiv_year"].items())
def test_arxiv_year(arxiv: str, year: int) -> None:
    """The first two digits are the year."""
    assert arxiv_year(arxiv) == year


@pytest.mark.parametrize(("text", "expected"), CASES["doi"].items())
def test_bare_doi(text: str, expected: str) -> None:
    """A DOI without its resolver and without the sentence around it, in lower case."""
    assert (bare_doi(text) or "") == expected


@pytest.mark.parametrize(("url", "expected"), CASES["identifier"].items())
def test_parse_identifier(url: str, expected: str) -> None:
    """The strongest identifier that an address holds."""
    assert str(parse_identifier(url) or "") == expected


@pytest.mark.parametrize("case", CASES["same"], ids=[c["addresses"][0] for c in CASES["same"]])
def test_same_page(case: dict[str, Any]) -> None:
    """What does not identify a page is dropped before addresses are compared."""
    assert len({normal_url(url) for url in case["addresses"]}) == 1


@pytest.mark.parametrize(
    "case", CASES["different"], ids=[c["addresses"][0] for c in CASES["different"]]
)
def test_different_pages(case: dict[str, Any]) -> None:
    """What does identify a page stays."""
    urls = case["addresses"]
    assert len({normal_url(url) for url in urls}) == len(urls)


@pytest.mark.parametrize(("url", "safe"), CASES["safe"].items())
def test_is_safe(url: str, safe: bool) -> None:
    """Readers are sent to http, https and mailto, and nowhere else."""
    assert is_safe(url) is safe


@pytest.mark.parametrize(("identifier", "page"), CASES["pages"].items())
def test_identifier_url(identifier: str, page: str) -> None:
    """Each identifier has a page, and that page has the identifier."""
    scheme, _, value = identifier.partition(":")
    assert identifier_url(Identifier(scheme, value)) == page
    assert parse_identifier(page) == Identifier(scheme, value)


@given(st.text(max_size=80))
def test_any_text_may_be_asked(text: str) -> None:
    """No text raises, and an address in normal form is in normal form."""
    bare_arxiv(text)
    bare_doi(text)
    parse_identifier(text)
    parse_identifier(f"https://{text}")
    normal = normal_url(f"https://example.org/{text}")
    assert normal_url(normal) == normal
