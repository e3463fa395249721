"""The forms of the book, and what their files are called."""

from __future__ import annotations

from enum import StrEnum

BOOK_FILE = "learning-from-feedback"
WORKS_FOLDER = "works"
"""The folder of the site with a page and a few small records for each work."""


class Format(StrEnum):
    """The forms of the book."""

    HTML = "html"
    PDF = "pdf"
    EPUB = "epub"
    TEX = "tex"


FORMS_TO_LOAD = {
    Format.PDF: f"{BOOK_FILE}.pdf",
    Format.EPUB: f"{BOOK_FILE}.epub",
    Format.TEX: f"{BOOK_FILE}-tex.tar.gz",
}
"""The forms that are one file each: their name, on disk and on the site."""
