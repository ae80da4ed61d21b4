"""What can go wrong in the demonstration.

Problem
├── ExamplesMissing     the example files are not where they belong
├── DemoFolderInUse     the folder to keep the ledger in holds something
└── DemoStepFailed      one of its commands ended badly
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from domain.errors import Problem


class ExamplesMissing(Problem):
    """The files that the demonstration imports are not there."""

    code: ClassVar[str] = "CL0901"
    exit_code: ClassVar[int] = 5

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "The example files of the demonstration are missing",
            where=str(folder),
            help="install the package again, or run ./run demo in a complete checkout",
        )


class DemoFolderInUse(Problem):
    """The folder in which the ledger was to be kept is not empty."""

    code: ClassVar[str] = "CL0902"
    exit_code: ClassVar[int] = 2

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "The folder for the demonstration is not empty",
            where=str(folder),
            help="name a folder that does not exist yet with --keep",
        )


class DemoStepFailed(Problem):
    """A command of the demonstration did not end well; its own error stands above."""

    code: ClassVar[str] = "CL0903"
    exit_code: ClassVar[int] = 1

    def __init__(self, arguments: Sequence[str], status: object) -> None:
        super().__init__(
            "The demonstration stopped at a command that did not end well",
            where=" ".join(("reintegration", *arguments)),
            why=f"it ended with status {status}",
            help="read the error above it",
        )
