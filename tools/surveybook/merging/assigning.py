"""Keys for works: those in the lock first, then new ones, the same in any order of the works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from surveybook.merging.key_forms import key_forms, name_part, title_words
from surveybook.merging.keys import Keys
from surveybook.merging.words import MIN_WORDS, folded, weight
from surveybook.model import Identifier, Kind, Work
from surveybook.problems import Code, Level, Problem


@dataclass(frozen=True, slots=True)
class Claimant:
    """A work that wants a key: under which identities it is known, and under which it was.

    ``own`` are its identifiers (or its title); ``lost`` those it is printed under but
    does not keep; ``titles`` every title it has been printed under.
    """

    work: Work
    own: tuple[str, ...]
    lost: tuple[str, ...]
    titles: tuple[str, ...]


def make_claimant(work: Work, lost: Iterable[Identifier]) -> Claimant:
    """A work as a claimant."""
    printed = (entry.title for entry in work.entries)
    before = (one.item for entry in work.entries for one in entry.corrections)
    titles = (work.title, *work.other_titles, *printed, *before)
    known = tuple(dict.fromkeys(f"title:{folded(title)}" for title in titles))
    own = tuple(map(str, work.identifiers)) or known[:1]
    kinds = dict.fromkeys((work.kind, *(entry.kind for entry in work.entries)))
    full = (_full_title(title, work, kind) for title in known for kind in kinds)
    return Claimant(work, own, tuple(map(str, lost)), (*known, *full))


def _full_title(title: str, work: Work, kind: Kind) -> str:
    """The identity of a work that another of the same title stands beside."""
    return f"{title} / {name_part(work)} / {kind}"


def assign_keys(
    claimants: Sequence[Claimant], keys: Keys
) -> tuple[tuple[str, ...], Keys, tuple[Problem, ...]]:
    """A key for each claimant, the lock with the new ones, and what is odd in the lock.

    First come locked keys by identifier, then locked keys by title, then new keys.
    """
    claimants = _told_apart(claimants)
    assigned: dict[int, str] = {}
    aliases = dict(keys.aliases)
    problems: list[Problem] = []
    wins = _locked(claimants, keys, problems)
    by_title = _by_title(claimants, keys, wins)
    for index in sorted({*wins, *by_title}):
        kept, *others = (*sorted(wins.get(index, ())), *sorted(by_title.get(index, ())))
        assigned[index] = kept
        aliases.update(dict.fromkeys(others, kept))
        if others:
            problems.append(_two_keys(claimants[index].work, kept, others, keys.path))
    _assign_new(claimants, keys, assigned)
    found = tuple(assigned[index] for index in range(len(claimants)))
    new = _extended(claimants, found, replace(keys, aliases=aliases))
    problems += _left_over(claimants, keys, {new.resolve(key) for key in found})
    return found, new, tuple(problems)


def _told_apart(claimants: Sequence[Claimant]) -> list[Claimant]:
    """Works known by one title only get identities that differ: by name, kind and then place."""
    counts = Counter(claimant.own[0] for claimant in claimants)
    seen: Counter[str] = Counter()
    found = []
    for claimant in claimants:
        identity = claimant.own[0]
        if counts[identity] > 1 and identity.startswith("title:"):
            identity = _full_title(identity, claimant.work, claimant.work.kind)
            seen[identity] += 1
            number = f" / {seen[identity]}" if seen[identity] > 1 else ""
            claimant = replace(claimant, own=(identity + number,))
        found.append(claimant)
    return found


def _locked(
    claimants: Sequence[Claimant], keys: Keys, problems: list[Problem]
) -> dict[int, set[str]]:
    """Which claimant wins which locked keys."""
    wanted: dict[str, list[int]] = {}
    for index, claimant in enumerate(claimants):
        for key in _locked_keys(claimant, keys):
            wanted.setdefault(key, []).append(index)
    wins: dict[int, set[str]] = {}
    for key in sorted(wanted):
        best = min(wanted[key], key=lambda index: _rank(claimants[index], key, keys))
        wins.setdefault(best, set()).add(key)
        owners = [i for i in wanted[key] if _owns(claimants[i], key, keys)]
        if len(owners) > 1:
            problems.append(_two_works(claimants, key, best, owners, keys.path))
    return wins


def _locked_keys(claimant: Claimant, keys: Keys) -> list[str]:
    """The locked keys that a work's identities lead to, each once.

    What a work lost speaks for it only where nothing of its own does, or where the key was made
    from one of its titles: else an identifier that is printed wrong would draw a stranger's key.
    """
    own = [keys.resolve(keys.identities[i]) for i in claimant.own if i in keys.identities]
    lost = [keys.resolve(keys.identities[i]) for i in claimant.lost if i in keys.identities]
    fitting = [key for key in lost if not own or _is_made_from(key, claimant)]
    return list(dict.fromkeys((*own, *fitting)))


def _is_made_from(key: str, claimant: Claimant) -> bool:
    words = (title_words(title.removeprefix("title:"))[:1] for title in claimant.titles)
    rest = re.sub(r"^[a-z]+\d{4}", "", key)
    return any(rest.startswith(first) for first, *_ in filter(None, words))


def _owns(claimant: Claimant, key: str, keys: Keys) -> bool:
    return any(keys.resolve(keys.identities.get(i, "")) == key for i in claimant.own)


def _rank(claimant: Claimant, key: str, keys: Keys) -> tuple[bool, bool, str, str]:
    """The work from which the key was made comes first, then one that still has the identifier."""
    is_form = key in key_forms(claimant.work)
    return (not is_form, not _owns(claimant, key, keys), *_order(claimant))


def _order(claimant: Claimant) -> tuple[str, str]:
    return (folded(claimant.work.title), claimant.own[0])


def _by_title(
    claimants: Sequence[Claimant], keys: Keys, wins: Mapping[int, set[str]]
) -> dict[int, set[str]]:
    """Which claimant wins the keys that works had while they were known by their titles only."""
    taken = set().union(*wins.values())
    wanted: dict[str, list[int]] = {}
    for index, claimant in enumerate(claimants):
        for title in claimant.titles:
            if title in keys.identities:
                wanted.setdefault(keys.resolve(keys.identities[title]), []).append(index)
    found: dict[int, set[str]] = {}
    for key in sorted(set(wanted) - taken):
        best = min(wanted[key], key=lambda i: (i in wins, *_rank(claimants[i], key, keys)))
        found.setdefault(best, set()).add(key)
    return found


class _Forms:
    """The forms of a work's key one by one, as most works need only the first."""

    def __init__(self, work: Work) -> None:
        self.last = ""
        self._seen: set[str] = set()
        self._forms = key_forms(work)

    def advance(self) -> bool:
        """Goes on to the next form that is another than those before; False behind the last."""
        found = next((form for form in self._forms if form not in self._seen), None)
        if found is None:
            return False
        self.last = found
        self._seen.add(found)
        return True


def _assign_new(claimants: Sequence[Claimant], keys: Keys, assigned: dict[int, str]) -> None:
    """New keys: all that want one form at once go on to longer ones, so that no order matters."""
    taken = set(keys.reserved) | set(assigned.values())
    open_ones = {
        index: _Forms(claimant.work)
        for index, claimant in enumerate(claimants)
        if index not in assigned
    }
    while open_ones:
        wanted: dict[str, list[int]] = {}
        for index, forms in open_ones.items():
            if forms.advance():
                wanted.setdefault(forms.last, []).append(index)
        if not wanted:
            break
        free = {key: holders[0] for key, holders in wanted.items() if len(holders) == 1}
        for key, index in free.items():
            if key not in taken:
                assigned[index] = key
                taken.add(key)
                del open_ones[index]
    _assign_last(claimants, open_ones, assigned, taken)


def _assign_last(
    claimants: Sequence[Claimant],
    open_ones: Mapping[int, _Forms],
    assigned: dict[int, str],
    taken: set[str],
) -> None:
    """Works that nothing tells apart: the number is their place by title and identity."""
    for index in sorted(open_ones, key=lambda i: _order(claimants[i])):
        stem, number = open_ones[index].last, 2
        while f"{stem}n{number}" in taken:
            number += 1
        assigned[index] = f"{stem}n{number}"
        taken.add(assigned[index])


def _extended(claimants: Sequence[Claimant], found: Sequence[str], keys: Keys) -> Keys:
    """The lock with each identity's key as it is now; no key is ever dropped from it.

    A title of some length is kept beside the identifiers, so that a work is found again after its
    identifier was put right; a title that two works share is not.
    """
    identities = {identity: keys.resolve(key) for identity, key in keys.identities.items()}
    counts = Counter(claimant.titles[0] for claimant in claimants)
    for claimant, key in zip(claimants, found, strict=True):
        title = claimant.titles[0]
        if counts[title] > 1:
            identities.pop(title, None)
        elif weight(title.removeprefix("title:")) >= MIN_WORDS:
            identities[title] = key
    for claimant, key in zip(claimants, found, strict=True):
        identities.update(dict.fromkeys(claimant.own, key))
    return replace(keys, identities=identities)


def _left_over(claimants: Sequence[Claimant], keys: Keys, living: Collection[str]) -> list[Problem]:
    """Locked keys that no work has any more, although their identifier is still printed."""
    dead: dict[str, list[str]] = {}
    for identity, key in keys.identities.items():
        if keys.resolve(key) not in living:
            dead.setdefault(identity.partition(" / ")[0], []).append(key)
    found = []
    for claimant in claimants:
        for identity in dict.fromkeys((*claimant.lost, *claimant.titles)):
            for key in dead.pop(identity, ()):
                message = (
                    f"`{key}` is locked for {identity}, which now belongs to "
                    f"“{claimant.work.title}” with another key; if that is the same work, "
                    f'add the line {key} = "…" with its key to [aliases]'
                )
                found.append(Problem(keys.path, 0, Level.WARNING, Code.KEY_LOCK, message))
    return found


def _two_keys(work: Work, kept: str, others: Sequence[str], path: str) -> Problem:
    named = ", ".join(f"`{key}`" for key in others)
    message = (
        f"“{work.title}” has more than one key in the lock, as its entries are now one work; "
        f"kept `{kept}`, and {named} became an alias of it. If it is two works, correct their "
        "identifiers; if not, there is nothing to do"
    )
    return Problem(path, 0, Level.WARNING, Code.KEY_LOCK, message)


def _two_works(
    claimants: Sequence[Claimant], key: str, best: int, own: Sequence[int], path: str
) -> Problem:
    others = "; ".join(sorted(f"“{claimants[i].work.title}”" for i in own if i != best))
    message = (
        f"the lock gives `{key}` to two works: “{claimants[best].work.title}” keeps it, and a new "
        f"key is made for {others}. If they are one work, add a record that names both titles"
    )
    return Problem(path, 0, Level.WARNING, Code.KEY_LOCK, message)
