"""All figures of one person, and of the agreements and organisations beside persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from domain import events as e
from domain.agreements.agreement import Agreement
from domain.agreements.standing import AgreementState, standing
from domain.envelope import Act
from domain.statistics import at_release, lives, procedures, support
from domain.statistics.figures import Dimension, Figure
from domain.statistics.files import PersonFile
from domain.statistics.tally import Observation


def observed(file: PersonFile) -> Iterator[Observation]:
    """Yield every observation of one person."""
    yield from at_release.observed(file)
    yield from procedures.observed(file)
    yield from support.observed(file)
    yield from lives.observed(file)


def observed_agreements(agreements: Iterable[Agreement], day: date) -> Iterator[Observation]:
    """Yield of each agreement whether it was kept, once it had to be, and whether it is overseen.

    Args:
        agreements: Folded up to `day`.
        day: The last day of observation.
    """
    for agreement in agreements:
        if agreement.terms is None:
            continue
        now = standing(agreement, day)
        level = agreement.terms.level.value
        lines = {Dimension.YEAR: str(agreement.terms.due_on.year)}
        alone = agreement.overseer is None
        yield Observation(Figure.AGREEMENT_WITHOUT_OVERSEER, alone, lines, level)
        settled = now.state in {AgreementState.FULFILLED, AgreementState.BREACHED}
        if now.state is not AgreementState.WAIVED and (settled or now.due_passed):
            kept = now.state is AgreementState.FULFILLED
            yield Observation(Figure.AGREEMENT_FULFILLED, kept, lines, level)


def observed_organisations(
    histories: Mapping[str, Sequence[Act]], municipalities: Iterable[str], day: date
) -> Iterator[Observation]:
    """Yield of each municipality to which people return whether it has a contact official.

    Args:
        histories: The acts of each stream of an organisation.
        municipalities: Those where persons settle.
        day: The last day of observation.
    """
    appointed: dict[str, bool] = {}
    acts = [act for history in histories.values() for act in history if act.envelope.day <= day]
    for act in sorted(acts, key=lambda act: (act.envelope.day, act.position)):
        match act.body:
            case e.ContactOfficialAppointed(municipality=name):
                appointed[name] = True
            case e.ContactOfficialWithdrawn(municipality=name):
                appointed[name] = False
            case _:
                pass
    for name in sorted({*appointed, *municipalities}):
        lines = {Dimension.MUNICIPALITY: name}
        yield Observation(Figure.CONTACT_OFFICIAL, appointed.get(name, False), lines)
