"""What fields and addresses point to: the works behind them, and short names for links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveybook.identifiers import (
    bare_arxiv,
    identifier_url,
    is_safe,
    parse_identifier,
    urlsplit_or_none,
)
from surveybook.model import FieldValue, Identifier, Link, Work
from surveybook.writing.clean import clean_text
from surveybook.writing.markdown import escape, link

_SITES = {
    "github.com": "GitHub",
    "huggingface.co": "Hugging Face",
    "arxiv.org": "arXiv",
    "openreview.net": "OpenReview",
    "aclanthology.org": "ACL Anthology",
}
NOTHING = frozenset({"", "-", "–", "—", "none", "n/a", "na", "null", "?"})
"""What lists print where they have nothing to say."""


def index_works(works: Iterable[Work]) -> dict[Identifier, str]:
    """For each identifier the key of its work; the first work by key where two share one."""
    index: dict[Identifier, str] = {}
    for work in sorted(works, key=lambda work: work.key):
        for identifier in [*work.identifiers, *_more(work)]:
            index.setdefault(identifier, work.key)
    return index


def _more(work: Work) -> list[Identifier]:
    found = [Identifier("arxiv", work.arxiv)] if work.arxiv else []
    found += [Identifier("doi", work.doi)] if work.doi else []
    own = parse_identifier(work.url) if work.url else None
    return [*found, own] if own else found


def identify(text: str) -> Identifier | None:
    """The identifier in an address or in a text such as ``arXiv:2203.02155``."""
    if is_safe(text):
        return parse_identifier(text)
    arxiv = bare_arxiv(text)
    return Identifier("arxiv", arxiv) if arxiv else None


def field_parts(value: FieldValue) -> tuple[Link, ...]:
    """The parts of a field as links, without address where there is none; ``None`` left out."""
    parts = (Link(value, ""),) if isinstance(value, str) else value
    return tuple(part for part in parts if part.url or clean_text(part.text).lower() not in NOTHING)


def field_text(value: FieldValue) -> str:
    """A field as one line of text, as the list prints it."""
    parts = (Link(value, ""),) if isinstance(value, str) else value
    return clean_text(", ".join(part.text or part.url for part in parts))


def site_name(url: str) -> str:
    """What to call the site of an address: ``GitHub``, ``starling.cs.berkeley.edu``."""
    parts = urlsplit_or_none(url)
    host = parts[1].lower().rpartition("@")[2].removeprefix("www.") if parts else ""
    return _SITES.get(host, host) or "link"


def show_reference(text: str) -> str:
    """An address or identifier as a short link, any other text as itself."""
    text = clean_text(text)
    if is_safe(text):
        return link(site_name(text), text)
    identifier = identify(text) if text.lower().startswith("arxiv") else None
    return link(text, identifier_url(identifier)) if identifier else escape(text)


def keys_of(texts: Iterable[str], index: Mapping[Identifier, str]) -> tuple[str, ...]:
    """The keys of the works that addresses or identifiers point to, each once."""
    found = (index.get(identifier) for text in texts if (identifier := identify(text)))
    return tuple(dict.fromkeys(key for key in found if key))
