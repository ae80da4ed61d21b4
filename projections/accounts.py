"""The accounts of accountability in a frame: of one person, or of all who may be asked for.

Every frame is folded from the acts, the present too: no read table is kept for it. Opening acts is
most of the work, so whoever asks for few reads of the others only what tells that they are not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from domain.accountability.account import Account, account_of
from domain.accountability.mandates import mandates_of
from domain.accountability.policy import Applied, Policy, applied, read_policy
from domain.envelope import Act
from domain.events import MandateGranted, MandateWithdrawn
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.rules import RuleSet
from domain.values import StreamKind, day_of, kind_of_stream
from ledger.reader import Frame, Reader
from projections.case import Case
from projections.histories import histories_of, of_persons

_OF_MANDATES: Final = frozenset({MandateGranted.about.type, MandateWithdrawn.about.type})


@cache
def policy() -> Policy:
    """Return the policy of accountability that comes with the program.

    Raises:
        PolicyUnreadable: The file has been spoilt.
    """
    folder = files("domain").joinpath("accountability")
    return read_policy(folder.joinpath("policy.toml").read_bytes())


def policy_in(frame: Frame, rules: RuleSet) -> Applied:
    """Return the policy as a frame applies it: by the day on which the rules are frozen, if any."""
    return applied(policy(), rules.name, rules.frozen_on or frame.law_on)


def account_in(reader: Reader, rules: RuleSet, case: Case) -> Account:
    """Return the account of one person; the mandates of organisations are read for it."""
    day = day_of(reader.frame.as_of)
    mandates = mandates_of(reader.histories(StreamKind.ORGANISATION), day)
    return account_of(case.person, case.acts, policy_in(reader.frame, rules), mandates, day)


def all_accounts(
    reader: Reader,
    rules: RuleSet,
    wanted: Callable[[Sequence[Act]], bool] = bool,
    types: Collection[str] = (),
) -> Iterator[Account]:
    """Yield the accounts of persons in the frame of `reader`, in order of person.

    Args:
        reader: The ledger in the frame.
        rules: The rule set.
        wanted: Whether a person with these acts, which count and are in order, may be asked for.
            Of whoever is not, no more is read, and nothing is judged.
        types: The types of the acts at which `wanted` looks; it is shown no others. None for all.
    """
    frame = reader.frame
    kinds = (StreamKind.PERSON, StreamKind.ORGANISATION)
    histories = histories_of(reader, kinds, {*types, *_OF_MANDATES} if types else ())
    organisations = {
        stream: acts
        for stream, acts in histories.items()
        if kind_of_stream(stream) is StreamKind.ORGANISATION
    }
    day, in_frame = day_of(frame.as_of), policy_in(frame, rules)
    mandates = mandates_of(organisations, day)
    for file in reader.files(of_persons(histories)):
        counted = as_of(resolve(file.acts).acts, frame.as_of)
        if wanted(counted):
            if types:
                whole = reader.unlogged(file.person)
                counted = as_of(resolve(whole.acts).acts, frame.as_of)
            yield account_of(fold(file.person, counted), counted, in_frame, mandates, day)
