"""The real bibliography, in the forms in which it is published, and an independent reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from citation_js import install
from needs import need_file


@pytest.fixture(scope="session")
def refs(root: Path) -> Path:
    """``refs.bib`` as it is committed."""
    return need_file(root / "refs.bib", "run `surveybook convert`")


@pytest.fixture(scope="session")
def exports(root: Path) -> Path:
    """The folder of all other forms."""
    return need_file(root / "book" / "_extra" / "exports", "run `surveybook convert`")


@pytest.fixture(scope="session")
def citation_js(request: pytest.FixtureRequest) -> Path:
    """The folder in which citation-js is installed; it is kept from run to run."""
    cache = request.config.cache
    assert cache is not None
    return install(cache.mkdir("citation-js"))
