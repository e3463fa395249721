"""The preview in a browser: a page is loaded anew after an edit; hostile text stays text in it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from hostile_book import TEXTS, HostileText, literal
from soak import PAGE, make_book, serve, stop, wait_for

TRIED = [case for case in TEXTS if "pwned" in case.text or "javascript:" in case.text]
_BLOCKED = """
window.blocked = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.blocked.push(event.violatedDirective));
"""


def hostile_list(text: str, cases: list[HostileText]) -> str:
    """The list with more items, each with a hostile text as its title."""
    items = [
        f"- [{literal(case.text)}](https://arxiv.org/abs/2104.{at:05d})"
        for at, case in enumerate(cases)
    ]
    return "\n".join([text.rstrip(), *items, ""])


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The list of a served book, and the address of a page of it."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    book = make_book(tmp_path)
    with (tmp_path / "log.txt").open("wb") as log:
        server = serve(tmp_path, port, log)
        try:
            page = f"http://127.0.0.1:{port}/{PAGE}"
            wait_for(page, "Moons")
            yield book / "lists" / "harbour.md", page
        finally:
            stop(server)


def test_preview_in_a_browser(preview: tuple[Path, str], browser: Browser) -> None:
    """An edit shows without a hand on the page; the policy holds, and nothing of a list runs."""
    path, address = preview
    page = browser.new_page()
    page.add_init_script(_BLOCKED)
    trouble: list[str] = []

    def refuse(dialog: Dialog) -> None:
        trouble.append(dialog.message)
        dialog.dismiss()

    page.on("console", lambda said: trouble.append(said.text))
    page.on("dialog", refuse)
    page.goto(address)
    text = path.read_text("utf-8")
    path.write_text(hostile_list(text, TRIED), "utf-8")
    for case in TRIED:
        expect(page.locator("body")).to_contain_text(case.shown[:7], timeout=120_000)
    path.write_text(hostile_list(text, TRIED[:1]), "utf-8")
    expect(page.locator("body")).not_to_contain_text(TRIED[1].shown[:7], timeout=120_000)
    expect(page.locator("body")).to_contain_text(TRIED[0].shown[:7])
    assert [page.evaluate("window.pwned"), page.evaluate("window.blocked"), trouble] == [
        None,
        [],
        [],
    ]
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<i onclick=window.pwned=1></i>')")
    page.wait_for_function("window.blocked.length > 0")
    page.close()
