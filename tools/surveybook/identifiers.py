"""Identifiers and addresses in normal form: how arXiv ids, DOIs and their like are written."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from surveybook.model import Identifier

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

_ARXIV_ID = r"\d{4}\.\d{4,5}|[a-z][a-z.-]*(?:\.[A-Z]{2})?/\d{7}"
_SIGNS_OF_ARXIV = ("xiv", "ar5iv", "/papers/")
"""Every address or text with an id has one of them."""
_ARXIV_URL = re.compile(
    rf"(?:arxiv\.org|alphaxiv\.org|ar5iv\.(?:org|labs\.arxiv\.org)|browse\.arxiv\.org)"
    rf"/(?:abs|pdf|html|format|ps|src)?/?(?:arxiv:)?(?P<id>{_ARXIV_ID})(?!\d)",
    re.IGNORECASE,
)
_ARXIV_DOI = re.compile(
    rf"^(?:(?:dx\.)?doi\.org/)?10\.48550/arxiv\.(?P<id>{_ARXIV_ID})", re.IGNORECASE
)
_ARXIV_HF = re.compile(rf"^(?:www\.)?(?:huggingface\.co|hf\.co)/papers/(?P<id>{_ARXIV_ID})", re.I)
_ARXIV_TEXT = re.compile(rf"\barxiv(?:\s+preprint)?[\s:,]*(?P<id>{_ARXIV_ID})(?!\d)", re.IGNORECASE)
_DOI = re.compile(r"\b(?P<doi>10\.\d{4,9}(?:\.\d+)*/[^\s\"<>?#]+)")
_ACL = re.compile(
    r"^(?:www\.)?(?:aclanthology\.org|aclweb\.org/anthology)/"
    r"(?P<id>[A-Z]\d\d-\d{4,5}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+)",
    re.IGNORECASE,
)
_OPENREVIEW = re.compile(r"^openreview\.net/(?:forum|pdf|attachment|revisions)$", re.IGNORECASE)
_GITHUB = re.compile(r"^(?:www\.)?github\.com/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+)", re.IGNORECASE)

# Query parameters that only say where a reader came from or how to show the page.
_IDLE_PARAMETERS = re.compile(
    r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|si|feature|ref|ref_src|ref_url|source|usp|spm"
    r"|t|start|tab|style|social|via|trk|share|scene|from|hl|oe)$"
)
# Each sign can be matched in one way only: a thousand slashes would take for ever otherwise.
_PATH_END = re.compile(r"(?<![/\s])(?:/(?:index\.html?)?|\s)++$")
_FRONT_PAGE = re.compile(r"^(/[^/]+/[^/]+?)(?:\.git)?(?:/(?:tree|blob)/(?:main|master))?$")
_TEXT_FRAGMENT = re.compile(r"[#&]?:~:text=.*$")


@lru_cache(maxsize=4096)
def bare_arxiv(text: str) -> str | None:
    """The arXiv id in an address or text such as ``arXiv:2305.18290v2``, without its version.

    Old ids keep their archive (``hep-th/9901001``); arxiv.org/help/arxiv_identifier.
    """
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS_OF_ARXIV):
        return None
    text = text.removeprefix("https://").removeprefix("http://")
    for pattern in (_ARXIV_URL, _ARXIV_TEXT, _ARXIV_DOI, _ARXIV_HF):
        if match := pattern.search(text):
            return _checked_arxiv(match["id"])
    return None


def _checked_arxiv(value: str) -> str | None:
    """The id where it can exist: its month, and four digits up to 2014, five from 2015 on.

    An old id drops its subject class: ``math.GT/0309136`` is ``math/0309136``.
    """
    number = value.split("/")[-1]
    if not "01" <= number[2:4] <= "12":
        return None
    if "/" in value:
        return re.sub(r"\..*?/", "/", value.lower())
    return value if (len(number) == 10) == (number[:4] >= "1501") else None


def arxiv_year(arxiv: str) -> int:
    """The year an arXiv id was given in (``2305.18290`` → 2023, ``hep-th/9901001`` → 1999)."""
    short = int(arxiv.split("/")[-1][:2])
    return 1900 + short if short > 90 else 2000 + short


def bare_doi(text: str) -> str | None:
    """The DOI in an address or text, lower case, without resolver and closing punctuation."""
    match = _DOI.search(unquote(text))
    return match["doi"].rstrip(").,;]}").lower() if match else None


def is_safe(url: str) -> bool:
    """True for the schemes a reader may be sent to: http, https and mailto."""
    return url.split(":", 1)[0].lower() in SAFE_SCHEMES and urlsplit_or_none(url) is not None


@lru_cache(maxsize=1 << 18)
def urlsplit_or_none(url: str) -> tuple[str, str, str, str, str] | None:
    """``urllib.parse.urlsplit`` that answers None to a malformed address."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return (parts.scheme, parts.netloc, parts.path, parts.query, parts.fragment)


@lru_cache(maxsize=1 << 18)
def normal_url(url: str) -> str:
    """An address in the form used for comparing: https, no ``www``, nothing that does not identify.

    Dropped are the fragment, a closing slash, ``index.html``, a repository's branch root and
    tracking or time parameters; all else stays (``v=`` and ``__biz=`` do identify).
    """
    url = url.strip()
    parts = urlsplit_or_none(_TEXT_FRAGMENT.sub("", url) if ":~:" in url else url)
    if parts is None:
        return url
    _, netloc, path, query, fragment = parts
    host = netloc.rsplit("@", 1)[-1].lower().removeprefix("www.").removesuffix(":443")
    host = {"youtu.be": "youtube.com", "m.youtube.com": "youtube.com", "x.com": "twitter.com"}.get(
        host, host
    )
    if "youtu.be" in netloc and path.strip("/"):
        query, path = f"v={path.strip('/')}&{query}", "/watch"
    if path.endswith(("/", "/index.htm", "/index.html")) or path[-1:].isspace():
        path = _PATH_END.sub("", path)
    if host == "github.com":
        path = _FRONT_PAGE.sub(r"\1", path).lower()
    kept = [
        (name, value)
        for name, value in (parse_qsl(query, keep_blank_values=True) if query else ())
        if not _IDLE_PARAMETERS.match(name.lower())
    ]
    # A fragment that begins with `/` or `!` addresses a page of a script-made site.
    hash_route = fragment if fragment.startswith(("/", "!")) else ""
    return urlunsplit(("https", host, path, urlencode(kept), hash_route))


@lru_cache(maxsize=4096)
def parse_identifier(url: str) -> Identifier | None:
    """The strongest identifier an address holds; ``url:`` for any other web address.

    Repositories are identified by owner and name only where the address is their front page.
    """
    if not is_safe(url) or url.lower().startswith("mailto:"):
        return None
    normal = normal_url(url)
    bare = normal.removeprefix("https://")
    if arxiv := bare_arxiv(bare):
        return Identifier("arxiv", arxiv)
    host, _, rest = bare.partition("/")
    if _OPENREVIEW.match(bare.split("?")[0]):
        values = dict(parse_qsl(urlsplit(normal).query))
        if note := values.get("id"):
            return Identifier("openreview", note)
    if match := _ACL.match(bare):
        return Identifier("acl", re.sub(r"\.pdf$", "", match["id"]))
    if (host.endswith("doi.org") or "/doi/" in bare) and (doi := bare_doi(rest)):
        return Identifier("doi", doi)
    if (match := _GITHUB.match(bare)) and "/" not in bare[match.end() :].rstrip("/"):
        return Identifier(
            "github", f"{match['owner']}/{match['name']}".lower().removesuffix(".git")
        )
    return Identifier("url", bare) if host and "." in host else None


def identifier_url(identifier: Identifier) -> str:
    """The landing page of an identifier."""
    prefix = {
        "arxiv": "https://arxiv.org/abs/",
        "doi": "https://doi.org/",
        "acl": "https://aclanthology.org/",
        "openreview": "https://openreview.net/forum?id=",
        "github": "https://github.com/",
        "url": "https://",
    }[identifier.scheme]
    return prefix + identifier.value
