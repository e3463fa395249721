"""The exact text of what merging reports."""

from __future__ import annotations

from merging_samples import RECORD, make_entry, make_record

from surveybook.merging.keys import Keys
from surveybook.merging.merging import merge_works

DPO = "Direct Preference Optimization: Your Language Model is Secretly a Reward Model"


def test_id_shared() -> None:
    """Two works under one identifier: both places, who keeps it, and what to do."""
    entries = [
        make_entry({"title": DPO, "arxiv": "2305.18290", "authors": ["Rafael Rafailov"]}, 3),
        make_entry({"title": "Human Feedback is not Gold Standard", "arxiv": "2305.18290"}, 9),
    ]
    merged = merge_works(entries, [make_record(RECORD)], Keys(), {"a": "lists/a.md"})
    assert [str(problem) for problem in merged.problems] == [
        "lists/a.md:9: warning: arxiv:2305.18290 is printed for two works, "
        f"“{DPO}” (a:3, records/works/one.toml) and “Human Feedback is not Gold Standard” (a:9); "
        "the first keeps it. If one is wrong, put it right with a [[correction]] of its arxiv in "
        "records/corrections.toml; if they are one work, add a record whose title and "
        "other_titles name both [id-shared]"
    ]
    other = next(work for work in merged.works if work.title.startswith("Human"))
    assert (other.arxiv, other.url, other.identifiers) == (None, None, ())


def test_id_contradicts() -> None:
    """One work under another id: where, which id is kept and by whom, and what to do."""
    entries = [
        make_entry({"title": DPO, "arxiv": "2305.18290"}, 3),
        make_entry({"title": DPO, "arxiv": "2305.18291"}, 9),
    ]
    merged = merge_works(entries, [make_record(RECORD)], Keys())
    assert [str(problem) for problem in merged.problems] == [
        f"a.md:9: warning: “{DPO}” is printed here as arxiv:2305.18291 (a:9), but is "
        "arxiv:2305.18290 by https://arxiv.org/abs/2305.18290, which is kept. If arxiv:2305.18291 "
        "is wrong, put it right with a [[correction]] in records/corrections.toml; if it is the "
        "work's too, add it to the identifiers of its record [id-contradicts]"
    ]


def test_record_contradicts() -> None:
    """A record under whose identifier the lists print something else is an error, not applied."""
    entry = make_entry({"title": "Human Feedback is not Gold Standard", "arxiv": "2305.18290"}, 3)
    merged = merge_works([entry], [make_record(RECORD)], Keys())
    assert [str(problem) for problem in merged.problems] == [
        f"records/works/one.toml: error: the record says that arxiv:2305.18290 is “{DPO}”, but "
        "a:3 prints “Human Feedback is not Gold Standard” under it; if that is an older title, add "
        "it to other_titles; if not, mend the identifier here, or in records/corrections.toml "
        "[record-contradicts]"
    ]
    assert merged.works[0].title == entry.title


def test_record_unused() -> None:
    """A record that no list needs is noted."""
    merged = merge_works([], [make_record(RECORD)], Keys())
    assert [str(problem) for problem in merged.problems] == [
        f"records/works/one.toml: note: no list names “{DPO}” (arxiv:2305.18290); "
        "check its identifiers, or take the record out [record-unused]"
    ]
    assert merged.works == ()


def test_two_records_of_one_work() -> None:
    """Two records of one work: the surer is used, the other is reported."""
    entry = make_entry({"title": DPO, "arxiv": "2305.18290"})
    spare = RECORD.replace('"verified"', '"partly"')
    records = [make_record(spare, "a.toml"), make_record(RECORD, "b.toml")]
    merged = merge_works([entry], records, Keys())
    assert [str(problem) for problem in merged.problems] == [
        "a.toml: warning: b.toml describes the same work and is used; "
        "put both into one file [record-unused]"
    ]


def test_identifier_of_a_collection() -> None:
    """An address under which many works stand is reported once, and none of them keeps it."""
    words = "quartz basalt gneiss slate marble pumice chalk flint opal jasper agate"
    entries = [
        make_entry({"title": word, "url": "https://example.org/all"}, line)
        for line, word in enumerate(words.split(), 1)
    ]
    merged = merge_works(entries, [], Keys())
    assert len(merged.works) == 11
    assert [str(problem) for problem in merged.problems] == [
        "a.md:1: warning: url:example.org/all is printed for 11 works, so it is the address of a "
        "collection; give each its own with a [[correction]] in records/corrections.toml "
        "[id-shared]"
    ]
    assert all(work.identifiers == () for work in merged.works)
