"""How well agreements are kept, and what intentions became: counts and shares for reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from domain.agreements.agreement import Agreement
from domain.agreements.collective import Offer, offers_without_agreement
from domain.agreements.counting import Fulfilment, count, count_by, levels, performers
from domain.agreements.intentions import (
    Conversion,
    ConversionFigure,
    conversions_by,
    count_conversions,
)
from domain.events.agreements import AgreementLevel
from domain.values import Value


class FulfilmentRow(Value):
    """How well a group of agreements was kept; see `Fulfilment`. Shares run from 0 to 1."""

    group: str | None
    made: int
    open: int
    claimed: int
    overdue: int
    fulfilled: int
    on_time: int
    breached: int
    waived: int
    due: int
    rate: float | None
    on_time_rate: float | None
    without_overseer: int


class ConversionRow(Value):
    """How many intentions of a group became agreements; the share runs from 0 to 1."""

    group: str | None
    expressed: int
    agreed: int
    share: float | None
    median_days: float | None


class IntentionRow(Value):
    """One intention, and the agreement that it became."""

    stream: str
    on: date
    level: str
    topic: str
    parties: tuple[str, ...]
    agreement: str | None
    agreed_on: date | None
    evidence: tuple[str, ...]


class Summary(Value):
    """Counts over the agreements in view, whatever their state.

    Attributes:
        total: All of them.
        by_level: Apart for each level, from national to case.
        by_performer: Apart for each performer, by name; persons are taken together.
        intentions: All intentions in view, and how many became agreements.
        intentions_by_level: The same apart for each level.
        intentions_by_topic: The same apart for each topic.
        never_agreed: The intentions that became none.
        offers_without_agreement: Events of offers under an agreement that nobody recorded as made.
    """

    total: FulfilmentRow
    by_level: tuple[FulfilmentRow, ...]
    by_performer: tuple[FulfilmentRow, ...]
    intentions: ConversionRow
    intentions_by_level: tuple[ConversionRow, ...]
    intentions_by_topic: tuple[ConversionRow, ...]
    never_agreed: tuple[IntentionRow, ...]
    offers_without_agreement: tuple[str, ...]


def summary(
    agreements: Sequence[Agreement],
    became: Sequence[Conversion],
    by_id: Mapping[str, Agreement],
    offers: Iterable[Offer],
    day: date,
) -> Summary:
    """Return the counts of agreements, of what intentions became, and of offers without agreement.

    Args:
        agreements: Those that are counted, folded up to the day.
        became: The intentions that are counted.
        by_id: All agreements by id, also those that are not counted.
        offers: The offers under agreements.
        day: The day asked about.
    """
    by_level = count_by(agreements, day, levels)
    by_performer = count_by(agreements, day, performers)
    meant_by_level = conversions_by(became, lambda each: each.level)
    meant_by_topic = conversions_by(became, lambda each: str(each.topic))
    loose = offers_without_agreement(by_id, offers)
    return Summary(
        total=_fulfilment(None, count(agreements, day)),
        by_level=tuple(
            _fulfilment(each, by_level[each]) for each in AgreementLevel if each in by_level
        ),
        by_performer=tuple(_fulfilment(*each) for each in sorted(by_performer.items())),
        intentions=_conversion(None, count_conversions(became)),
        intentions_by_level=tuple(
            _conversion(each, meant_by_level[each])
            for each in AgreementLevel
            if each in meant_by_level
        ),
        intentions_by_topic=tuple(_conversion(*each) for each in sorted(meant_by_topic.items())),
        never_agreed=tuple(_intention(each) for each in became if each.agreement is None),
        offers_without_agreement=tuple(event for each in loose for event in each.evidence),
    )


def _fulfilment(group: str | None, found: Fulfilment) -> FulfilmentRow:
    return FulfilmentRow(
        group=group,
        made=found.made,
        open=found.open,
        claimed=found.claimed,
        overdue=found.overdue,
        fulfilled=found.fulfilled,
        on_time=found.on_time,
        breached=found.breached,
        waived=found.waived,
        due=found.due,
        rate=_share(found.rate),
        on_time_rate=_share(found.on_time_rate),
        without_overseer=found.without_overseer,
    )


def _conversion(group: str | None, found: ConversionFigure) -> ConversionRow:
    return ConversionRow(
        group=group,
        expressed=found.expressed,
        agreed=found.agreed,
        share=_share(found.share),
        median_days=found.median_days,
    )


def _intention(each: Conversion) -> IntentionRow:
    return IntentionRow(
        stream=each.stream,
        on=each.intention.on,
        level=each.intention.level,
        topic=each.intention.topic,
        parties=each.intention.parties,
        agreement=each.agreement,
        agreed_on=each.agreed_on,
        evidence=each.intention.evidence,
    )


def _share(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 4)
