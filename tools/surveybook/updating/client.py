"""The one place that talks to the network: requests with manners, tried again with patience.

urllib3 tries again after a time-out, a cut body, 429 and 5xx, waits longer each time and obeys
``Retry-After``; added here is that no two requests to a service come closer than it asks.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError, ReadTimeoutError

AGENT = f"surveybook/{version('surveybook')} (keeps the bibliography of a survey book)"
LONGEST_WAIT = 600
"""Seconds that a service may ask us to wait before we give it up for this run."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Service:
    """A service: what it is called, where it answers, and the seconds between two requests."""

    name: str
    base: str
    gap: float


@dataclass(frozen=True, slots=True)
class Services:
    """The services that are asked, by default at their own addresses and at the pace they ask for.

    arXiv: info.arxiv.org/help/api/tou.html; DBLP: dblp.org/faq/1474706; Crossref: api.crossref.org.
    """

    arxiv: Service = Service("arXiv", "https://export.arxiv.org/api", 3.0)
    crossref: Service = Service("Crossref", "https://api.crossref.org", 1.0)
    dblp: Service = Service("DBLP", "https://dblp.org", 2.0)


class Unreachable(Exception):
    """A service did not give a usable reply; the message says why."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient the client is: tries in all, seconds for each, and seconds between them."""

    tries: int = 5
    timeout: float = 30.0
    backoff: float = 3.0


class Client:
    """One connection to each service; its state is when each of them was asked last."""

    def __init__(
        self,
        manners: Manners = Manners(),
        pause: Callable[[float], None] = time.sleep,
        agent: str = AGENT,
    ) -> None:
        self._manners = manners
        self._pause = pause
        self._asked: dict[str, float] = {}
        self._pool = PoolManager(
            maxsize=1, block=True, timeout=Timeout(manners.timeout), headers={"User-Agent": agent}
        )

    def get(self, service: Service, path: str) -> tuple[int, str]:
        """The status (200, 404 or 410) and the text of a reply.

        :raises Unreachable: after the last try, for any other status, and for text not in UTF-8.
        """
        self._wait(service)
        retry = _polite_retry(service, self._manners, self._pause)
        try:
            reply = self._pool.request("GET", service.base + path, retries=retry)
            text = reply.data.decode("utf-8")
        except (HTTPError, UnicodeDecodeError) as error:
            raise Unreachable(_reason(error, self._manners)) from error
        finally:
            self._asked[service.name] = time.monotonic()
        if reply.status not in (200, 404, 410):
            raise Unreachable(f"it answered with status {reply.status}")
        return reply.status, text

    def _wait(self, service: Service) -> None:
        last = self._asked.get(service.name)
        left = 0.0 if last is None else service.gap - (time.monotonic() - last)
        if left > 0:
            self._pause(left)


def _polite_retry(service: Service, manners: Manners, pause: Callable[[float], None]) -> Retry:
    """urllib3's retries, which by themselves would make the second try at once."""

    class Polite(Retry):
        def sleep(self, response: BaseHTTPResponse | None = None) -> None:
            pause(max(_asked_wait(self, response), self.get_backoff_time(), service.gap))

    return Polite(
        total=manners.tries - 1,
        status_forcelist=_AGAIN,
        backoff_factor=manners.backoff,
        retry_after_max=LONGEST_WAIT,
    )


def _asked_wait(retry: Retry, response: BaseHTTPResponse | None) -> float:
    if response is None:
        return 0.0
    try:
        return retry.get_retry_after(response) or 0.0
    except InvalidHeader:
        return 0.0


def _reason(error: Exception, manners: Manners) -> str:
    cause = error.reason if isinstance(error, MaxRetryError) else error
    tries = f"{manners.tries} tries" if manners.tries != 1 else "one try"
    if isinstance(cause, ReadTimeoutError):
        return f"no reply within {manners.timeout:g} seconds, in {tries}"
    if isinstance(cause, UnicodeDecodeError):
        return "it answered with something that is not UTF-8"
    said = str(cause).rpartition(": ")[2] if cause is not None else "no reply"
    return f"{said}, in {tries}"
