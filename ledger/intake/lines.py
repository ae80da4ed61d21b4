"""The lines of a file, one at a time in bounded memory, and what a first look says of the whole."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ledger.intake.errors import (
    InputBinary,
    InputEmpty,
    InputIsDirectory,
    InputMissing,
    InputNotRegular,
    InputUnreadable,
    WrongEncoding,
)
from ledger.intake.line_errors import LineProblem, LineTooLong, NotInEncoding

LONGEST_LINE: Final = 1_000_000
"""Most bytes that a line may have, its end not counted. CloudEvents asks for at most 64 KiB."""

KEPT_OF_LONG_LINE: Final = 4_096
"""How many bytes of a longer line are kept."""

_UTF8_MARK: Final = b"\xef\xbb\xbf"
_HEAD: Final = 65_536
_CONTROL: Final = bytes({*range(32), 127} - set(b"\t\n\r\f\x1b"))
_MAGIC: Final = (
    (b"PK\x03\x04", "a ZIP archive, as an Excel workbook is one"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"PAR1", "a Parquet file"),
)


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as it stands in the file.

    Attributes:
        number: Its number, from 1.
        content: Its bytes without the line end; only the beginning of a line that is too long.
        length: How many bytes it has.
        end: Offset in the file of the first byte after it.
        sha256: SHA-256 in hexadecimal of the whole line, only when it is too long.
    """

    number: int
    content: bytes
    length: int
    end: int
    sha256: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it but white space."""
        return not self.content.strip()

    def text(self, encoding: str) -> str:
        """Return the line as text.

        Raises:
            LineTooLong: The line has more than `LONGEST_LINE` bytes.
            NotInEncoding: The bytes are not in `encoding`.
        """
        if self.sha256 is not None:
            raise LineTooLong(self.length, LONGEST_LINE, self.sha256)
        try:
            return self.content.decode(encoding)
        except UnicodeDecodeError as error:
            byte = self.content[error.start]
            raise NotInEncoding(encoding.upper(), byte, error.start + 1) from error


@dataclass(frozen=True, slots=True)
class Aside:
    """A line, or a row of several lines, that is put aside, and why."""

    raw: RawLine
    problem: LineProblem


def raw_lines(stream: BinaryIO) -> Iterator[RawLine]:
    r"""Yield the lines of `stream`, which end with \n or \r\n; the mark of UTF-8 is no text."""
    number = end = 0
    while chunk := stream.readline(LONGEST_LINE + 2):
        number += 1
        end += len(chunk)
        if number == 1:
            chunk = chunk.removeprefix(_UTF8_MARK)
        content = chunk.removesuffix(b"\n").removesuffix(b"\r")
        if len(content) <= LONGEST_LINE:
            yield RawLine(number, content, len(content), end)
            continue
        kept = content[:KEPT_OF_LONG_LINE]
        digest = hashlib.sha256()
        length = 0
        while not chunk.endswith(b"\n") and (more := stream.readline(_HEAD)):
            # The last byte waits: it is part of the line end when it is \r and \n comes next.
            digest.update(chunk[:-1])
            length += len(chunk) - 1
            end += len(more)
            chunk = chunk[-1:] + more
        content = chunk.removesuffix(b"\n").removesuffix(b"\r")
        digest.update(content)
        yield RawLine(number, kept, length + len(content), end, digest.hexdigest())


def check_text(path: Path, encoding: str = "utf-8") -> int:
    """Look through a whole file before anything of it is used.

    A line that is not in `encoding` is a fault of that line, to be put aside later, as long as
    another line with more than ASCII in it is; otherwise the file is in another encoding.

    Args:
        path: The file.
        encoding: The encoding in which it will be read.

    Returns:
        The size of the file in bytes.

    Raises:
        FileFault: The file is not there, is no readable file, holds nothing, is not text, or is
            written in another encoding.
    """
    size = _size_of_regular_file(path)
    with path.open("rb") as stream:
        _check_head(path, stream.read(_HEAD), encoding)
        stream.seek(0)
        _check_lines(path, stream, encoding)
    return size


def _size_of_regular_file(path: Path) -> int:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputIsDirectory(path)
        if not stat.S_ISREG(status.st_mode):
            raise InputNotRegular(path)
        with path.open("rb"):
            return status.st_size
    except FileNotFoundError as error:
        raise InputMissing(path) from error
    except OSError as error:
        raise InputUnreadable(path, error.strerror or str(error)) from error


def _check_head(path: Path, head: bytes, encoding: str) -> None:
    if not head.strip():
        # White space alone may go on for long; a look at all lines decides.
        return
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise InputBinary(path, name)
    wide = _wide_encoding(head)
    if wide is not None:
        raise WrongEncoding(path, expected=encoding.upper(), found=wide)
    share = sum(map(head.count, (bytes([control]) for control in _CONTROL))) / len(head)
    # Random bytes hold 11 % control characters; a hostile line among good ones holds a few.
    if share > 0.1 or (share > 0.02 and not _is_text(head, "utf-8")):  # noqa: PLR2004
        raise InputBinary(path, None)


def _wide_encoding(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    # Latin letters in UTF-16 have a NUL on every second place, and nearly none on the others.
    half = len(head) / 2
    few, many = sorted((head[0::2].count(0), head[1::2].count(0)))
    return "UTF-16" if many > 0.4 * half and few < 0.1 * half else None


def _check_lines(path: Path, stream: BinaryIO, encoding: str) -> None:
    is_empty = True
    readable = utf8 = 0
    first: RawLine | None = None
    for line in raw_lines(stream):
        is_empty = is_empty and line.is_blank
        if line.content.isascii() or line.sha256 is not None:
            continue
        utf8 += _is_text(line.content, "utf-8")
        if _is_text(line.content, encoding):
            readable += 1
        first = first or line
    if is_empty:
        raise InputEmpty(path)
    if first is None:
        return
    column = 1 + next(place for place, byte in enumerate(first.content) if byte > 127)  # noqa: PLR2004
    if not readable:
        found = (
            "UTF-8" if utf8 else "Windows-1252, Latin-1 or another encoding of one byte a letter"
        )
    elif encoding != "utf-8" and utf8 == readable:
        # Any byte is a letter in an encoding of one byte; that every line is UTF-8 is no accident.
        found = "UTF-8"
    else:
        return
    raise WrongEncoding(
        path, expected=encoding.upper(), found=found, line=first.number, column=column
    )


def _is_text(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
