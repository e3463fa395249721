"""The entries of a bibliography on the web: one text, written in the form that Sphinx gives one.

As nodes, the entries of a long bibliography are as many as those of all its chapters' text. Sphinx
is asked once how it writes an entry, and what differs from entry to entry is put in there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from surveybook.sphinxext.backlinks import cited_in, uses_text
from surveybook.sphinxext.entrylist import BEHIND_THE_OTHERS, cite_domain, citing_ids, place
from surveybook.sphinxext.pieces import Pieces
from surveybook.sphinxext.uses import Use, gather_uses
from surveybook.sphinxext.webtext import WEB, WebText, Written

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import Citation

_EDGE = "SurveybookEdge"
_VALUES = ("SurveybookId", "SurveybookLabel", "SurveybookText", "SurveybookUses")


class Form(NamedTuple):
    """What stands before and behind all entries, and between the values of an entry.

    The values are id, label, text and, where it has any, uses; all are HTML.
    """

    before: str
    used: Sequence[str]
    unused: Sequence[str]
    after: str


def learn_form(app: Sphinx) -> Form:
    """How Sphinx writes entries, learned from two that it is given in either order."""
    used_first = _written(app, [_example(is_used=True), _example(is_used=False)])
    unused_first = _written(app, [_example(is_used=False), _example(is_used=True)])
    start, middle = _starts(used_first)
    used = used_first[start:middle]
    unused = unused_first[start : _starts(unused_first)[1]]
    after = used_first.removeprefix(used_first[:start] + used + unused)
    return Form(used_first[:start], _parted(used), _parted(unused), after)


def _example(*, is_used: bool) -> nodes.citation:
    anchor, label, text, uses = _VALUES
    entry = nodes.citation("", nodes.label("", label), nodes.paragraph("", text), ids=[anchor])
    if is_used:
        entry += cited_in([nodes.Text(uses)])
    return entry


def _written(app: Sphinx, entries: Iterable[nodes.citation]) -> str:
    edge = nodes.raw("", _EDGE, format="html")
    whole = nodes.container("", edge, *entries, edge.deepcopy())
    fragment: str = app.builder.render_partial(whole)["fragment"]  # type: ignore[attr-defined]
    return fragment.split(_EDGE)[1]


def _starts(html: str) -> list[int]:
    """Where the tags of the two entries begin."""
    return [html.rindex("<", 0, match.start()) for match in re.finditer(_VALUES[0], html)]


def _parted(entry: str) -> list[str]:
    return re.split("|".join(_VALUES), entry)


def write_entries(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put a text into each place of a bibliography whose entries are all of the simple form."""
    if app.builder.name != "html":
        return
    domain = cite_domain(app.env)
    for node in list(doctree.findall(place)):
        listed = [one for one in domain.citations if one.bibliography_key == node["key"]]
        if listed and not citing_ids(domain, page) and all(map(_is_simple, listed)):
            node.replace_self(nodes.container("", _text(app, page, listed)))


def _is_simple(citation: Citation) -> bool:
    return isinstance(citation.formatted_entry.text, Pieces)


def _text(app: Sphinx, page: str, listed: Sequence[Citation]) -> WebText:
    form, uses = learn_form(app), gather_uses(app.env)
    texts, html = [], [form.before]
    for citation in listed:
        found = uses.get(citation.key, ())
        head, *behind = form.used if found else form.unused
        values = _values(app, page, citation, found)
        texts += [value.text for value in values]
        html.append(head)
        for value, rest in zip(values, behind, strict=True):
            html += [value.html, rest]
    return WebText.of("\n".join(texts), "".join([*html, form.after]))


def _values(app: Sphinx, page: str, citation: Citation, uses: Sequence[Use]) -> list[Written]:
    """What differs from entry to entry; an id is no text."""
    entry = citation.formatted_entry
    anchor, label = WEB.format_str(citation.citation_id), WEB.format_str(entry.label)
    texts = [entry.text, *([uses_text(app, page, uses)] if uses else [])]
    written = [node for text in texts for node in text.render(WEB)]
    return [
        anchor._replace(text=""),
        label,
        *(Written(node.astext(), node.html) for node in written),
    ]


def setup(app: Sphinx) -> None:
    """Run before entries are put in place as nodes."""
    app.connect("doctree-resolved", write_entries, priority=BEHIND_THE_OTHERS - 1)
