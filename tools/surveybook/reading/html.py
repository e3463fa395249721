"""HTML inside Markdown as a flat row of events, each with the line it stands on."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SAME = {"strong": "b", "em": "i", "ins": "u", "del": "s", "strike": "s", "tt": "code"}

_COMMENT_ENDS = re.compile(r"--\s*>")
_TAG_ENDS = re.compile(r">")


class Event(NamedTuple):
    """A start tag, an end tag or a text; ``line`` is counted from 0 within the fragment."""

    kind: str
    value: str
    line: int
    attrs: tuple[tuple[str, str], ...] = ()


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.startswith(("http:", "https:")):
            # An address between angle brackets, as Markdown writes it.
            url = (self.get_starttag_text() or "").strip("<>")
            self._add("start", "a", (("href", url), ("auto", "1")))
            self._add("text", url)
            self._add("end", "a")
            return
        kept = tuple((name, value or "") for name, value in attrs)
        self._add("start", _SAME.get(tag, tag), kept)

    def handle_endtag(self, tag: str) -> None:
        self._add("end", _SAME.get(tag, tag))

    def handle_data(self, data: str) -> None:
        self._add("text", data)

    def _add(self, kind: str, value: str, attrs: tuple[tuple[str, str], ...] = ()) -> None:
        self.events.append(Event(kind, value, self.getpos()[0] - 1, attrs))


def _without_open_ends(fragment: str) -> str:
    """The fragment with each ``<`` that nothing closes as a character reference, which is text.

    The parser would look for the end of each, and always to the end of the fragment.
    """
    fragment = fragment.replace("<![", "&lt;![")  # a section of SGML, on which the parser may fail
    for begins, ends in (("<!--", _COMMENT_ENDS), ("<", _TAG_ENDS)):
        last = max((found.end() for found in ends.finditer(fragment)), default=0)
        rest = fragment[last:].replace(begins, f"&lt;{begins[1:]}")
        fragment = fragment[:last] + rest
    return fragment


def parse_html(fragment: str) -> tuple[Event, ...]:
    """The events of a fragment of HTML, which need not be complete; comments are left out."""
    collector = _Collector()
    collector.feed(_without_open_ends(fragment))
    collector.close()
    return tuple(collector.events)
