"""How an entry of the bibliography reads: authors (year). Title. Venue. One link for each page.

Replaces pybtex's styles, which lower-case titles, drop an entry where a field is missing, fail at
entry types they do not know, and print three links to one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pybtex.plugin
from pybtex.style import FormattedEntry

from surveybook.identifiers import bare_arxiv, bare_doi
from surveybook.sphinxext.labels import Label, assign_labels, parse_label, sort_entries
from surveybook.sphinxext.latextext import plain_text
from surveybook.sphinxext.pieces import Piece, Pieces, join_plain

if TYPE_CHECKING:
    from pybtex.database import Entry, Person
    from sphinx.application import Sphinx

_MOST_AUTHORS = 12
_SHOWN_AUTHORS = 10


def full_name(person: Person) -> str:
    """``Given particle Family, Suffix``."""
    words = [*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names]
    return plain_text(" ".join(words)) + "".join(f", {part}" for part in person.lineage_names)


def author_list(persons: Sequence[Person]) -> str:
    """Everyone who signed, in order; a very long list is cut and says by how many."""
    cut = bool(persons) and full_name(persons[-1]) == "others"
    too_many = len(persons) > _MOST_AUTHORS and not cut
    names = [full_name(one) for one in (persons[:_SHOWN_AUTHORS] if too_many else persons)]
    if cut:
        return ", ".join(names[:-1]) + " et al."
    if too_many:
        return f"{', '.join(names)} and {len(persons) - _SHOWN_AUTHORS} others"
    if len(names) < 3:
        return " and ".join(names)
    return ", ".join(names[:-1]) + f" and {names[-1]}"


def page_links(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Each page once, as (text, address): the publisher's by DOI or address, then arXiv's.

    arXiv's own DOI and any address at arXiv are the page that ``eprint`` already names.
    """
    fields = entry.fields
    doi = bare_doi(fields.get("doi", "")) or ""
    url = plain_url(fields.get("url", ""))
    arxiv = fields.get("eprint", "") or bare_arxiv(doi) or bare_arxiv(url) or ""
    publisher = ""
    if doi and not bare_arxiv(doi):
        publisher = doi
    links = [(f"doi:{publisher}", f"https://doi.org/{publisher}")] if publisher else []
    if url and not publisher and not bare_arxiv(url):
        links.append((url, url))
    if arxiv:
        links.append((f"arXiv:{arxiv}", f"https://arxiv.org/abs/{arxiv}"))
    return tuple(links)


def plain_url(latex: str) -> str:
    """An address as written, without the escapes that some tools put before ``_ % # &``."""
    for sign in "_%#&~":
        latex = latex.replace("\\" + sign, sign)
    return latex.removeprefix("\\url{").removesuffix("}") if "\\url" in latex else latex


def venue_pieces(entry: Entry) -> list[Piece]:
    """Where it appeared: the proceedings or journal with volume and pages, or the site."""
    fields = entry.fields
    title = fields.get("booktitle") or fields.get("journal")
    if title is None:
        other = fields.get("howpublished") or fields.get("institution") or fields.get("publisher")
        return [Piece(plain_text(other))] if other and "\\url" not in other else []
    number = f"({fields['number']})" if "number" in fields else ""
    after = [f"{fields['volume']}{number}"] if "volume" in fields else []
    if "pages" in fields:
        after.append(f"pp. {plain_text(fields['pages'])}")
    if "publisher" in fields:
        after.append(plain_text(fields["publisher"]))
    before = "In " if "booktitle" in fields else ""
    rest = "".join(f", {part}" for part in after)
    return [Piece(before), Piece(plain_text(title), "em"), Piece(rest)]


def entry_text(entry: Entry, label: Label) -> Pieces:
    """The whole entry; a missing part is left out, never named."""
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    title = plain_text(entry.fields.get("title", entry.key))
    who = f"{author_list(persons)} ({label.year}). " if persons else ""
    when = "" if persons else f" ({label.year})"
    head = [Piece(who), Piece(title, "strong"), Piece(when)]
    note = [Piece(plain_text(entry.fields.get("note", "")))]
    parts = [*map(_sentence, (head, venue_pieces(entry), note)), _links(entry)]
    pieces = [piece for part in parts if part for piece in (Piece(" "), *part)]
    return join_plain(pieces[1:])


def _sentence(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a full stop where they have none; nothing for no text."""
    text = "".join(piece.text for piece in pieces)
    if not text:
        return []
    return [*pieces, Piece("" if text.endswith((".", "?", "!", "…")) else ".")]


def _links(entry: Entry) -> list[Piece]:
    links = [(Piece(" · "), Piece(text, address=address)) for text, address in page_links(entry)]
    return [piece for pair in links for piece in pair][1:]


class SurveyStyle:
    """The style as pybtex calls it: ``sort``, ``format_labels``, ``format_entry``."""

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Entries in the order of the bibliography."""
        return sort_entries(entries)

    def format_labels(self, entries: Sequence[Entry]) -> list[str]:
        """A label for each of the sorted entries."""
        return [str(label) for label in assign_labels(entries)]

    def format_entry(self, label: str, entry: Entry) -> FormattedEntry:
        """The entry as the bibliography prints it."""
        return FormattedEntry(entry.key, entry_text(entry, parse_label(label)), label)


def setup(_app: Sphinx) -> None:
    """Make the style known to pybtex as ``survey``."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "survey", SurveyStyle)
