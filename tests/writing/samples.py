"""Made-up works for the tests of writing: no real paper, person or list among them."""

from __future__ import annotations

import datetime

from hypothesis import settings
from hypothesis import strategies as st

from surveybook.model import (
    Entry,
    Identifier,
    Kind,
    Link,
    Name,
    Publication,
    ReadingList,
    Source,
    Status,
    Work,
    WorkLink,
)

# The first text that is decoded waits for the decoder's tables to be read.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

READ = datetime.date(2026, 11, 21)

LIST_A = ReadingList(
    "birds", "book/lists/birds.md", "Awesome Birds", "example/birds", "0a1b2c3", "CC0-1.0"
)
LIST_B = ReadingList("trees_2", "book/lists/trees_2.md", "A [List] of *Trees*")


def entry(source: ReadingList, line: int, title: str, **more: object) -> Entry:
    """An entry of a made-up list."""
    values: dict[str, object] = {"section": ("Papers",), "kind": Kind.PAPER, **more}
    return Entry(source.stem, line, title=title, **values)  # type: ignore[arg-type]


PREPRINT = Work(
    key="doe2023learning",
    kind=Kind.PAPER,
    title="Learning to Rank Bird Songs: RLHF for LLMs and $\\beta$-DPO",
    identifiers=(Identifier("arxiv", "2301.00001"),),
    label="BirdRank",
    authors=(
        Name("Doe", "Jané"),
        Name("Wal", "Oskar", "van der"),
        Name("King", "Martin", suffix="Jr."),
        Name(literal="Bird Team, Example Labs"),
        Name("李", "雷"),
        Name("O'Brien", "Ada"),
        Name("Ng", "Wei"),
    ),
    year=2023,
    date="2023-06-05",
    venue="arXiv",
    arxiv="2301.00001",
    primary_class="cs.LG",
    url="http://arxiv.org/pdf/2301.00001v3",
    links=(
        WorkLink("paper", "arXiv", "https://arxiv.org/abs/2301.00001"),
        WorkLink("pdf", "pdf", "https://arxiv.org/pdf/2301.00001"),
        WorkLink("code", "official", "https://github.com/example/birdrank"),
        WorkLink("other", "evil", "javascript:alert(1)"),
    ),
    keywords=("Reward models", "50% birds & trees", "a;b, c"),
    entries=(
        entry(
            LIST_A,
            12,
            "Learning to Rank Bird Songs",
            fields={
                "dataset": (
                    Link("Song | Set", "https://github.com/example/songs"),
                    Link("Chirps", ""),
                )
            },
        ),
        entry(LIST_B, 7, "Learning to Rank Bird Songs", fields={"data": "chirps; None"}),
    ),
    status=Status.VERIFIED,
    sources=(Source("https://arxiv.org/abs/2301.00001", READ, ("title",)),),
    chapter="rlhf",
    section="start",
)

PUBLISHED = Work(
    key="roe2021direct",
    kind=Kind.PAPER,
    title="Direct Trees and Direct Birds",
    identifiers=(Identifier("arxiv", "2101.12345"), Identifier("doi", "10.1234/abc.5")),
    authors=(Name("Roe", "Richard"), Name("Poe", "Edgar")),
    authors_complete=False,
    year=2021,
    date="2021-01-30",
    venue="ICB",
    published=Publication(
        "inproceedings",
        "Proceedings of the 2022 Conference on Birds & Trees",
        2022,
        "ICB",
        volume="12",
        pages="10-20",
        publisher="Example Press",
        doi="https://doi.org/10.1234/ABC.5",
        url="http://proceedings.example.org/roe22.html?utm_source=x",
    ),
    arxiv="2101.12345",
    entries=(
        entry(
            LIST_A,
            20,
            "Direct Trees",
            fields={"data": (Link("data", "https://github.com/example/songs/"),)},
        ),
    ),
    chapter="rlhf",
    section="start",
)

POST = Work(
    key="birdlab2024hello",
    kind=Kind.BLOG,
    title="Hello #1: 100% of *Birds* & <Trees> at $5 {or} \\input{less}",
    authors=(Name(literal="Bird Lab"),),
    year=2024,
    date="2024-02",
    site="Bird Lab blog",
    url="https://blog.example.org/hello_1?id=3&utm_medium=y#top",
    sources=(Source("https://blog.example.org/hello_1?id=3", READ),),
    entries=(entry(LIST_B, 9, "Hello", kind=Kind.BLOG, section=("Blogs", "New")),),
    chapter="resources",
    section="posts",
)

CODE = Work(
    key="birdsong",
    kind=Kind.CODE,
    title="birdsong",
    url="https://github.com/example/birdsong",
    entries=(entry(LIST_A, 30, "birdsong", kind=Kind.CODE, section=("Code",)),),
    chapter="resources",
    section="posts",
)

MODEL = Work(
    key="birdlab2024wren",
    kind=Kind.REPORT,
    title="Wren-2 Technical Report",
    identifiers=(Identifier("arxiv", "2401.00002"),),
    authors=(Name(literal="Bird Lab"),),
    year=2024,
    date="2024-01-09",
    arxiv="2401.00002",
    entries=(
        entry(
            LIST_B,
            15,
            "Wren 2",
            kind=Kind.MODEL,
            section=("Popular models",),
            fields={
                "organization": "Bird Laboratory",
                "# params": "7B, 70B",
                "project": (Link("project", "https://github.com/example/wren"),),
                "paper": (Link("paper", "https://arxiv.org/abs/2401.00002"),),
                "open source": "No",
            },
        ),
    ),
    chapter="models",
    section="table",
)

DATASET = Work(
    key="fay2020songs",
    kind=Kind.DATASET,
    title="Song Set",
    identifiers=(Identifier("github", "example/songs"),),
    authors=(Name("Fay", "Æthel"),),
    year=2020,
    url="https://github.com/example/songs",
    entries=(entry(LIST_A, 40, "Song Set", kind=Kind.DATASET, section=("Data",)),),
    chapter="datasets",
    section="sets",
)

WORKS = (PREPRINT, PUBLISHED, POST, CODE, MODEL, DATASET)

# Any text that Python can hold, with what BibTeX, LaTeX and Markdown trip over made likely.
NASTY = st.sampled_from(
    [
        *"\\{}$%&#_~^<>|`'\"*[]()!-+=.:;,/@",
        *("--", "---", "^^M", "\\input{x}", "$\\beta$", "$x", "{{a}}", "et al.", " and ", "and"),
        *("http://a.b/c", "www.a.de", "a@b.de", ":::", "{ref}`x`", "(x)=", "% x", "1. a", "- a"),
        *("é", "ễ", "ß", "İ", "中文", "α", "₂", "“x”", "\u202e", "\u200b", "\x00", "\ud800", "🐦"),
        *("GPT-4", "LLMs", "DPO", "A", "Nash", "Q", "\n", "\t", "\u2028", "  ", "a", "Bc", "word "),
    ]
)
ANY_TEXT = st.lists(NASTY | st.text(max_size=4), max_size=9).map("".join)

NAMES = st.builds(
    Name,
    family=ANY_TEXT,
    given=ANY_TEXT,
    particle=st.sampled_from(["", "van", "von der", "De"]),
    suffix=st.sampled_from(["", "Jr.", "III"]),
) | st.builds(Name, literal=ANY_TEXT)
PUBLICATIONS = st.builds(
    Publication,
    type=st.sampled_from(["inproceedings", "article", "book"]),
    venue=ANY_TEXT,
    year=st.sampled_from([0, 2021, 2024]),
    volume=ANY_TEXT,
    number=ANY_TEXT,
    pages=ANY_TEXT | st.sampled_from(["1-20", "3 – 4", "e12"]),
    publisher=ANY_TEXT,
    doi=ANY_TEXT | st.just("https://doi.org/10.1234/AbC_(1)"),
    url=ANY_TEXT,
)
ADDRESSES = ANY_TEXT.map(lambda text: "https://example.org/" + text) | ANY_TEXT
ONE_WORK = st.builds(
    Work,
    key=st.from_regex(r"[a-z]{2,6}20[0-9]{2}[a-z]{1,5}", fullmatch=True),
    kind=st.sampled_from(Kind),
    title=ANY_TEXT,
    label=st.none() | ANY_TEXT,
    authors=st.lists(NAMES, max_size=5).map(tuple),
    authors_complete=st.booleans(),
    year=st.none() | st.integers(1800, 2200),
    date=st.sampled_from(["", "2023", "2023-05", "2023-05-29", "soon", "2023-13"]),
    venue=st.none() | ANY_TEXT,
    site=ANY_TEXT,
    published=st.none() | PUBLICATIONS,
    arxiv=st.sampled_from([None, "2305.18290", "hep-th/9901001", "nonsense", "10.1/x"]),
    primary_class=st.sampled_from(["", "cs.LG", "hep-th", "cs LG}"]),
    doi=st.none() | ANY_TEXT,
    url=st.none() | ADDRESSES,
    keywords=st.lists(ANY_TEXT, max_size=3).map(tuple),
    sources=st.lists(st.builds(Source, ADDRESSES, st.just(READ)), max_size=2).map(tuple),
)
