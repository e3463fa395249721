"""What the site knows of each work: the file that ``convert`` writes, and the records to copy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

WORKS_FILE = "chapters/_works.json"
EXPORTS = "_extra/exports"
SiteWork = Mapping[str, Any]
"""A work as ``surveybook.writing.site_works`` writes it."""
FORMS: Mapping[str, str] = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
"""Ending and name of each form in which a record can be taken away."""


def read_site_works(book: Path) -> Mapping[str, SiteWork]:
    """Works by key; none for a book that ``convert`` does not write."""
    path = book / WORKS_FILE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Mapping[str, SiteWork]:
    """The file as it was at that moment; every page of the site asks for it."""
    works: dict[str, SiteWork] = json.loads(path.read_text("utf-8"))
    return works


def read_forms(book: Path) -> Mapping[str, Mapping[str, str]]:
    """For each ending of ``FORMS`` the record of each key, cut from the files of the whole book."""
    folder = book / EXPORTS
    return _parse_forms(
        _text(book.parent / "refs.bib"),
        _text(folder / "refs.ris"),
        _text(folder / "refs.csl.json"),
    )


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


@lru_cache(maxsize=1)
def _parse_forms(bib: str, ris: str, csl: str) -> Mapping[str, Mapping[str, str]]:
    """Several parts of the site ask for them."""
    return {
        "bib": parse_bibtex_records(bib),
        "ris": parse_ris_records(ris),
        "csl.json": parse_csl_records(csl),
    }


def parse_bibtex_records(text: str) -> dict[str, str]:
    """Key → record, from a file whose records begin and end at the start of a line."""
    found = re.finditer(r"^@\w+\{(?P<key>[^,\s]+),\n.*?^\}\n", text, re.DOTALL | re.MULTILINE)
    return {match["key"]: match[0] for match in found}


def parse_ris_records(text: str) -> dict[str, str]:
    """Key → record, from the line TY to the line ER."""
    records = re.findall(r"^TY  - .*?^ER  - ?\n", text, re.DOTALL | re.MULTILINE)
    keyed = ((re.search(r"^ID  - (\S+)$", record, re.MULTILINE), record) for record in records)
    return {match[1]: record for match, record in keyed if match}


def parse_csl_records(text: str) -> dict[str, str]:
    """Key → an array with the one record, as CSL processors read it."""
    items = json.loads(text) if text else []
    return {item["id"]: json.dumps([item], ensure_ascii=False, indent=2) + "\n" for item in items}
