"""Writing an answer to a file of its own: never over another one, and for the owner's eyes only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from commands.report_errors import AnswerNotWritten, FileInTheWay

STDOUT: Final = "-"
"""What is typed for the name of a file when the answer is to go to stdout."""


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet; return False where it is there with the same content.

    It holds personal data, so only its owner may read it.

    Raises:
        FileInTheWay: There is a file with other content, or a folder.
        AnswerNotWritten: The file cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.is_file() and path.read_bytes() == content:
            return False
        raise FileInTheWay(path) from None
    except OSError as error:
        raise AnswerNotWritten(path, error.strerror or str(error)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise AnswerNotWritten(path, error.strerror or str(error)) from error
    return True


def make_folder(path: Path) -> None:
    """Make a folder, unless it is there.

    Raises:
        AnswerNotWritten: It cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise AnswerNotWritten(path, error.strerror or str(error)) from error
