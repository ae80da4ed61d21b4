"""Who watches over agreements, and where nobody does.

*Afspraken moeten worden nagekomen. De vraag is alleen wie hierop toeziet*: agreements must be
kept; the question is only who oversees that (Moors & Balogh, 2007). An agreement without an
overseer goes round in a circle of its own, whatever the law says of needs: a breach can only be
established by an overseer, so it is not seen; what is not seen is not put right; and what is not
put right gives nobody a reason to name an overseer. Only naming one opens it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from domain.agreements.agreement import Agreement
from domain.agreements.findings import AgreementFinding, AgreementFindingKind
from domain.agreements.standing import standing


def oversight_findings(agreement: Agreement, day: date) -> list[AgreementFinding]:
    """Return what is wrong with the oversight of one agreement on a day, in order of day and kind.

    Args:
        agreement: Folded up to that day.
        day: The day in the Netherlands.
    """
    found = _findings(agreement, day)
    return sorted(found, key=lambda each: (each.on, each.kind))


def without_overseer(agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """Return the agreements that were made and that nobody oversees, in the order given."""
    return tuple(each for each in agreements if each.making is not None and each.overseer is None)


def breach_unseen(agreement: Agreement, day: date) -> bool:
    """Return whether the agreed day has passed, and nobody is there to establish a breach."""
    return agreement.overseer is None and standing(agreement, day).due_passed


def review_absent(agreement: Agreement, day: date) -> bool:
    """Return whether the agreed day has passed, and its overseer held no review since."""
    terms = agreement.terms
    if terms is None or agreement.overseer is None or not standing(agreement, day).due_passed:
        return False
    return not any(each.on > terms.due_on for each in agreement.reviews)


def _findings(agreement: Agreement, day: date) -> Iterator[AgreementFinding]:
    making, terms, overseer = agreement.making, agreement.terms, agreement.overseer
    if making is None or terms is None:
        return
    kinds = AgreementFindingKind
    if overseer is None:
        yield AgreementFinding(kinds.NO_OVERSEER, making.on, making.evidence)
        if breach_unseen(agreement, day):
            yield AgreementFinding(kinds.BREACH_UNSEEN, terms.due_on, making.evidence)
        return
    if overseer.name == terms.performer:
        yield AgreementFinding(kinds.OVERSEER_IS_PERFORMER, overseer.since, overseer.evidence)
    if overseer.name == terms.beneficiary:
        yield AgreementFinding(kinds.OVERSEER_IS_BENEFICIARY, overseer.since, overseer.evidence)
    if review_absent(agreement, day):
        yield AgreementFinding(kinds.REVIEW_ABSENT, terms.due_on, overseer.evidence)
