"""The frame of an answer as it is printed with it: as of when, as known when, by which rules.

Size and root stand for everything recorded up to then; an answer without its frame is no evidence.
An answer from a ledger made for rehearsal says so, because nothing in that is evidence either.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domain.rules import RuleSet
    from ledger import Head, Ledger, Reader


def ledger_meta(ledger: Ledger) -> dict[str, Any]:
    """Return the frame of an answer that rests on the ledger as it stands, and on no rules."""
    asked_at = ledger.clock()
    head = ledger.head()
    return meta_at(ledger, head, _known_until(head, asked_at))


def meta_at(ledger: Ledger, head: Head, known_at: datetime | None) -> dict[str, Any]:
    """Return the frame of an answer that rests on the ledger as it stood at `head`."""
    return {
        "as_of": None,
        "known_at": known_at,
        "position": head.position,
        "law_on": None,
        "rules": None,
        **_size_and_root(head),
        "rehearsal": ledger.header.rehearsal,
    }


def reader_meta(
    reader: Reader, asked_at: datetime, rule_set: RuleSet | None = None, *, dated: bool = True
) -> dict[str, Any]:
    """Return the frame of an answer that was read by a reader.

    Args:
        reader: Who read it.
        asked_at: When the question was asked.
        rule_set: The rules on which the answer rests; None when it rests on none.
        dated: Whether it depends on the day asked about.
    """
    return {
        "as_of": reader.frame.as_of if dated else None,
        "known_at": reader.frame.known_at or _known_until(reader.head, asked_at),
        **_narrower(reader),
        **({"as_of_is_ahead": True} if dated and _is_ahead(reader, asked_at) else {}),
        "position": reader.position,
        "law_on": reader.frame.law_on,
        "rules": None if rule_set is None else rule_set.name,
        "rules_digest": None if rule_set is None else rule_set.digest,
        **_size_and_root(reader.head),
        "rehearsal": reader.ledger.header.rehearsal,
    }


def _narrower(reader: Reader) -> dict[str, Any]:
    """Return what few frames have: whose knowledge is read, and who has several pseudonyms."""
    found: dict[str, Any] = {}
    if reader.frame.known_to is not None:
        found["known_to"] = reader.frame.known_to
    if reader.linked:
        found["linked"] = {person: list(each) for person, each in sorted(reader.linked.items())}
    return found


def _is_ahead(reader: Reader, asked_at: datetime) -> bool:
    """Whether the day asked about is still to come: nothing is recorded of it as a fact."""
    from domain.values import day_of

    return day_of(reader.frame.as_of) > day_of(asked_at)


def meta_without_ledger(rule_set: RuleSet | None = None) -> dict[str, Any]:
    """Return the frame of an answer that rests on no ledger."""
    empty = dict.fromkeys(("as_of", "known_at", "position", "law_on", "rules", "size", "root"))
    if rule_set is None:
        return empty
    return empty | {"rules": rule_set.name, "rules_digest": rule_set.digest}


def _known_until(head: Head, asked_at: datetime) -> datetime:
    """Return the moment that stands for what is known now, so that it can be asked again.

    It is that of the last record, which no later record ever shares. What is recorded after the
    question, by a clock that runs behind, could still fall before the moment of asking.
    """
    return asked_at if head.recorded_at is None else head.recorded_at


def _size_and_root(head: Head) -> dict[str, Any]:
    return {"size": head.position, "root": head.root.hex()}
