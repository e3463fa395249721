"""A Content-Security-Policy for every page, and no script or style within a page that it forbids.

What Sphinx, furo and MathML write into a page itself is moved into files of the site: a block of
script or style into a file named after what it holds, a ``style`` attribute into a class that says
the same. ``width: 33%`` becomes the class ``css:width:33%``, so that the style sheet can be made
from the pages alone, also when an incremental build writes only some of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from html import escape, unescape

SHEET = "_static/inline.css"
"""The style sheet of the classes, below the root of the site."""
_BLOCK = re.compile(r"<(?P<tag>script|style)>(?P<text>.*?)</(?P=tag)>", re.DOTALL)
# The tags are looked for from here: to look at each tag of a page takes long.
_STYLE = re.compile(r'\sstyle="')
_STYLED = re.compile(r'<[a-zA-Z][^<>]*?(?P<style>\sstyle="(?P<text>[^"]*)")[^<>]*>')
_CLASS = re.compile(r'\sclass="')
# A pattern that begins with its letters is looked for much faster than one that looks behind first.
_MOVED = re.compile(r'css:(?<=[\s"]css:)[^\s"]+')
_CHARSET = '<meta charset="utf-8">'


def move_blocks(html: str, root: str) -> tuple[str, dict[str, str]]:
    """The page without blocks of script and style, and these by their paths below ``_static``."""
    files: dict[str, str] = {}

    def move(block: re.Match[str]) -> str:
        text = block["text"].strip() + "\n"
        ending = "js" if block["tag"] == "script" else "css"
        name = f"inline-{hashlib.sha256(text.encode()).hexdigest()[:8]}.{ending}"
        files[name] = text
        address = f"{root}_static/{name}"
        if ending == "css":
            return f'<link rel="stylesheet" href="{address}">'
        return f'<script src="{address}"></script>'

    return _BLOCK.sub(move, html), files


def move_attributes(html: str) -> str:
    """The page with a class for each ``style`` attribute."""
    parts, end = [], 0
    for style in _STYLE.finditer(html):
        start = html.rfind("<", end, style.start())
        if start >= end and (tag := _STYLED.match(html, start)):
            parts += [html[end:start], _with_class(tag)]
            end = tag.end()
    return "".join([*parts, html[end:]])


def _with_class(tag: re.Match[str]) -> str:
    parts = [re.sub(r"\s*:\s*", ":", part.strip()) for part in unescape(tag["text"]).split(";")]
    name = escape("css:" + ";".join(filter(None, parts)).replace(" ", "_"))
    bare = tag[0].replace(tag["style"], "", 1)
    if _CLASS.search(bare):
        return _CLASS.sub(lambda match: f"{match[0]}{name} ", bare, count=1)
    return re.sub(r"(?=\s*/?>$)", f' class="{name}"', bare, count=1)


def moved_classes(html: str) -> Iterable[str]:
    """The classes that a page has instead of ``style`` attributes."""
    return _MOVED.findall(html)


def render_sheet(names: Iterable[str]) -> str:
    """A rule for each class; ``!important``, because an attribute goes before other rules too."""
    return "".join(sorted(map(_rule, set(names))))


def _rule(name: str) -> str:
    parts = unescape(name).removeprefix("css:").replace("_", " ").split(";")
    selector = re.sub(r"[^\w-]", r"\\\g<0>", unescape(name))
    return f".{selector} {{ {' '.join(f'{part} !important;' for part in parts)} }}\n"


def keep_policy(html: str, root: str, policy: str) -> tuple[str, dict[str, str]]:
    """The page with the policy in its head and nothing in it that the policy forbids."""
    if f'href="{root}{SHEET}"' in html:
        return html, {}
    moved, files = move_blocks(move_attributes(html), root)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    if policy:
        moved = moved.replace(_CHARSET, f"{_CHARSET}\n    {meta}", 1)
    return moved.replace(
        "</head>", f'<link rel="stylesheet" href="{root}{SHEET}"></head>', 1
    ), files
