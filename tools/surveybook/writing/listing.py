"""Entries and works as a few lines for a terminal."""

from __future__ import annotations

from surveybook.model import Entry, Work

_MOST_NAMES = 3


def list_entry(entry: Entry) -> str:
    """An entry in one to three lines: line and title, then what else the item says."""
    names = ", ".join(entry.authors[:_MOST_NAMES])
    cut = entry.truncated or len(entry.authors) > _MOST_NAMES
    facts = [
        f"{names} et al." if names and cut else names,
        entry.venue or "",
        str(entry.year or ""),
        f"arXiv:{entry.arxiv}" if entry.arxiv else entry.url or "",
    ]
    label = f"[{entry.label}] " if entry.label else ""
    lines = [f"{entry.line:>5}  {entry.kind}: {label}{entry.title}"]
    lines += [f"       {' · '.join(fact for fact in facts if fact)}"] if any(facts) else []
    if entry.fields:
        lines.append(f"       fields: {', '.join(entry.fields)}")
    return "\n".join(lines)


def list_work(work: Work) -> str:
    """A work in one line: key, year, home, how sure, title."""
    home = f"{work.chapter}/{work.section}" if work.chapter else "-"
    return f"{work.key:<28} {work.year or '':<5}{home:<34} {work.status:<10} {work.title}"
