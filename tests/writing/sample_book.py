"""The outline, model facts and corrections of a made-up book of the works in ``samples``."""

from __future__ import annotations

from samples import READ

from surveybook.model import Correction
from surveybook.model_facts import Difference, ModelFact
from surveybook.outline import Chapter, Outline, Section

OUTLINE = Outline(
    "The Book of Birds",
    (
        Chapter(
            "rlhf",
            "Birds & feedback",
            "How birds learn",
            (
                Section("start", "Before *trees*", ("roe2021direct",), ("birdlab2024hello",)),
                Section("void", "Nothing here"),
            ),
        ),
        Chapter("datasets", "Data sets", sections=(Section("sets", "Sets"),)),
        Chapter("models", "Models", sections=(Section("table", "Reports"),)),
        Chapter("resources", "Resources", sections=(Section("posts", "Posts"),)),
        Chapter("empty", "Empty"),
    ),
    fallback="resources/posts",
)
FACTS = (
    ModelFact(
        "Wren-2",
        "Wren 2",
        organisation="Bird Lab",
        paper="arXiv:2401.00002",
        open_weights="yes",
        differs=(
            Difference(
                "open_weights", "No", "yes", "The *weights* are out.", "https://example.org/w", READ
            ),
        ),
        doubt="Sizes <unread>.",
    ),
)
CORRECTIONS = (
    Correction(
        "birds",
        "Direct Trees",
        "title",
        "Direct Trees",
        "Direct Trees and Direct Birds",
        "The page has the longer title.",
        "https://example.org/t",
        READ,
    ),
)
