"""What can go wrong when pseudonyms are linked or unlinked.

Problem
├── LinkedToItself             one pseudonym was named twice
├── LinkMakesCircle            the other is linked to this one already, directly or through others
├── AlreadyLinked              both are read as one person already
├── LinkedToAnother            the pseudonym is linked to a third one
├── NotLinked                  no link of these two can be undone
├── LinkAlreadyProposed        a proposal waits for approval
├── ProposalDecided            the proposal was approved before
└── LinkChangedOtherwise       a link is recorded, corrected or retracted as if it were one event
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from domain.errors import Problem


class LinkedToItself(Problem):
    """A pseudonym would be linked to itself."""

    code: ClassVar[str] = "CL0841"
    exit_code: ClassVar[int] = 3

    def __init__(self, person: str) -> None:
        super().__init__(
            f"{person} cannot be linked to itself",
            help="name two pseudonyms: the one that is linked, and the one to which it is linked",
        )


class LinkMakesCircle(Problem):
    """A link would go round: the other pseudonym is linked to this one already."""

    code: ClassVar[str] = "CL0842"
    exit_code: ClassVar[int] = 3

    def __init__(self, person: str, other: str, chain: Sequence[str]) -> None:
        super().__init__(
            f"A link of {person} to {other} would make a circle",
            why=" is linked to ".join(chain),
            help="both are read as one person already; for the other to lead, unlink them first",
        )


class AlreadyLinked(Problem):
    """Two pseudonyms are read as one person already."""

    code: ClassVar[str] = "CL0843"
    exit_code: ClassVar[int] = 6

    def __init__(self, person: str, other: str, leading: str) -> None:
        super().__init__(
            f"{person} and {other} are linked already",
            why=f"both are read as one person, under {leading}",
            help=f"see where that comes from with: reintegration timeline {person}",
        )


class LinkedToAnother(Problem):
    """A pseudonym that is linked to one is linked to no second one."""

    code: ClassVar[str] = "CL0844"
    exit_code: ClassVar[int] = 6

    def __init__(self, person: str, third: str, other: str) -> None:
        super().__init__(
            f"{person} is linked to {third} already",
            why="a pseudonym is linked to one other at most, so that it is clear which one leads",
            help=f"link {third} to {other}, or unlink {person} and {third} first",
        )


class NotLinked(Problem):
    """There is no link between two pseudonyms."""

    code: ClassVar[str] = "CL0845"
    exit_code: ClassVar[int] = 5

    def __init__(self, person: str, other: str, between: Sequence[str]) -> None:
        super().__init__(
            f"{person} and {other} are not linked to each other",
            why=None if not between else "they are one person through " + ", ".join(between),
            help="see to whom they are linked with: reintegration timeline " + person,
        )


class LinkAlreadyProposed(Problem):
    """The same was proposed before, and waits for approval."""

    code: ClassVar[str] = "CL0846"
    exit_code: ClassVar[int] = 6

    def __init__(self, person: str, other: str, proposal: str) -> None:
        super().__init__(
            f"The same has been proposed of {person} and {other} already",
            why=f"by event {proposal!r}, which waits for approval",
            help=f"another account approves it with: reintegration approve {proposal}",
        )


class ProposalDecided(Problem):
    """A proposal was approved before."""

    code: ClassVar[str] = "CL0847"
    exit_code: ClassVar[int] = 6

    def __init__(self, proposal: str, decision: str) -> None:
        super().__init__(
            f"Proposal {proposal!r} has been approved already",
            why=f"by event {decision!r}",
            help="for another decision, make another proposal",
        )


class LinkChangedOtherwise(Problem):
    """A link stands in two streams, and only its own commands change both at once."""

    code: ClassVar[str] = "CL0848"
    exit_code: ClassVar[int] = 3

    def __init__(self, type_name: str) -> None:
        super().__init__(
            f"{type_name} is one of two events, and this would change one alone",
            why="a link is said in the streams of both pseudonyms, and counts where both say it",
            help="use 'reintegration link' or 'reintegration unlink', and 'reintegration approve'; "
            "a proposal that is wrong changes nothing while nobody approves it, so propose what is "
            "right beside it, and let that be approved",
        )
