"""What can go wrong when an agreement is asked for.

Problem
└── AgreementUnknown                nothing is recorded of this agreement in this frame
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from commands.errors import nearest
from domain.errors import Problem


class AgreementUnknown(Problem):
    """The ledger holds nothing of an agreement in the frame asked for."""

    code: ClassVar[str] = "CL0831"
    exit_code: ClassVar[int] = 5

    def __init__(self, agreement: str, position: int, known: Iterable[str]) -> None:
        near = nearest(agreement, known)
        hint = "" if near is None else f"did you mean {near}? Otherwise "
        super().__init__(
            f"Nothing is recorded of agreement {agreement}",
            where=f"the first {position} events of this ledger, by the day asked about",
            help=f"{hint}list them with 'reintegration agreements', or ask for a later --as-of",
        )
