"""The form of a certificate: a verdict about needs with a proof that anyone can check.

An administrative decision has to carry its reasons (Awb 3:46). A certificate holds those of a
verdict about one person on one day under one rule set: what was recorded, the ways that matter,
and an account of them that `domain.certificate_check` follows step by step without trusting what
made it. It names needs, ways and circumstances by id; sentences are the business of reports.

What is not known is taken as unmet in the lower reading and as met in the upper. A verdict is
certain when it holds whatever the answers are: obtainable in the lower reading, foreclosed in the
upper, circular in both. Everything grows when more is met, so the two outermost readings decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field, StringConstraints, ValidationError

from domain.circumstances import Circumstance
from domain.errors import Problem
from domain.values import Name, Value

VERSION: Final = 1
"""The version of the form. A change of meaning gets a new number; old certificates keep theirs."""

SHORTEST_NAME: Final = 4
"""How many hexadecimal digits of a digest are printed at least."""

Scalar = bool | int | str
"""What a circumstance can be."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class CertificateNotReadable(Problem):
    """A file is not a certificate, or is one of a version that this program does not know."""

    code: ClassVar[str] = "DM0401"
    exit_code: ClassVar[int] = 3

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            "This is not a certificate that can be checked.",
            where=where,
            why=why,
            help="Ask for it again with 'reintegration why PERSON --certificate FOLDER'.",
        )


class Reading(StrEnum):
    """How what is not known is taken: see the module."""

    CERTAIN = "certain"
    LOWER = "lower"
    UPPER = "upper"


class GuardStatement(Value):
    """What a way asks of a circumstance; exactly one of the tests is given."""

    circumstance: Circumstance
    holds: bool | None = None
    one_of: tuple[Name, ...] | None = None
    at_least: int | None = None
    at_most: int | None = None


class WayStatement(Value):
    """A way as the rules state it, reduced to what a proof needs.

    Attributes:
        id: The rule; the ways that a decision adds are `rule#1`, `rule#2` and so on.
        need: What it meets.
        requires: What has to be met first.
        guards: The circumstances that have to hold.
        option: Whether an authority is free to refuse it, so that it is not counted on.
        added_by: The decision that adds it; None for a way that is there without one.
    """

    id: Name
    need: Name
    requires: tuple[Name, ...] = ()
    guards: tuple[GuardStatement, ...] = ()
    option: bool = False
    added_by: Name | None = None


class Facts(Value):
    """What was recorded of the person on that day.

    Attributes:
        met: Needs that hold.
        pending: Needs that were applied for and are expected to be granted.
        unknown: Needs of which nothing is recorded.
        declined: Needs that the person does not want or that do not apply: no way counts.
        circumstances: The value of each circumstance that a way asks about and that is known.
    """

    met: tuple[Name, ...] = ()
    pending: tuple[Name, ...] = ()
    unknown: tuple[Name, ...] = ()
    declined: tuple[Name, ...] = ()
    circumstances: dict[Circumstance, Scalar] = Field(default_factory=dict)


class Step(Value):
    """A need, and the way by which it is met."""

    need: Name
    way: Name


class Fails(StrEnum):
    """Why a way does not get anybody there.

    Attributes:
        REQUIRES: It requires a need that is not obtainable either, named in `by`.
        CLOSED: A circumstance keeps it closed, named in `by` with its value.
        OPTION: An authority is free to refuse it.
        DECLINED: The person does not want the need, or it does not apply.
    """

    REQUIRES = "requires"
    CLOSED = "closed"
    OPTION = "option"
    DECLINED = "declined"


class Account(Value):
    """One way, and why it fails; `by` and `value` as `Fails` tells, None for what is not known."""

    way: Name
    fails: Fails
    by: Name | None = None
    value: Scalar | None = None


class Blocked(Value):
    """A need that is not obtainable, with an account of every way to it."""

    need: Name
    ways: tuple[Account, ...]


class ObtainableProof(Value):
    """An ordered list of ways: each asks only what holds or was reached before it."""

    verdict: Literal["obtainable"] = "obtainable"
    steps: tuple[Step, ...]


class CircularProof(Value):
    """None can come first, and each would follow if the others were there.

    Attributes:
        together: The needs that are circular: those asked about, and those that hold them.
        blocked: Every member, and whatever else has no way out; each way to one of these fails,
            at another of them or at a guard. So none is ever met.
        support: For every member a way, and for what those ways require as well, until all of it
            holds or is a member. So the members would keep each other going.
    """

    verdict: Literal["circular"] = "circular"
    together: tuple[Name, ...]
    blocked: tuple[Blocked, ...]
    support: tuple[Step, ...]


class ForeclosedProof(Value):
    """The order in which each need loses its last way, each only through those before it."""

    verdict: Literal["foreclosed"] = "foreclosed"
    order: tuple[Blocked, ...]


class Dropped(Value):
    """Why one decision cannot be left out: without it `goal` is not obtainable."""

    decision: Name
    goal: Name
    blocked: tuple[Blocked, ...]


class WayOutProof(Value):
    """Decisions that make needs obtainable, none of which can be left out.

    Fewer ways never reach more, so when no single decision can be left out, no two can.

    Attributes:
        decisions: The interventions and options that are chosen.
        steps: The ordered list of ways that they make possible.
        dropped: For each decision why it cannot be left out.
    """

    verdict: Literal["way-out"] = "way-out"
    decisions: tuple[Name, ...]
    steps: tuple[Step, ...]
    dropped: tuple[Dropped, ...]


Proof = Annotated[
    ObtainableProof | CircularProof | ForeclosedProof | WayOutProof, Field(discriminator="verdict")
]


class Certificate(Value):
    """A verdict about some needs, with its proof and everything the proof rests on.

    Attributes:
        version: Of this form.
        rules: Name of the rule set.
        rules_digest: SHA-256 of the rule set in hexadecimal.
        frame: Whatever the caller says of the question: person, day, known at, position, root.
        reading: How what is not known is taken.
        needs: What the verdict is about.
        facts: What was recorded.
        ways: Every way that the proof speaks of.
        proof: The verdict and the account of it.
    """

    version: Literal[1] = VERSION
    rules: Name
    rules_digest: Digest
    frame: dict[Name, Name]
    reading: Reading
    needs: Annotated[tuple[Name, ...], Field(min_length=1)]
    facts: Facts
    ways: tuple[WayStatement, ...]
    proof: Proof

    def canonical_bytes(self) -> bytes:
        """Return the one way to write it: JSON, sorted ASCII keys, no white space, no nulls."""
        return canonical_bytes(self.model_dump(mode="json", exclude_none=True))

    @property
    def digest(self) -> str:
        """SHA-256 of its canonical bytes in hexadecimal; the first digits are its short name."""
        return sha256(self.canonical_bytes()).hexdigest()

    def as_file(self) -> bytes:
        """Return the file that `read_certificate` reads: the certificate and its digest."""
        content = self.model_dump(mode="json", exclude_none=True)
        document = {"certificate": content, "sha256": self.digest}
        return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode("ascii")


class _File(Value):
    certificate: Certificate
    sha256: Digest


def read_certificate(data: bytes, where: str = "certificate") -> Certificate:
    """Return the certificate in a file.

    Args:
        data: The bytes of the file.
        where: What to call the file in an error.

    Raises:
        CertificateNotReadable: It is no certificate, one of another version, or one that was
            changed after it got its digest.
    """
    try:
        file = _File.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CertificateNotReadable(where, f"{place or 'file'}: {first['msg']}") from error
    if file.certificate.digest != file.sha256:
        raise CertificateNotReadable(
            where,
            f"its content has the digest {file.certificate.digest}, but it says {file.sha256}: "
            "it was changed after it was made",
        )
    return file.certificate


def canonical_bytes(value: Any) -> bytes:
    """Return JSON values as bytes in one way only: a subset of RFC 8785, without floats."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def short_names(digests: Iterable[str]) -> Mapping[str, str]:
    """Return for each digest the fewest first digits, four at least, that tell all apart.

    Names of one list have one length. Two digests in one list that agree in four digits make the
    names of that list longer; a name never stands for two of them.
    """
    whole = set(digests)
    length = SHORTEST_NAME
    while len({digest[:length] for digest in whole}) < len(whole):
        length += 1
    return {digest: digest[:length] for digest in sorted(whole)}
