"""Laws of accountability: one answer each day, no gaps, and the later leaves the past as it was."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain import events as e
from domain.accountability.states import State
from domain.accountability.timeline import accountable_on, spans_of, transfers_of
from domain.accountability.trail import trail_of
from domain.envelope import Act
from domain.events.handover import HandoverReason
from domain.events.oversight import EscalationOutcome
from domain.events.plan import DisputeGround
from domain.events.support import SupportKind
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.needs import Need
from tests.domain.acts import PERSON, act, evidence_in, histories
from tests.domain.handover_people import (
    FREE,
    FREE_SOMEWHERE,
    HELD,
    TO_TILBURG,
    accepts,
    account,
    disputes,
    offers,
    policy_under,
    rejects,
)

RULES = st.sampled_from(["seed-2007", "law-2007", "law"])
NEEDS = st.sampled_from([Need.CARE, Need.BENEFIT, Need.DEBT_HELP, Need.HOUSING])
FIRST = date(2018, 1, 1)
DAYS = st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days))
BODIES = st.one_of(
    st.sampled_from(
        [
            HELD,
            e.ReDetained(institution="PI Breda"),
            FREE,
            FREE_SOMEWHERE,
            TO_TILBURG,
            e.SettlementIntentionDeclared(municipality="Breda"),
            e.Registered(municipality="Eindhoven"),
            e.SocialSupportReported(kind=SupportKind.SHELTER, urgent=True),
            e.HandoverRejected(reason=HandoverReason.TOO_LATE),
            e.ForensicTitleStarted(),
            e.ForensicTitleEnded(),
        ]
    ),
    NEEDS.map(offers),
    NEEDS.map(accepts),
    NEEDS.map(lambda need: rejects(need, HandoverReason.NO_FUNDING)),
    st.builds(
        lambda need, ground: disputes(need, "Tilburg", "Breda", ground=ground),
        NEEDS,
        st.sampled_from(DisputeGround),
    ),
    NEEDS.map(lambda need: e.NeedOwnerAssigned(need=need, owner="Exodus")),
    st.builds(
        lambda need, outcome: e.EscalationResolved(outcome=outcome, need=need),
        NEEDS | st.none(),
        st.sampled_from(EscalationOutcome),
    ),
)


@st.composite
def lives(draw: st.DrawFn) -> list[Act]:
    """Acts that decide who answers, on any days, by two organisations."""
    acts = []
    for position in range(1, draw(st.integers(1, 12)) + 1):
        recorded = act(draw(BODIES), draw(DAYS), position=position)
        organisation = draw(st.sampled_from(["Tilburg", "Breda"]))
        envelope = recorded.envelope.model_copy(update={"organisation": organisation})
        acts.append(Act(position, position, recorded.recorded_at, envelope, recorded.body))
    return acts


@given(lives(), NEEDS, RULES)
def test_the_spans_of_a_need_leave_no_day_out_and_no_day_twice(
    acts: list[Act], need: Need, rules: str
) -> None:
    policy, last = policy_under(rules), FIRST + timedelta(days=900)
    trail = trail_of(fold(PERSON, as_of(acts, last)), as_of(acts, last))
    assert trail is not None

    spans = spans_of(trail, policy, need, last)

    assert (spans[0].since, spans[-1].until) == (trail.first, None)
    for before, after in pairwise(spans):
        assert before.until == after.since - timedelta(days=1)
        assert before.accountability != after.accountability
    for span in spans:
        for day in {span.since, span.until or last}:
            assert accountable_on(trail, policy, need, day) == span.accountability


@given(lives(), NEEDS, RULES, DAYS)
def test_each_day_lies_in_one_span_and_has_its_answer(
    acts: list[Act], need: Need, rules: str, day: date
) -> None:
    policy, last = policy_under(rules), FIRST + timedelta(days=900)
    trail = trail_of(fold(PERSON, as_of(acts, last)), as_of(acts, last))
    assert trail is not None
    day = max(day, trail.first)

    covering = [
        span
        for span in spans_of(trail, policy, need, last)
        if span.since <= day <= (span.until or last)
    ]

    assert [span.accountability for span in covering] == [accountable_on(trail, policy, need, day)]


@given(lives(), NEEDS, RULES, DAYS)
def test_what_happens_later_never_changes_who_answered_before(
    acts: list[Act], need: Need, rules: str, day: date
) -> None:
    policy = policy_under(rules)
    by_then, all_of_them = as_of(acts, day), as_of(acts, date.max)
    then = trail_of(fold(PERSON, by_then), by_then)
    now = trail_of(fold(PERSON, all_of_them), all_of_them)
    if then is None:
        return
    assert now is not None

    assert accountable_on(then, policy, need, day) == accountable_on(now, policy, need, day)


@given(lives(), NEEDS, RULES, DAYS)
def test_an_answer_has_the_parties_of_its_state_and_rests_on_what_had_happened(
    acts: list[Act], need: Need, rules: str, day: date
) -> None:
    happened = as_of(acts, date.max)
    trail = trail_of(fold(PERSON, happened), happened)
    assert trail is not None

    answer = accountable_on(trail, policy_under(rules), need, day)

    fewest, most = {
        State.NOBODY: (0, 0),
        State.UNKNOWN: (0, 0),
        State.JOINT: (2, 2),
        State.DISPUTED: (1, 2),
    }.get(answer.state, (1, 1))
    assert fewest <= len(answer.parties) <= most
    assert (answer.meanwhile is None) or answer.state is State.DISPUTED
    by_then = {each.envelope.event_id for each in acts if each.envelope.day <= day}
    assert evidence_in(answer) <= by_then


@given(lives(), NEEDS, RULES)
def test_responsibility_passes_only_between_known_and_different_answers(
    acts: list[Act], need: Need, rules: str
) -> None:
    last = FIRST + timedelta(days=900)
    happened = as_of(acts, last)
    trail = trail_of(fold(PERSON, happened), happened)
    assert trail is not None
    spans = spans_of(trail, policy_under(rules), need, last)

    passed = transfers_of(spans)

    starts = {span.since for span in spans[1:]}
    for each in passed:
        assert each.on in starts
        assert State.UNKNOWN not in (each.before.state, each.after.state)
        assert (each.before.state, each.before.parties) != (each.after.state, each.after.parties)


@given(histories(12), RULES, st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_every_history_has_an_account_that_rests_on_its_own_acts(
    acts: list[Act], rules: str, day: date
) -> None:
    found = account(acts, day.isoformat(), rules)

    known = {each.envelope.event_id for each in acts}
    assert evidence_in(found) <= known
    for stay in found.stays:
        assert evidence_in(stay) <= known
    assert {
        need for need, each in found.accountable.items() if each.state is not State.DISPUTED
    } <= {each.need for each in found.open}


@given(histories(12))
def test_the_stays_of_a_person_share_the_acts_among_them(acts: list[Act]) -> None:
    counted = as_of(resolve(acts).acts, date.max)

    stays = account(acts, "9999-12-31").stays

    shared = [each.position for stay in stays for each in stay.stay.acts]
    assert sorted(shared) == sorted({each.position for each in counted} if stays else set())
