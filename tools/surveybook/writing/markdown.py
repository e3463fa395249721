"""Any text as MyST Markdown that is shown as itself, and links that lead only where they may.

Escaped text is one line and safe at the start of a line, in the middle of one, in a table cell and
between emphasis marks. It holds under every extension of MyST-Parser: no role, directive, HTML,
link, maths, emphasis, substitution, target, heading, list or front matter can arise from it.
"""

from __future__ import annotations

import re

from surveybook.identifiers import is_safe
from surveybook.writing.addresses import safe_url
from surveybook.writing.clean import clean_text
from surveybook.writing.latex import latex_to_text
from surveybook.writing.maths import split_maths

# Signs that mean something anywhere in a line, and signs that do so only beside certain others:
# a role or address needs `:` before a letter, a host `.`, a smart ellipsis or dash two in a row.
_ANYWHERE = re.compile(
    r"[\\`*_\[\]<>{}$~^|&@]"
    r"|:(?=\S)|\.(?=[^\W\d_])|\.(?=\.)|-(?=-)|/(?=/)|\+(?=-)|\((?=(?i:c|r|p|tm)\))"
    r"|(?<=[?!]{3})[?!]|,(?=,)"
)
# Signs and numbers that make a block at the start of a line.
_AT_START = re.compile(r"[-+=#%:(]|\d+(?P<mark>[.)])(?=\s|$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escape(text: str) -> str:
    """The text on one line, so that MyST shows it as itself."""
    return _safe_start(_ANYWHERE.sub(r"\\\g<0>", clean_text(text)))


def escape_title(text: str) -> str:
    """A title, in which maths may stand: shown as Unicode where that says it all, else as maths."""
    pieces = split_maths(clean_text(text))
    return _safe_start(
        "".join(
            _maths(piece) if maths else _ANYWHERE.sub(r"\\\g<0>", piece) for piece, maths in pieces
        )
    )


def plain_title(text: str) -> str:
    """A title as plain Unicode text, maths included (``π_θ``)."""
    pieces = split_maths(clean_text(text))
    return "".join(latex_to_text(f"${piece}$") if maths else piece for piece, maths in pieces)


def link(text: str, url: str) -> str:
    """A link for http, https and mailto; for any other address only the text, escaped."""
    label = escape(text)
    address = destination(url)
    return f"[{label}]({address})" if label and address else label


def destination(url: str) -> str:
    """An address as the destination of a link, in angle brackets; empty if it may not be one."""
    url = url.encode("utf-8", "ignore").decode("utf-8").strip()
    if not url or not is_safe(url):
        return ""
    scheme, _, rest = url.partition(":")
    rest = safe_url(rest)
    return f"<{scheme.lower()}:{_ENTITY.sub('&amp;', rest)}>" if rest.strip("/") else ""


def _safe_start(text: str) -> str:
    match = _AT_START.match(text)
    if not match:
        return text
    position = match.start("mark") if match["mark"] else 0
    return f"{text[:position]}\\{text[position:]}"


def _maths(body: str) -> str:
    text = latex_to_text(f"${body}$")
    return f"${body}$" if re.search(r"[\\^_{}\s]", text) else _ANYWHERE.sub(r"\\\g<0>", text)
