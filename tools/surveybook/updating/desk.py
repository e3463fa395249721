"""The desk where questions are put: from the cache where it can, else from the service."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from surveybook.problems import Code, Level, Problem
from surveybook.updating.cache import Reply, read_reply, write_reply
from surveybook.updating.client import Client, Service, Unreachable
from surveybook.updating.texts import BadAnswer

T = TypeVar("T")
GIVE_UP = 3
"""A service that failed so often in a row is not asked again in this run."""


class Desk:
    """Puts questions; its state is which services are down, and what went wrong."""

    def __init__(self, client: Client, cache: Path, today: datetime.date) -> None:
        self.cache = cache
        self.today = today
        self.problems: list[Problem] = []
        self._client = client
        self._failures: dict[str, int] = {}
        self._unasked: dict[str, int] = {}

    def kept(self, address: str) -> Reply | None:
        """The reply that the cache has for an address."""
        return read_reply(self.cache, address, self.today)

    def ask(self, service: Service, path: str, about: str, many: int = 1) -> Reply | None:
        """A fresh reply of a service; None, with a problem, where there is none to be had."""
        if self._failures.get(service.name, 0) >= GIVE_UP:
            self._unasked[service.name] = self._unasked.get(service.name, 0) + many
            return None
        try:
            status, body = self._client.get(service, path)
        except Unreachable as error:
            self._failures[service.name] = self._failures.get(service.name, 0) + 1
            self.say(service, Code.NETWORK, f"{about} could not be read: {error}; run again later")
            return None
        self._failures[service.name] = 0
        return Reply(service.base + path, self.today, status, body)

    def answer(
        self, service: Service, path: str, about: str, parse: Callable[[Reply], T]
    ) -> T | None:
        """What a reply says; None where nothing is there, or it is not what was asked for.

        Only a reply that could be used is kept, so that the next run asks again for the others.
        """
        kept = self.kept(service.base + path)
        reply = kept or self.ask(service, path, about)
        if reply is None:
            return None
        found = self.parsed(service, about, lambda: parse(reply)) if reply.status == 200 else None
        if kept is None and (found is not None or reply.status != 200):
            write_reply(self.cache, reply)
        return found

    def parsed(self, service: Service, about: str, parse: Callable[[], T]) -> T | None:
        """What ``parse`` gives; None, with a problem, where the answer is a bad one."""
        try:
            return parse()
        except (BadAnswer, RecursionError) as error:
            message = f"for {about} it gave {error}; nothing of it was taken, run again later"
            self.say(service, Code.ANSWER_FALSE, message)
            return None

    def say(self, service: Service, code: Code, message: str) -> None:
        """Keep a warning about a service: the record's data are not wrong because of it."""
        self.problems.append(Problem(service.base, 0, Level.WARNING, code, message))

    def close(self, *services: Service) -> None:
        """Say how many questions were not put because a service was down."""
        for service in services:
            if count := self._unasked.pop(service.name, 0):
                message = (
                    f"{service.name} failed {GIVE_UP} times in a row, so {count} more works were "
                    "not asked for; run again later, what was read so far is kept"
                )
                self.say(service, Code.NETWORK, message)
