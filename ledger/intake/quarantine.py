"""Where lines that could not be imported are put aside: a file of their own, for its owner only."""

from __future__ import annotations

import base64
import json
import os
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from ledger.intake.errors import QuarantineUnwritable
from ledger.intake.lines import Aside

OWNER_ONLY: Final = 0o600


class Quarantine:
    """A new JSON lines file for the lines that one import puts aside, made before it begins.

    Each line holds `line` (its number in the source), `code`, `reason`, `why` and `help` (where
    there are any), and the line itself: `raw`, or `raw_base64` where its bytes are no UTF-8. A line
    that was too long has `truncated`, `length` (bytes) and `sha256` of the whole. The file, and
    the directory when it was made for it, are taken away again when nothing was put aside.

    Attributes:
        path: The file, `<name of the source>.quarantine-1.jsonl` or the first free number after it.

    Raises:
        QuarantineUnwritable: The file cannot be made.
    """

    def __init__(self, directory: Path, source: Path) -> None:
        self._made_directory = not directory.exists()
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path, self._stream = _new_file(directory, source.name)
        except OSError as error:
            raise QuarantineUnwritable(directory, error.strerror or str(error)) from error
        self.count = 0

    def put(self, aside: Aside) -> None:
        """Add one line with its reason."""
        self._stream.write(json.dumps(_record(aside)).encode() + b"\n")
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Make the file durable, or take it away when it is empty."""
        with self._stream:
            self._stream.flush()
            os.fsync(self._stream.fileno())
        if not self.count:
            self.path.unlink()
            if self._made_directory:
                with suppress(OSError):  # another import uses it by now
                    self.path.parent.rmdir()


def _new_file(directory: Path, source: str) -> tuple[Path, BinaryIO]:
    for number in count(1):
        path = directory / f"{source}.quarantine-{number}.jsonl"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        except FileExistsError:
            continue
        return path, os.fdopen(descriptor, "wb")
    raise AssertionError


def _record(aside: Aside) -> dict[str, object]:
    raw, problem = aside.raw, aside.problem
    record: dict[str, object] = {
        "line": raw.number,
        "code": problem.code,
        "reason": problem.summary,
        "why": problem.why,
        "help": problem.help,
    }
    try:
        record["raw"] = raw.content.decode()
    except UnicodeDecodeError:
        record["raw_base64"] = base64.b64encode(raw.content).decode()
    if raw.sha256 is not None:
        record |= {"truncated": True, "length": raw.length, "sha256": raw.sha256}
    return {name: value for name, value in record.items() if value is not None}
