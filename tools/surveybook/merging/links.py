"""The role of a link: paper, pdf, code, data, model, talk, news, project or other.

What decides, in this order: the name of its field, its text, its host. One ordered table for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from surveybook.identifiers import bare_arxiv, identifier_url, is_safe, normal_url
from surveybook.model import Entry, Identifier, Kind, WorkLink

_FIELDS = (
    (r"keyword|task|environment|tag|topic|metric", "other"),
    (r"pdf", "pdf"),
    (r"code|implement|repo|github|official|software", "code"),
    (r"data|benchmark|corpus", "data"),
    (r"model|checkpoint|weight|hugging", "model"),
    (r"talk|video|presentation|slide|poster|tutorial|lecture|recording", "talk"),
    (r"news|blog|post|press|article|media|explain", "news"),
    (r"project|web|home|site|demo|page", "project"),
    (r"paper|arxiv|abs|openreview|doi|acl|link|url|publication|preprint", "paper"),
)
_TEXTS = (
    (r"^(?:pdf|full text)\b|\.pdf$", "pdf"),
    (r"^(?:paper|arxiv|abs|abstract|openreview|doi|acl|preprint|html|link)\b", "paper"),
    (r"^(?:code|github|repo|repository|implementation|official(?: code)?|pytorch)\b", "code"),
    (r"^(?:data|dataset|datasets|benchmark)\b", "data"),
    (r"^(?:models?|weights|checkpoints?|model card)\b", "model"),
    (r"^(?:talk|video|slides?|presentation|poster|tutorial|lecture|recording|youtube)\b", "talk"),
    (r"^(?:news|blog|blog ?post|post|tweet|thread|article|press)\b", "news"),
    (r"^(?:project|website|web ?page|home ?page|page|site|demo)\b", "project"),
)
_HOSTS = (
    (r"^scholar\.google\.[\w.]+/scholar\?.*\bcites=", "citations"),
    (r"\.pdf$", "pdf"),
    (r"^(?:arxiv\.org/pdf|openreview\.net/pdf)", "pdf"),
    (r"^(?:arxiv|openreview|aclanthology|doi|dl\.acm|proceedings\.)[\w.]*\b|^semanticscholar|"
     r"^api\.semanticscholar|^proceedings\.|^jmlr\.org|^huggingface\.co/papers", "paper"),
    (r"^(?:github|gitlab|bitbucket|gist\.github)\.(?:com|org)|^colab\.|^codeberg\.org", "code"),
    (r"^(?:huggingface\.co/datasets|kaggle\.com/datasets|zenodo\.org|data\.)", "data"),
    (r"^huggingface\.co/(?:blog|spaces|posts|learn)", "news"),
    (r"^huggingface\.co/(?!docs)[\w.-]+/[\w.-]+", "model"),
    (r"^(?:youtube\.com|vimeo\.com|bilibili\.com|slideslive\.com|docs\.google\.com/presentation)",
     "talk"),
    (r"^(?:mp\.weixin\.qq\.com|jiqizhixin\.com|qbitai\.com|zhuanlan\.zhihu\.com|twitter\.com"
     r"|medium\.com|reddit\.com|news\.|blogs?\.)", "news"),
    (r"^[\w-]+\.github\.io|^sites\.google\.com", "project"),
)  # fmt: skip
_OF_KIND = {
    Kind.PAPER: "paper",
    Kind.REPORT: "paper",
    Kind.CODE: "code",
    Kind.MODEL: "model",
    Kind.DATASET: "data",
    Kind.TALK: "talk",
}


_Table = tuple[tuple[re.Pattern[str], str], ...]


def _compiled(table: Iterable[tuple[str, str]]) -> _Table:
    return tuple((re.compile(pattern), role) for pattern, role in table)


_BY_FIELD, _BY_TEXT, _BY_HOST = map(_compiled, (_FIELDS, _TEXTS, _HOSTS))


def _first(table: _Table, text: str) -> str | None:
    return next((role for pattern, role in table if pattern.search(text)), None)


@lru_cache(maxsize=4096)
def _role_of_field(name: str) -> str | None:
    return _first(_BY_FIELD, name.lower())


@lru_cache(maxsize=4096)
def _role_of_text(text: str) -> str | None:
    return _first(_BY_TEXT, text.strip().lower().strip("[]()*`. "))


def link_role(text: str, url: str, field: str = "") -> str:
    """The role of a link from its field's name, its text and its address."""
    role = (_role_of_field(field) if field else None) or _role_of_text(text)
    if role not in (None, "paper"):
        return role
    by_host = _first(_BY_HOST, normal_url(url).removeprefix("https://").lower())
    # "Paper" may lead to the PDF itself; nothing else in the table is that sure of its host.
    if role == "paper" and by_host == "pdf":
        return "pdf"
    return role or by_host or "other"


@lru_cache(maxsize=1 << 18)
def tidy_address(url: str) -> str:
    """An address as the book prints it: arXiv without version, all else as printed."""
    arxiv = bare_arxiv(url) if "arxiv.org" in url.lower() else None
    if arxiv is None:
        return url.strip()
    is_pdf = re.search(r"arxiv\.org/pdf/", url, re.IGNORECASE)
    page = identifier_url(Identifier("arxiv", arxiv))
    return page.replace("/abs/", "/pdf/") if is_pdf else page


def entry_links(entry: Entry) -> Iterator[WorkLink]:
    """Every link of an entry with its role: the main one, then in the order printed."""
    fields = {
        link.url: name
        for name, value in reversed(list(entry.fields.items()))
        if isinstance(value, tuple)
        for link in value
    }
    if entry.url:
        text = next((link.text for link in entry.links if link.url == entry.url), "")
        role = link_role(text, entry.url, fields.get(entry.url, ""))
        main = _OF_KIND.get(entry.kind, role)
        is_pdf = role == "pdf" and main == "paper"
        is_code = role == "code" and main == "paper"
        yield WorkLink(role if is_pdf or is_code else main, text, entry.url)
    for link in entry.links:
        if link.url and link.url != entry.url:
            yield WorkLink(
                link_role(link.text, link.url, fields.get(link.url, "")), link.text, link.url
            )
    printed = {entry.url, *(link.url for link in entry.links)}
    for name, value in entry.fields.items():
        if isinstance(value, tuple):
            for link in value:
                if link.url and link.url not in printed:
                    yield WorkLink(link_role(link.text, link.url, name), link.text, link.url)


def merge_links(
    entries: Iterable[Entry], identifiers: Iterable[Identifier]
) -> tuple[WorkLink, ...]:
    """The links of all entries of a work, each address once, in the order of lists and lines."""
    found: dict[str, WorkLink] = {}
    for entry in entries:
        for link in entry_links(entry):
            if is_safe(link.url):
                url = tidy_address(link.url)
                found.setdefault(normal_url(url), WorkLink(link.role, link.text, url))
    for identifier in identifiers:
        if identifier.scheme == "arxiv":
            page = identifier_url(identifier)
            found.setdefault(normal_url(page), WorkLink("paper", "arXiv", page))
    return tuple(found.values())
