"""The links of a built site, and those that lead nowhere."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """What a page links to, and the places in it that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather addresses and ids."""
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            if name == "src" or (name == "href" and tag in ("a", "link")):
                self.links.add(value or "")


def read_pages(site: Path) -> dict[Path, Page]:
    """Every page of a site."""
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def broken_links(site: Path) -> list[str]:
    """``page: link`` for each link within the site whose file or anchor is not there."""
    pages = read_pages(site)
    return [
        f"{path.relative_to(site)}: {link}"
        for path, page in pages.items()
        for link in sorted(page.links)
        if not (urlsplit(link).scheme or _resolves(path, link, pages))
    ]


def _resolves(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target not in pages:
        return target.is_file()
    return unquote(parts.fragment) in pages[target].anchors
