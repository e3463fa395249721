"""When two witnesses can be one work: titles, authors, kinds and repository names compared.

Every test is symmetric, so that the order of the witnesses cannot matter. An identifier alone is no
proof: lists print two works under one, and one work under an old title or a wrong one.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import product

from surveybook.merging.witnesses import Witness
from surveybook.merging.words import initials, numerals, shared_part, significant, squeezed
from surveybook.model import Identifier, Kind
from surveybook.names import same_person

SIMILAR = 0.88
"""Letters in common (difflib's ratio) that make two titles one title with a slip."""
OLD_TITLE = 0.5
"""Significant words in common that make a title an earlier form of another, where an identifier is
shared and no authors speak against it."""
_SERIES = 0.5


def titles_agree(one: str, other: str) -> bool:
    """True where two folded titles are one: equal, one begins or ends the other, or near."""
    if one == other:
        return bool(one)
    if not one or not other or in_series(one, other):
        return False
    short, long = sorted((one, other), key=lambda title: (len(title), title))
    if long.startswith(f"{short} ") or long.endswith(f" {short}"):
        return True
    if len(short) < SIMILAR * len(long) / (2 - SIMILAR):
        return False
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= SIMILAR


def in_series(one: str, other: str) -> bool:
    """True for two parts or versions of one series: the same words, but other numbers."""
    left, right = numerals(one), numerals(other)
    if not left or not right or left == right:
        return False
    rest = " ".join(sorted(significant(one) - left)), " ".join(sorted(significant(other) - right))
    return rest[0] == rest[1] or shared_part(*rest) >= _SERIES


def any_title_agrees(one: Witness, other: Witness) -> bool:
    """True where any title or label of one is a title or label of the other."""
    if any(titles_agree(left, right) for left, right in product(one.titles, other.titles)):
        return True
    labels = [squeezed(one.label), squeezed(other.label)]
    if labels[0] and labels[0] == labels[1]:
        return not any(in_series(a, b) for a, b in product(one.titles, other.titles))
    return any(
        label and label in map(squeezed, witness.titles)
        for label, witness in zip(labels, (other, one), strict=True)
    )


def authors_agree(one: Witness, other: Witness) -> bool:
    """True where first authors can be one person, or half of the shorter list is in the longer."""
    if not one.families or not other.families:
        return False
    if one.families[0] == other.families[0] and (
        one.is_loose or other.is_loose or same_person(one.names[0], other.names[0])
    ):
        return True
    return 2 * _shared_families(one, other) >= min(len(set(one.families)), len(set(other.families)))


def _shared_families(one: Witness, other: Witness) -> int:
    return len(set(one.families) & set(other.families))


def authors_disagree(one: Witness, other: Witness) -> bool:
    """True where both name people in full and they are not the same people."""
    return not one.is_loose and not other.is_loose and not authors_agree(one, other)


def same_work(one: Witness, other: Witness, shared: Identifier) -> bool:
    """True where two witnesses that share an identifier are one work, not two under one id."""
    if is_code_beside_paper(one, other, shared):
        return False
    if any_title_agrees(one, other):
        return True
    if any(in_series(left, right) for left, right in product(one.titles, other.titles)):
        return False
    if shared.scheme == "github" and one.kind is other.kind is Kind.CODE:
        return all(named_after(witness, shared) for witness in (one, other))
    overlap = max(shared_part(left, right) for left, right in product(one.titles, other.titles))
    if not one.families or not other.families:
        return overlap >= OLD_TITLE
    # One shared name proves little (a first author writes many papers), two or more do.
    if authors_agree(one, other):
        return overlap > 0 or _shared_families(one, other) >= 2
    return not authors_disagree(one, other) and overlap >= OLD_TITLE


def is_code_beside_paper(one: Witness, other: Witness, shared: Identifier) -> bool:
    """True where a paper's main link leads to its repository, which is a work of its own."""
    codes = [witness.kind is Kind.CODE and not witness.is_paper for witness in (one, other)]
    return shared.scheme == "github" and codes[0] != codes[1] and (one.is_paper or other.is_paper)


def named_after(witness: Witness, repository: Identifier) -> bool:
    """True where a title or label is, begins with, or abbreviates to a repository's name."""
    name = squeezed(repository.value.rpartition("/")[2])
    if len(name) < 3:
        return False
    for title in (*witness.titles, witness.label):
        tight = title.replace(" ", "")
        if tight.startswith(name) or initials(title).startswith(name):
            return True
    return False


def kinds_fit(one: Witness, other: Witness) -> bool:
    """True where two works of one title can be one although no identifier says so.

    A talk, a repository or a post often bears the title of its paper: then they are two works,
    unless one side is of no known kind or has no address. Post and paper by the same people are
    one.
    """
    if Kind.OTHER in (one.kind, other.kind) or not (one.has_address and other.has_address):
        return True
    classes = {_kind_class(one), _kind_class(other)}
    if classes == {"paper", "blog"}:
        return authors_agree(one, other)
    return len(classes) == 1


def _kind_class(witness: Witness) -> str:
    return "paper" if witness.is_paper else str(witness.kind)
