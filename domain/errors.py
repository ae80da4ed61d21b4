"""The one form in which anything that goes wrong is told to a person.

    Problem
    └── every error class of domain, ledger, projections and commands

An error is a class that takes facts and writes sentences: what is wrong, where, why, and what to
do. `code` is stable and can be looked up with `reintegration explain CODE`; `exit_code` is the
status with which the command line ends.
"""

from __future__ import annotations

from typing import ClassVar


class Problem(Exception):
    """Something that a person can act on.

    Attributes:
        code: Stable code such as `LG0301`.
        exit_code: Exit status of the command line: 1 failure, 2 usage, 3 refused by a rule or
            schema, 4 not allowed, 5 not found, 6 conflict, 7 integrity, 8 some rows quarantined,
            9 `--fail-on` found some, 10 store unreachable.
        summary: What is wrong, in one sentence.
        where: The place: a file with line and column, a stream, a position, an option.
        why: The reason, where it is not in the summary.
        help: What to do now.
    """

    code: ClassVar[str] = "RL0000"
    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        summary: str,
        *,
        where: str | None = None,
        why: str | None = None,
        help: str | None = None,
    ) -> None:
        super().__init__(summary)
        self.summary = summary
        self.where = where
        self.why = why
        self.help = help

    def __str__(self) -> str:
        parts = [self.summary]
        parts += [part for part in (self.where, self.why, self.help) if part]
        return "; ".join(parts)
