"""What Sphinx and furo leave to be said for those who hear a page or use no mouse.

Their templates give no place to say it, so that the written pages are mended: the level of headings
in the navigation, names for landmarks, no roles that ARIA has withdrawn, focus for what scrolls, a
heading for the search page.
"""

from __future__ import annotations

MENDED = (
    ('class="caption" role="heading">', 'class="caption" role="heading" aria-level="2">'),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="The book">'),
    ('<aside class="toc-drawer">', '<aside class="toc-drawer" aria-label="On this page">'),
    (' role="doc-biblioentry"', ""),
    ('<div role="list" class="citation-list">', '<div class="citation-list">'),
    ('<div class="highlight"><pre>', '<div class="highlight"><pre tabindex="0">'),
    ('<div id="search-results"></div>', '<h1>Search</h1>\n<div id="search-results">\n</div>'),
)
"""Each text as it is written, and as it ought to be; the second never holds the first."""


def mend_page(html: str) -> str:
    """A page with all of it said."""
    for written, right in MENDED:
        html = html.replace(written, right)
    return html
