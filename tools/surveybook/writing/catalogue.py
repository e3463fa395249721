"""What a page shows of a work, as Markdown lines: title, credit, context. And how lists are named.

Everything that comes from outside passes through ``markdown``; templates only set it in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from surveybook.characters import CJK
from surveybook.identifiers import parse_identifier
from surveybook.model import Kind, Name, Reading, Work, WorkLink
from surveybook.names import fold
from surveybook.writing.addresses import page_of
from surveybook.writing.clean import clean_text
from surveybook.writing.latex import typographic
from surveybook.writing.markdown import destination, escape, escape_title, link, plain_title
from surveybook.writing.references import site_name

SHOWN_AUTHORS = 3
ROLES: Mapping[str, str] = {
    "paper": "paper",
    "pdf": "PDF",
    "code": "code",
    "data": "data",
    "model": "model",
    "project": "project",
    "talk": "talk",
    "news": "news",
    "citations": "citations",
    "other": "link",
}
"""The words under which links are shown, in the order in which they are."""
_MAIN_ROLE = {Kind.CODE: "code", Kind.DATASET: "data", Kind.MODEL: "model", Kind.TALK: "talk"}


@dataclass(frozen=True, slots=True)
class ListName:
    """How the book calls a reading list, and the label of its part of the appendix."""

    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """A work as a page shows it; every text is Markdown."""

    key: str
    title: str
    credit: str


def list_names(readings: Sequence[Reading]) -> dict[str, ListName]:
    """For each list's stem its title (the stem where it has none) and a label of its own."""
    names: dict[str, ListName] = {}
    taken: set[str] = set()
    for reading in readings:
        slug = re.sub(r"[^a-z0-9]+", "-", reading.list.stem.lower()).strip("-") or "list"
        label, number = f"list-{slug}", 2
        while label in taken:
            label, number = f"list-{slug}-{number}", number + 1
        taken.add(label)
        names[reading.list.stem] = ListName(reading.list.title or reading.list.stem, label)
    return names


def make_card(work: Work) -> Card:
    """A work's entry in its chapter: what it is, who made it, where it appeared, its links."""
    return Card(work.key, _title(work), _credit(work))


def title_link(work: Work) -> str:
    """The title as a link to the work's entry at its home."""
    return f"[{escape_title(work.title) or work.key}](#work-{work.key})"


def _title(work: Work) -> str:
    """The title in bold, the label before it unless the title begins with it."""
    title = escape_title(work.title) or escape(work.label or "") or work.key
    label = escape(work.label or "")
    if not label or fold(plain_title(work.title)).startswith(fold(work.label or "")):
        return f"**{title}**"
    return f"**{label}** · **{title}**"


def _credit(work: Work) -> str:
    """Authors, venue and year, links: the parts that are known, with dots between."""
    venue = escape(venue_and_year(work))
    parts = [escape(authors_text(work)), venue, *show_links(work_links(work))]
    return " · ".join(part for part in parts if part)


def authors_text(work: Work) -> str:
    """The authors for display: at most three, then ``et al.``, as where the list was cut before."""
    names = [text for name in work.authors if (text := clean_text(display_name(name)))]
    shown = names[:SHOWN_AUTHORS]
    cut = len(names) > SHOWN_AUTHORS or not work.authors_complete
    return ", ".join(shown) + (" et al." if shown and cut else "")


def display_name(name: Name) -> str:
    """A name for readers; Chinese, Japanese and Korean names stand family first."""
    if name.given and CJK.search(name.family):
        return typographic(name.family + name.given)
    return typographic(name.display)


def venue_and_year(work: Work) -> str:
    """``NeurIPS 2023``; the year of publication where there is one, else that of the work."""
    published = work.published
    venue = (published.short or published.venue) if published else work.venue or work.site
    year = published.year if published else work.year
    return " ".join(part for part in (venue, str(year) if year else "") if part)


def work_links(work: Work) -> tuple[WorkLink, ...]:
    """The links of a work by role, its own page first; each page once, and its PDF beside it."""
    page = page_of(work)
    own = [WorkLink(_MAIN_ROLE.get(work.kind, "paper"), "", page)] if page else []
    if own and work.kind is Kind.BLOG:
        own = [WorkLink("other", "post", page)]
    once: dict[tuple[str, bool], WorkLink] = {}
    for item in [*own, *work.links]:
        if destination(item.url):
            mark = (str(parse_identifier(item.url) or item.url), item.role == "pdf")
            kept = once.setdefault(mark, item)
            once[mark] = kept if kept.text else replace(kept, text=item.text)
    order = list(ROLES)
    return tuple(sorted(once.values(), key=lambda item: order.index(_role(item))))


def _role(item: WorkLink) -> str:
    return item.role if item.role in ROLES else "other"


def show_links(links: Sequence[WorkLink]) -> list[str]:
    """The links as Markdown, under the words of their roles."""
    return [link(text, url) for text, url in name_links(links).items()]


def name_links(links: Sequence[WorkLink]) -> dict[str, str]:
    """Address by text; the text is the word of the role, and tells several of one role apart."""
    roles = [_role(item) for item in links]
    named: dict[str, str] = {}
    for item, role in zip(links, roles, strict=True):
        if role == "paper" and ROLES[role] in named:
            # The work's own page comes first; its other pages go by the name of their site.
            text = site_name(item.url)
        else:
            text = _link_text(item, role, alone=role == "paper" or roles.count(role) == 1)
        if text in named:
            text = f"{ROLES[role]} ({site_name(item.url)})"
        number = 2
        while text in named:
            text, number = f"{ROLES[role]} {number}", number + 1
        named[text] = item.url
    return named


def _link_text(item: WorkLink, role: str, alone: bool) -> str:
    text = clean_text(item.text)
    telling = text and len(text) <= 40 and "://" not in text and fold(text) not in {role, "link"}
    if role == "other" and telling:
        return text
    return f"{ROLES[role]} ({text})" if telling and not alone else ROLES[role]


def list_link(stem: str, line: int, lists: Mapping[str, ListName]) -> str:
    """A list's title with a line number, linked to its part of the appendix."""
    if stem not in lists:
        return f"{escape(stem)}, line {line}"
    name = lists[stem]
    return f"[{escape(name.title)}, line {line}](#{name.label})"


def cite(keys: Iterable[str]) -> str:
    """A citation of works in parentheses; nothing where there are none."""
    joined = ",".join(dict.fromkeys(keys))
    return f"{{cite:p}}`{joined}`" if joined else ""
