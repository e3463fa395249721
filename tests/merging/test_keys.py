"""Citation keys: how new ones are made, and that locked ones stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merging_samples import make_entry
from test_identity import entry_lists

from surveybook.merging.key_forms import host_part, key_forms, title_words
from surveybook.merging.keys import Keys, parse_keys, render_keys
from surveybook.merging.merging import merge_works
from surveybook.model import Entry, Identifier, Kind, Name, Work
from surveybook.names import parse_name
from surveybook.problems import Code

DPO = "Direct Preference Optimization: Your Language Model is Secretly a Reward Model"


def make_work(title: str, *authors: str, **fields: Any) -> Work:
    """A work with authors in BibTeX's form."""
    return Work("", Kind.PAPER, title, authors=tuple(map(parse_name, authors)), **fields)


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (make_work(DPO, "Rafailov, Rafael", arxiv="2305.18290", year=2024), "rafailov2023direct"),
        (make_work("GPT-4 Technical Report", "{OpenAI}", year=2023), "openai2023gpt4"),
        (make_work("Gemini: A Family", "{Gemini Team, Google}", year=2023), "gemini2023gemini"),
        (make_work("β-DPO: Dynamic β", "Wu, Junkang", year=2024), "wu2024betadpo"),
        (make_work("Back to Basics", "Üstün, Ahmet", year=2024), "ustun2024back"),
        (make_work("TRL", "von Werra, Leandro", date="2020-03-27"), "vonwerra2020trl"),
        (make_work("Let's Verify Step by Step", "Lightman, Hunter", year=2023), "lightman2023lets"),
        (make_work("The N Implementation Details", "Huang, Shengyi"), "huangimplementation"),
        (make_work("A Long Way to Go", "Co-Reyes, John D.", year=2023), "coreyes2023long"),
        (
            make_work("怎样训练", "张三", year=2023, url="https://zhuanlan.zhihu.com/p/635569455"),
            "zhihu2023635569455",
        ),
        (make_work("RLHF实践", url="https://zhuanlan.zhihu.com/p/635569455"), "zhihurlhf"),
        (
            make_work("trl", identifiers=(Identifier("github", "huggingface/trl"),)),
            "huggingfacetrl",
        ),
        (make_work("Yi", identifiers=(Identifier("github", "01-ai/yi"),)), "aiyi"),
        (make_work("Kites", "2024/01", url="https://example.org/1", year=2024), "example2024kites"),
        (make_work("On Being", Name().display or "{}", year=2020), "paper2020being"),
    ],
)
def test_forms_of_keys(work: Work, key: str) -> None:
    """Family + year of the first version + first significant title word, in ASCII."""
    assert next(key_forms(work)) == key


def test_words_of_titles() -> None:
    """Compounds stay one word, small words and bare numbers do not count, apostrophes vanish."""
    assert title_words("The 37 Implementation Details of Fine-Tuning: Don't/Do") == (
        "implementation",
        "details",
        "finetuning",
        "dont",
        "do",
    )


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("https://zhuanlan.zhihu.com/p/1", "zhihu"),
        ("https://someone.github.io/x", "someone"),
        ("https://www.bbc.co.uk/", "bbc"),
        ("https://mp.weixin.qq.com/s", "weixin"),
        ("https://starling.cs.berkeley.edu/", "berkeley"),
        ("nothing", ""),
    ],
)
def test_hosts(url: str, part: str) -> None:
    """The label of a host that names its owner."""
    assert host_part(url) == part


def entry(title: str, arxiv: str, *authors: str, line: int = 1) -> Entry:
    """A paper of a list."""
    return make_entry({"title": title, "arxiv": arxiv, "authors": list(authors)}, line)


def keys_of(entries: list[Entry], keys: Keys) -> dict[str, str]:
    """Title → key of the merged works."""
    return {work.title: work.key for work in merge_works(entries, [], keys).works}


def test_clash_takes_longer_title() -> None:
    """Two new works that want one key both take more words of their titles."""
    found = keys_of(
        [
            entry("Direct Preference Optimization", "2305.00001", "Bo Li"),
            entry("Direct Nash Optimization", "2305.00002", "Bo Li", line=2),
        ],
        Keys(),
    )
    assert sorted(found.values()) == ["li2023directnash", "li2023directpreference"]


def test_locked_key_wins() -> None:
    """A key in the lock stays, whatever its form; a new work never takes it."""
    keys = Keys({"arxiv:2305.00001": "li2023direct"})
    entries = [
        entry("Corrected Title of a Paper", "2305.00001", "Bo Lee"),
        entry("Direct Nash Optimization", "2305.00002", "Bo Li", line=2),
    ]
    assert keys_of(entries, keys) == {
        "Corrected Title of a Paper": "li2023direct",
        "Direct Nash Optimization": "li2023directnash",
    }


def test_keys_once_used_are_never_given_again() -> None:
    """Neither a dropped work's key, nor an alias, nor a retired key goes to another work."""
    keys = Keys(
        {"arxiv:2001.00001": "li2023direct", "arxiv:2001.00002": "li2023directnash2"},
        {"li2023directnash": "li2023directnash2"},
        {"li2023directnashoptimization": "was wrong"},
    )
    found = keys_of([entry("Direct Nash Optimization", "2305.00002", "Bo Li")], keys)
    assert found == {"Direct Nash Optimization": "li2023directnashoptimizationpaper"}


def test_work_known_by_title_keeps_its_key() -> None:
    """A work that was locked by its title keeps the key when it gets an identifier."""
    first = merge_works([make_entry({"title": DPO, "authors": ["Bo Li"]})], [], Keys())
    assert list(first.keys.identities) == [f"title:{title_identity()}"]
    found = keys_of([entry(DPO, "2305.18290", "Rafael Rafailov")], first.keys)
    assert found == {DPO: "lidirect"}


def title_identity() -> str:
    """The folded title of DPO."""
    return "direct preference optimization your language model is secretly a reward model"


def test_renamed_key_leaves_an_alias() -> None:
    """A key that is renamed in the lock goes on leading to its work."""
    keys = Keys({"arxiv:2305.18290": "new2023name"}, {"old2023name": "new2023name"})
    (work,) = merge_works([entry(DPO, "2305.18290")], [], keys).works
    assert (work.key, work.aliases) == ("new2023name", ("old2023name",))


def test_two_locked_keys_of_one_work() -> None:
    """Where locked works turn out to be one, the smaller key stays and the other is its alias."""
    keys = Keys({"arxiv:2305.18290": "b2023", "openreview:x": "a2023"}, path="keys.toml")
    both = replace(
        entry(DPO, "2305.18290"),
        links=make_entry(
            {"title": "", "links": [["openreview", "https://openreview.net/forum?id=x"]]}
        ).links,
    )
    merged = merge_works([both], [], keys)
    assert merged.works[0].key == "a2023"
    assert merged.keys.aliases == {"b2023": "a2023"}
    assert merged.keys.identities["arxiv:2305.18290"] == "a2023"
    assert [str(problem) for problem in merged.problems] == [
        f"keys.toml: warning: “{DPO}” has more than one key in the lock, as its entries are now "
        "one work; kept `a2023`, and `b2023` became an alias of it. If it is two works, correct "
        "their identifiers; if not, there is nothing to do [key-lock]"
    ]


def test_one_locked_key_of_two_works() -> None:
    """Where a locked work turns out to be two, the one that the key was made from keeps it."""
    keys = Keys(
        {"arxiv:2305.00001": "li2023direct", "arxiv:2305.00002": "li2023direct"}, path="keys.toml"
    )
    entries = [
        entry("Other Things Entirely", "2305.00001", "Bo Li"),
        entry("Direct Nash Optimization", "2305.00002", "Bo Li", line=2),
    ]
    merged = merge_works(entries, [], keys)
    assert {work.title: work.key for work in merged.works} == {
        "Direct Nash Optimization": "li2023direct",
        "Other Things Entirely": "li2023other",
    }
    assert [str(problem) for problem in merged.problems] == [
        "keys.toml: warning: the lock gives `li2023direct` to two works: “Direct Nash "
        "Optimization” keeps it, and a new key is made for “Other Things Entirely”. If they are "
        "one work, add a record that names both titles [key-lock]"
    ]


LOCK = """\
[keys]
"arxiv:2305.18290" = "rafailov2023direct"
"arxiv:2001.00001" = "Bad_Key"
"arxiv:2001.00002" = "gone2020word"

[aliases]
old = "rafailov2023direct"
one = "two"
two = "one"
lost = "nowhere2020"

[retired]
gone2020word = "typed by mistake"
"""


def test_problems_of_the_lock() -> None:
    """Each fault of the lock file is named with its line and what to do."""
    keys, problems = parse_keys(LOCK, "records/keys.toml")
    assert keys.resolve("old") == "rafailov2023direct"
    assert [str(problem) for problem in problems] == [
        "records/keys.toml:3: error: the key `Bad_Key` must be lower-case ASCII letters and "
        "digits, at most 120, and no name that Windows keeps for itself; rename it [key-lock]",
        "records/keys.toml:4: error: the key `gone2020word` is retired but still in use here; "
        "take its line out of [retired], or give this work another key [key-lock]",
        "records/keys.toml:8: error: the alias `one` leads in a circle back to `two`; "
        "let the last alias lead to a key that a work has [alias-circle]",
        "records/keys.toml:9: error: the alias `two` leads in a circle back to `one`; "
        "let the last alias lead to a key that a work has [alias-circle]",
        "records/keys.toml:10: error: the alias `lost` leads to `nowhere2020`, which is no key in "
        "[keys]; mend the name, or give a work that key in [keys] too [key-lock]",
    ]


def test_lock_file_text() -> None:
    """The file is sorted, one line each, with a header that says what it is."""
    text = render_keys(Keys({"b:2": "two", "a:1": "one"}, {"old": "two"}, {"x": "why"}))
    assert text == (
        "# The lock file of citation keys: identity = key. Written by `surveybook convert`, and "
        "committed.\n"
        "# A key that has been published stays. To rename one: change its lines here and add to "
        "[aliases]\n"
        '# the line `old = "new"`. To take one out of use for good: move it to [retired], with '
        "the reason.\n"
        '\n[keys]\n"a:1" = "one"\n"b:2" = "two"\n\n[aliases]\n"old" = "two"\n'
        '\n[retired]\n"x" = "why"\n'
    )


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(
    lambda text: " ".join(text.split()) or "x"
)


@given(st.dictionaries(WORDS, st.from_regex(r"[a-z][a-z0-9]*", fullmatch=True)))
def test_lock_round_trip(identities: dict[str, str]) -> None:
    """What is written is read again as it was, whatever letters a title or address has."""
    keys = Keys(identities)
    assert parse_keys(render_keys(keys), "keys.toml") == (keys, ())


@settings(deadline=None, max_examples=150)
@given(entry_lists(), entry_lists())
def test_keys_stay_when_lists_grow(first: list[Entry], more: list[Entry]) -> None:
    """Every key of a first edition still leads to a work when lists are added, or is reported."""
    old = merge_works(first, [], Keys())
    new = merge_works(first + more, [], old.keys)
    living = {name for work in new.works for name in (work.key, *work.aliases)}
    reported = " ".join(str(p) for p in new.problems if p.code is Code.KEY_LOCK)
    gone = {work.key for work in old.works} - living
    assert all(f"`{key}`" in reported for key in gone)


@settings(deadline=None, max_examples=150)
@given(entry_lists())
def test_merging_again_changes_nothing(entries: list[Entry]) -> None:
    """With the lock it wrote itself, merging gives the same works, keys and lock."""
    old = merge_works(entries, [], Keys())
    lock, problems = parse_keys(render_keys(old.keys), "records/keys.toml")
    assert problems == ()
    new = merge_works(entries, [], lock)
    assert (new.works, new.keys) == (old.works, old.keys)
