"""Addresses and identifiers as ``refs.bib`` gives them: landing pages, bare DOIs, bare eprints."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from surveybook.identifiers import (
    bare_doi,
    identifier_url,
    is_safe,
    normal_url,
    parse_identifier,
    urlsplit_or_none,
)
from surveybook.model import Work

DOI = re.compile(r"10\.\d{4,9}/[^\s{}\\%\"#]+")
EPRINT = re.compile(r"\d{4}\.\d{4,5}|[a-z][a-z.-]*(?:\.[A-Z]{2})?/\d{7}")
# All that RFC 3986 allows in an address; what is not listed is percent-encoded.
_ALLOWED = ":/?#[]@!$&'()*+,;=-._~%"
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?<=^//)[^/?#@:]+|(?<=^http://)[^/?#@:]+|(?<=^https://)[^/?#@:]+")


@lru_cache(maxsize=1 << 16)
def landing_url(url: str | None) -> str:
    """The page about a work: https, ``/abs/`` not ``/pdf/``, no tracking; empty if not to be shown.

    Known archives give their landing page; any other address keeps host and path as printed.
    """
    url = (url or "").encode("utf-8", "ignore").decode("utf-8").strip()
    if not url or not is_safe(url) or url.lower().startswith("mailto:"):
        return ""
    identifier = parse_identifier(url)
    if identifier is None:
        return ""
    if identifier.scheme in {"arxiv", "openreview", "acl", "doi"}:
        return safe_url(identifier_url(identifier))
    return safe_url(_without_tracking(url))


def _without_tracking(url: str) -> str:
    parts = urlsplit_or_none(url)
    if parts is None or "youtu.be" in url:
        return normal_url(url)
    _, netloc, path, query, fragment = parts
    kept = {name for name, _ in parse_qsl(urlsplit(normal_url(url)).query, keep_blank_values=True)}
    pairs = [(n, v) for n, v in parse_qsl(query, keep_blank_values=True) if n in kept]
    fragment = "" if fragment.startswith(":~:") else fragment
    host = netloc.rsplit("@", 1)[-1]
    return urlunsplit(("https", host, path, urlencode(pairs), fragment))


def page_of(work: Work) -> str:
    """The landing page of a work: the publisher's, else arXiv's, else its own; empty if unknown."""
    eprint = eprint_of(work.arxiv)
    pages = (
        work.published.url if work.published else "",
        f"https://arxiv.org/abs/{eprint}" if eprint else "",
        work.url,
        f"https://doi.org/{doi_of(work.doi)}" if doi_of(work.doi) else "",
    )
    return next((page for url in pages if (page := landing_url(url))), "")


@lru_cache(maxsize=1 << 16)
def safe_url(url: str) -> str:
    """The address in plain ASCII without any character that ends it in BibTeX or Markdown.

    A host in other letters is given as browsers ask for it (IDNA), which also shows what it is.
    """
    encoded = quote(_HOST.sub(_ascii_host, url), safe=_ALLOWED)
    return _PERCENT.sub("%25", encoded)


def _ascii_host(match: re.Match[str]) -> str:
    try:
        return match[0] if match[0].isascii() else match[0].encode("idna").decode()
    except UnicodeError:
        return match[0]


def doi_of(text: str | None) -> str:
    """A bare DOI from a DOI or its address; empty where it is none. Its case is kept."""
    doi = bare_doi(text or "")
    if not doi or not DOI.fullmatch(doi):
        return ""
    start = unquote(text or "").lower().find(doi)
    return unquote(text or "")[start : start + len(doi)]


def eprint_of(text: str | None) -> str:
    """A bare arXiv id, or empty where the text is none."""
    return text if text and EPRINT.fullmatch(text) else ""
