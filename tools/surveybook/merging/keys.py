"""Citation keys: the lock file that freezes them, and new keys beside the frozen ones.

The lock maps identity → key. An identity is an identifier (``arxiv:2305.18290``) or
``title:<folded title>``, which finds a work that has no identifier, or whose identifier was put
right. A key in the lock always wins; a key once used is never given to another work.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveybook.characters import DEVICES
from surveybook.problems import Code, Level, Problem
from surveybook.toml_tables import Table, parse_toml

_KEY = re.compile(rf"(?!{DEVICES}$)[a-z][a-z0-9]{{0,119}}")
_HEADER = """\
# The lock file of citation keys: identity = key. Written by `surveybook convert`, and committed.
# A key that has been published stays. To rename one: change its lines here and add to [aliases]
# the line `old = "new"`. To take one out of use for good: move it to [retired], with the reason.
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """The lock: identity → key, old key → new key, and keys that may never be used again."""

    identities: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    path: str = field(default="records/keys.toml", compare=False)

    def resolve(self, key: str) -> str:
        """The key that an alias leads to in the end; the key itself where it is none."""
        seen = {key}
        while (target := self.aliases.get(key)) is not None and target not in seen:
            seen.add(target)
            key = target
        return key

    @property
    def reserved(self) -> frozenset[str]:
        """Every key that no new work may have."""
        used = (*self.identities.values(), *self.aliases, *self.aliases.values(), *self.retired)
        return frozenset(used)


def parse_keys(text: str, path: str) -> tuple[Keys, tuple[Problem, ...]]:
    """The lock from its TOML text, and what is wrong in it.

    Tables: ``[keys]`` identity = key, ``[aliases]`` old = new, ``[retired]`` key = reason.
    """
    top, problems = parse_toml(text, path)
    if top is None:
        return Keys(path=path), problems
    parts = {name: top.table(name) for name in ("keys", "aliases", "retired")}
    top.close()
    identities, aliases, retired = (_strings(table) if table else {} for table in parts.values())
    keys = Keys(identities, aliases, retired, path)
    if parts["keys"]:
        _check_keys(parts["keys"], keys)
    if parts["aliases"]:
        _check_aliases(parts["aliases"], keys)
    return keys, tuple(top.problems)


def _strings(table: Table) -> dict[str, str]:
    return {name: value for name in table.values if (value := table.text(name, required=True))}


def _check_keys(table: Table, keys: Keys) -> None:
    for identity, key in keys.identities.items():
        if not _KEY.fullmatch(key):
            table.say(identity, _no_key(key), Code.KEY_LOCK)
        if key in keys.retired:
            message = (
                f"the key `{key}` is retired but still in use here; "
                "take its line out of [retired], or give this work another key"
            )
            table.say(identity, message, Code.KEY_LOCK)


def _no_key(key: str) -> str:
    return (
        f"the key `{key}` must be lower-case ASCII letters and digits, at most 120, and no name "
        "that Windows keeps for itself; rename it"
    )


def _check_aliases(table: Table, keys: Keys) -> None:
    used = set(keys.identities.values())
    for old in keys.aliases:
        # A page of the site has its name too.
        if not _KEY.fullmatch(old):
            table.say(old, _no_key(old), Code.KEY_LOCK)
        end = keys.resolve(old)
        if end in keys.aliases:
            message = (
                f"the alias `{old}` leads in a circle back to `{end}`; "
                "let the last alias lead to a key that a work has"
            )
            table.say(old, message, Code.ALIAS_CIRCLE)
        elif end not in used:
            message = (
                f"the alias `{old}` leads to `{end}`, which is no key in [keys]; "
                "mend the name, or give a work that key in [keys] too"
            )
            table.say(old, message, Code.KEY_LOCK)
        elif old in used:
            message = (
                f"`{old}` is an alias, yet [keys] still gives it to a work; write `{end}` there"
            )
            table.say(old, message, Code.KEY_LOCK, Level.WARNING)


def render_keys(keys: Keys) -> str:
    """The lock as TOML text: sorted, one line each, the same for equal values."""
    parts = [_HEADER]
    tables = (("keys", keys.identities), ("aliases", keys.aliases), ("retired", keys.retired))
    for name, values in tables:
        lines = [f"{_quoted(key)} = {_quoted(values[key])}" for key in sorted(values)]
        parts.append("\n".join([f"[{name}]", *lines]) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    """A TOML basic string; JSON escapes all that TOML wants escaped except DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
