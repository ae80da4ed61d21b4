"""Who looked at what about whom: one line for each person read, before anything is shown.

The log stays apart from the ledger. It holds pseudonyms and the account that looked, so only its
owner may read it, and the person can be shown who looked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import orjson

from ledger.clock import Clock, system_clock
from ledger.errors import AccessLogUnwritable

if TYPE_CHECKING:
    from ledger.reader import Frame, Request


_RIGHTS: Final = 0o600
"""For the owner alone, also where somebody has given more away."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is about to be shown, without its content.

    Attributes:
        content: What kind of answer: `acts`, `leaves`, `persons`, `streams` or `walk`.
        position: The position of the ledger that it is an answer of.
        count: How many acts or persons it has.
    """

    content: str
    position: int
    count: int


class AccessLogging(Protocol):
    """Whatever takes the lines: a file, or a list in a test."""

    def write(
        self, request: Request, subject: str | Sequence[str], frame: Frame, answer: Answer
    ) -> None:
        """Write one line; when it cannot be written, nothing is shown."""


class AccessLog:
    """A file of JSON lines, readable by its owner only.

    Args:
        path: The file; made when it is not there.
        clock: Says when somebody looked.
    """

    def __init__(self, path: Path, clock: Clock = system_clock) -> None:
        self._path = path
        self._clock = clock

    def write(
        self, request: Request, subject: str | Sequence[str], frame: Frame, answer: Answer
    ) -> None:
        """Add one line at the end of the file.

        Args:
            request: Who looks, in which role, and for which purpose.
            subject: The person looked at; all of them where an answer is about many.
            frame: As of when, as known when and to whom, and under which law.
            answer: What is shown.

        Raises:
            AccessLogUnwritable: The line could not be written, so nothing may be shown.
        """
        line: dict[str, Any] = {
            "time": self._clock().isoformat(),
            "account": request.account,
            "role": request.role,
            "organisation": request.organisation,
            "purpose": request.purpose,
            "legal_basis": request.legal_basis,
            "command": request.command,
            "subjects": [subject] if isinstance(subject, str) else list(subject),
            "as_of": frame.as_of.isoformat(),
            "known_at": None if frame.known_at is None else frame.known_at.isoformat(),
            "known_to": frame.known_to,
            "law_on": None if frame.law_on is None else frame.law_on.isoformat(),
            "rules": frame.rules,
            "content": answer.content,
            "position": answer.position,
            "count": answer.count,
        }
        present = {name: value for name, value in line.items() if value is not None}
        self._add(orjson.dumps(present, option=orjson.OPT_APPEND_NEWLINE))

    def _add(self, line: bytes) -> None:
        try:
            # One write at the end of the file: lines of several processes do not mix.
            file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, _RIGHTS)
            try:
                if stat.S_IMODE(os.fstat(file).st_mode) != _RIGHTS:
                    os.fchmod(file, _RIGHTS)
                if _is_torn(file):
                    line = b"\n" + line
                written = os.write(file, line)
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as error:
            raise AccessLogUnwritable(self._path, error.strerror or str(error)) from error
        if written != len(line):
            raise AccessLogUnwritable(self._path, "the disk is full")


def _is_torn(file: int) -> bool:
    """Whether the last line of a log was cut off, by a full disk or a loss of power."""
    size = os.fstat(file).st_size
    return size > 0 and os.pread(file, 1, size - 1) != b"\n"
