"""Where a work was published: what Crossref and DBLP say of a DOI, joined with the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from surveybook.merging.venues import ARXIV, find_venue, is_preprint, venue_form
from surveybook.model import Publication


def make_publication(
    kind: str,
    printed: Sequence[str],
    year: int,
    *,
    volume: str = "",
    number: str = "",
    pages: str = "",
    publisher: str = "",
    doi: str = "",
    url: str = "",
) -> Publication | None:
    """A publication with its venue as venues.toml spells it; None where that is a preprint server.

    A venue that the table does not know stays as it is printed.
    """
    known = [venue for venue in map(find_venue, printed) if venue not in (None, ARXIV)]
    venue = known[0] if known else None
    if venue is None and any(map(is_preprint, printed)):
        return None
    return Publication(
        venue.type if venue is not None else kind,
        venue.full if venue is not None else printed[0],
        year,
        venue.short if venue is not None and venue.short != venue.full else "",
        volume,
        number,
        pages,
        publisher,
        doi,
        url,
    )


def same_venue(one: Publication, other: Publication) -> bool:
    """True where two spellings name one venue."""
    return venue_form(one.venue) == venue_form(other.venue)


def fill(kept: Publication, other: Publication) -> Publication:
    """The kept publication, its empty fields filled from another."""
    empty = {
        f.name: getattr(other, f.name) for f in fields(Publication) if not getattr(kept, f.name)
    }
    return replace(kept, **empty)


def overwrite(kept: Publication, other: Publication) -> Publication:
    """The other publication; its empty fields, the spelling of the venue and the page stay."""
    spelled = replace(other, type=kept.type, venue=kept.venue, short=kept.short, url=kept.url)
    return fill(spelled, fill(kept, other))


def differences(kept: Publication, other: Publication) -> tuple[tuple[str, str, str], ...]:
    """Where both say something, and not the same: field, kept value, other value."""
    names = ("year", "volume", "number", "pages", "doi")
    pairs = ((name, str(getattr(kept, name)), str(getattr(other, name))) for name in names)
    return tuple(pair for pair in pairs if pair[1] and pair[2] and pair[1] != pair[2])
