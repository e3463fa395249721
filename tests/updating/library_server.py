"""A server on the loopback that speaks the three APIs, and can be slow, broken, or lie."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from surveybook.updating.client import Service, Services

CASES = Path(__file__).parent / "cases"
FEED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    "<id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id><title>ArXiv Query</title>\n"
)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one reply: its status, headers, text, a delay, or where it is cut."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    delay: float = 0.0
    cut: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that came in: its path, when, and who says to have sent it."""

    path: str
    at: float
    agent: str


@dataclass
class Library:
    """The server's books, the faults that each service still has to make, and what was asked."""

    base: str = ""
    entries: dict[str, str] = field(default_factory=dict)
    faults: defaultdict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    asked: list[Asked] = field(default_factory=list)

    def services(self, gap: float = 0.0) -> Services:
        """The services as a client knows them."""
        return Services(
            Service("arXiv", f"{self.base}/arxiv", gap),
            Service("Crossref", f"{self.base}/crossref", gap),
            Service("DBLP", f"{self.base}/dblp", gap),
        )

    def paths(self, service: str) -> list[str]:
        """The requests that a service got, without its prefix."""
        start = f"/{service}"
        return [one.path.removeprefix(start) for one in self.asked if one.path.startswith(start)]

    def reply(self, path: str) -> Fault:
        """What is answered to a path: the next fault of its service, else what is on the shelf."""
        service = path.split("/")[1]
        if self.faults[service]:
            return self.faults[service].pop(0)
        return getattr(self, f"_{service}")(urlsplit(path))  # type: ignore[no-any-return]

    def _arxiv(self, parts: object) -> Fault:
        query = parse_qs(parts.query)  # type: ignore[attr-defined]
        ids = query["id_list"][0].split(",")
        shown = ids[: int(query.get("max_results", ["10"])[0])]
        return Fault(body=FEED + "".join(self.entries.get(i, "") for i in shown) + "</feed>")

    def _crossref(self, parts: object) -> Fault:
        doi = unquote(parts.path.removeprefix("/crossref/works/"))  # type: ignore[attr-defined]
        return _shelf(CASES / "crossref" / f"{doi.replace('/', '-')}.json")

    def _dblp(self, parts: object) -> Fault:
        name = parts.path.removeprefix("/dblp/")  # type: ignore[attr-defined]
        return _shelf(CASES / "dblp" / name.replace("/", "-"))


def _shelf(path: Path) -> Fault:
    if not path.exists():
        return Fault(404, body="Resource not found.")
    return Fault(body=path.read_text(encoding="utf-8"))


def shelf_entries() -> dict[str, str]:
    """The arXiv entries among the cases, by id."""
    return {p.stem: p.read_text(encoding="utf-8") for p in (CASES / "arxiv").glob("*.xml")}


@contextlib.contextmanager
def open_library() -> Iterator[Library]:
    """A library that answers on a free port of this machine as long as it is open."""
    library = Library(entries=shelf_entries())

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            agent = self.headers.get("User-Agent", "")
            library.asked.append(Asked(self.path, time.monotonic(), agent))
            _send(self, library.reply(self.path))

        def log_message(self, *_args: object) -> None:
            """Say nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    library.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield library
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _send(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
    time.sleep(fault.delay)
    data = fault.body.encode("utf-8", "surrogateescape")
    with contextlib.suppress(ConnectionError):
        handler.send_response(fault.status)
        for name, value in fault.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2] if fault.cut else data)
    if fault.cut:
        handler.close_connection = True
