"""How one act changes what is known of a person.

`evolve` never refuses and never looks at a clock. What does not fit (a release without a detention,
a decision without an application) changes the state as far as it can, and is reported by
`domain.findings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar, assert_never, cast

from domain import events as e
from domain.envelope import Act
from domain.events.documents import DocumentKind
from domain.events.housing import HousingKind
from domain.events.income import StopReason
from domain.events.registration import DeregistrationKind
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.person import Episode, Known, LooseRelease, Notice, Person
from domain.standing import Noted, Pending, Standing
from domain.values import Certainty

T = TypeVar("T")

_IDENTITY_CARD_KINDS = frozenset(
    {DocumentKind.PASSPORT, DocumentKind.ID_CARD, DocumentKind.ALIENS_DOCUMENT}
)
_OWN_ADDRESS = frozenset(
    {
        HousingKind.DWELLING,
        HousingKind.FAMILY,
        HousingKind.FRIENDS,
        HousingKind.EXODUS,
        HousingKind.POST_DETENTION_HOUSE,
        HousingKind.SUPPORTED_LIVING,
        HousingKind.ROOMS_WITH_PROSPECTS,
    }
)


def fold(person: str, acts: Iterable[Act]) -> Person:
    """Return the state of `person` after `acts`, which are in order and already resolved."""
    state = Person(person)
    for act in acts:
        state = evolve(state, act)
    return state


def evolve(state: Person, act: Act) -> Person:
    """Return the state after one more act; an erased act (body None) changes nothing."""
    if act.body is None:
        return state
    body = cast("e.PersonEvent", act.body)
    return replace(_apply(state, act, body), acts=state.acts + 1)


def _apply(state: Person, act: Act, body: e.PersonEvent) -> Person:
    envelope = act.envelope
    day, by = envelope.day, act.evidence
    start, until = envelope.effective_from, envelope.effect_until
    match body:
        case e.PersonRegistered():
            return replace(
                state,
                birth_year=_known(body.birth_year, day, by, state.birth_year),
                dutch_national=_known(body.dutch_national, day, by, state.dutch_national),
            )
        case e.DetentionStarted() | e.ReDetained():
            return _detain(state, act, body)
        case e.DetentionTitleChanged():
            return _change_episode(state, act, title=body.to_title)
        case e.PlacedInInstitution():
            return _change_episode(
                state,
                act,
                institution=body.institution,
                municipality=body.institution_municipality,
            )
        case e.ReleaseDatePlanned():
            return replace(
                state,
                planned_release=Known(body.release_on, day, by),
                planned_release_certainty=body.certainty,
            )
        case e.ReleaseDateChanged():
            planned = None if body.release_on is None else Known(body.release_on, day, by)
            return replace(state, planned_release=planned, planned_release_certainty=body.certainty)
        case e.ImmediateReleaseOrdered():
            return replace(
                state,
                planned_release=Known(day, day, by),
                planned_release_certainty=Certainty.KNOWN,
            )
        case e.PersonReleased():
            released = _release(state, act)
            return replace(
                released,
                settlement=_known(body.destination_municipality, day, by, state.settlement),
            )
        case e.ScreeningCompleted():
            for finding in body.findings:
                state = _answer(state, finding.need, finding.answer, day, by)
            return state
        case e.HealthScreeningCompleted():
            for need, answer in ((Need.CARE, body.care), (Need.MEDICATION, body.medication)):
                if answer is not None:
                    state = _answer(state, need, answer, day, by)
            return state
        case e.NeedStatusVerified():
            return _answer(state, body.need, body.answer, day, by)
        case e.NeedDeclined():
            return _answer(state, body.need, ScreeningAnswer.DECLINED, day, by)
        case e.SettlementIntentionDeclared():
            return replace(state, settlement=Known(body.municipality, day, by))
        case e.ReleaseNoticeSent():
            notice = Notice(day, body.release_on, envelope.to, None, by)
            return replace(state, notices=(*state.notices, notice))
        case e.ReleaseNoticeReceived():
            return _receive(state, day, by)
        case e.IdDocumentVerified():
            return _document(state, body, day, by)
        case e.IdDocumentReportedMissing():
            if body.kind not in _IDENTITY_CARD_KINDS:
                return state
            return _lose(state, Need.ID_DOCUMENT, day, by)
        case e.IdentityEstablished():
            return _hold(state, Need.IDENTITY, start, until, by)
        case e.IdCardApplied():
            return _apply_for(state, Need.ID_DOCUMENT, act)
        case e.IdApplicationBlocked():
            return _refuse(state, Need.ID_DOCUMENT, day, by)
        case e.IdFeeFunded():
            return _hold(state, Need.CASH, start, until, by)
        case e.IdCardIssued():
            return _issue_card(state, act)
        case e.IdCardHandedOver():
            state = replace(state, card_issued=Known(value=False, since=day, evidence=by))
            last = body.valid_until or until
            state = _hold(state, Need.ID_DOCUMENT, start, last, by)
            return _hold(state, Need.IDENTITY, start, None, by)
        case e.Registered():
            return _register(state, act, body.municipality)
        case e.RegisteredAtInstitutionAddress():
            return _hold(_register(state, act, body.municipality), Need.ADDRESS, start, until, by)
        case e.Deregistered():
            return _deregister(state, act, body)
        case e.PostalAddressRequested():
            return _apply_for(state, Need.ADDRESS, act)
        case e.PostalAddressConsentGiven():
            return replace(state, address_giver=Known(value=True, since=day, evidence=by))
        case e.PostalAddressConsentRefused():
            return replace(state, address_giver=Known(value=False, since=day, evidence=by))
        case e.PostalAddressGranted() | e.PostalAddressEnteredExOfficio():
            return _hold(state, Need.ADDRESS, start, until, by)
        case e.PostalAddressRefused():
            return _refuse(state, Need.ADDRESS, day, by)
        case e.AddressEnded():
            return _lose(state, Need.ADDRESS, start, by)
        case e.BenefitApplied():
            return _apply_for(state, Need.BENEFIT, act)
        case e.BenefitApplicationIncomplete():
            return _suspend(state, act, body.complete_by)
        case e.BenefitApplicationCompleted():
            return _resume(state, act)
        case e.BenefitGranted():
            return _hold(state, Need.BENEFIT, start, until, by)
        case e.BenefitRejected():
            return _refuse(state, Need.BENEFIT, day, by)
        case e.BenefitStopped():
            state = _lose(state, Need.BENEFIT, start, by)
            return (
                _lose(state, Need.INCOME, start, by)
                if body.reason is not StopReason.WORK
                else state
            )
        case e.AdvancePaid():
            state = _hold(state, Need.ADVANCE, start, until, by)
            return _hold(state, Need.CASH, start, until, by)
        case e.AdvanceRefused():
            return _refuse(state, Need.ADVANCE, day, by)
        case e.RentArrearsRegistered():
            return replace(state, arrears=Known(value=True, since=day, evidence=by))
        case e.TenancyEnded():
            return _lose_home(state, start, by)
        case e.HousingEnded():
            if _stays_in_shelter(state, start):
                return _lose(state, Need.SHELTER, start, by)
            return _lose_home(state, start, by)
        case e.HousingUrgencyGranted():
            return replace(state, urgency=Known(value=True, since=day, evidence=by))
        case e.HousingUrgencyRefused():
            return replace(state, urgency=Known(value=False, since=day, evidence=by))
        case e.HousingOffered():
            return replace(state, housing_offered=Known(value=True, since=day, evidence=by))
        case e.HousingPlaced():
            return _house(state, act, body)
        case (
            e.ScreeningStarted()
            | e.ScreeningDeclined()
            | e.AddressInvestigationStarted()
            | e.AdvanceOffered()
            | e.HousingPreferenceRecorded()
        ):
            return state
        case _:
            assert_never(body)


def _known(
    value: T | None, day: date, by: tuple[str, ...], old: Known[T] | None
) -> Known[T] | None:
    return old if value is None else Known(value, day, by)


def _with(state: Person, need: Need, standing: Standing) -> Person:
    return replace(state, standings={**state.standings, need: standing})


def _hold(
    state: Person, need: Need, since: date, until: date | None, by: tuple[str, ...]
) -> Person:
    return _with(state, need, state.standing(need).granted(since, until, by))


def _lose(state: Person, need: Need, on: date, by: tuple[str, ...]) -> Person:
    return _with(state, need, state.standing(need).ended(on, by))


def _refuse(state: Person, need: Need, on: date, by: tuple[str, ...]) -> Person:
    return _with(state, need, state.standing(need).refused(on, by))


def _apply_for(state: Person, need: Need, act: Act) -> Person:
    envelope = act.envelope
    pending = Pending(
        since=envelope.day,
        organisation=envelope.to[0] if envelope.to else envelope.organisation,
        evidence=act.evidence,
        step=envelope.type.partition("/")[0],
        step_on=envelope.day,
    )
    return _with(state, need, state.standing(need).applied(pending))


def _move_on(state: Person, need: Need, pending: Pending) -> Person:
    return _with(state, need, replace(state.standing(need), pending=pending))


def _suspend(state: Person, act: Act, complete_by: date | None) -> Person:
    pending = state.standing(Need.BENEFIT).pending
    if pending is None:
        return state
    invited = pending.invited(act.envelope.day, complete_by, act.evidence)
    return _move_on(state, Need.BENEFIT, invited)


def _resume(state: Person, act: Act) -> Person:
    pending = state.standing(Need.BENEFIT).pending
    if pending is None:
        return state
    return _move_on(state, Need.BENEFIT, pending.completed(act.envelope.day, act.evidence))


def _issue_card(state: Person, act: Act) -> Person:
    envelope, by = act.envelope, act.evidence
    pending = state.standing(Need.ID_DOCUMENT).pending
    if pending is not None:
        issued = replace(
            pending,
            step=envelope.type.partition("/")[0],
            step_on=envelope.day,
            evidence=(*pending.evidence, *by),
        )
        state = _move_on(state, Need.ID_DOCUMENT, issued)
    return replace(state, card_issued=Known(value=True, since=envelope.day, evidence=by))


def _answer(
    state: Person, need: Need, answer: ScreeningAnswer, day: date, by: tuple[str, ...]
) -> Person:
    standing = state.standing(need)
    match answer:
        case ScreeningAnswer.ARRANGED:
            state = _with(state, need, standing.confirmed(day, by))
        case ScreeningAnswer.NOT_ARRANGED:
            state = _with(state, need, standing.ended(day, by))
        case ScreeningAnswer.DECLINED:
            state = _with(state, need, replace(standing, declined=Noted(day, by)))
        case ScreeningAnswer.NOT_APPLICABLE:
            state = _with(state, need, replace(standing, not_applicable=Noted(day, by)))
        case ScreeningAnswer.UNKNOWN:
            return state
        case _:
            assert_never(answer)
    if need is Need.HOUSING and answer is ScreeningAnswer.ARRANGED:
        return replace(state, dwelling=Known(value=True, since=day, evidence=by))
    if need is Need.HOUSING and answer is ScreeningAnswer.NOT_ARRANGED:
        # Whoever finds housing not arranged has found no dwelling and no offer of one.
        nothing = Known(value=False, since=day, evidence=by)
        return replace(state, dwelling=nothing, housing_offered=nothing)
    return state


def _document(state: Person, body: e.IdDocumentVerified, day: date, by: tuple[str, ...]) -> Person:
    if body.kind in _IDENTITY_CARD_KINDS:
        if body.valid_until is not None and body.valid_until < day:
            lost_on = body.valid_until + timedelta(days=1)
            state = _with(
                state, Need.ID_DOCUMENT, state.standing(Need.ID_DOCUMENT).ended(lost_on, by)
            )
        else:
            state = _hold(state, Need.ID_DOCUMENT, day, body.valid_until, by)
    return _hold(state, Need.IDENTITY, day, None, by)


def _detain(state: Person, act: Act, body: e.DetentionStarted | e.ReDetained) -> Person:
    envelope = act.envelope
    day, by = envelope.day, act.evidence
    ended, rest = None, state.releases_without_detention
    for release in state.releases_without_detention:
        if _ends(release, act):
            ended, by = release.on, (*act.evidence, *release.evidence)
            rest = tuple(each for each in rest if each is not release)
            break
    episode = Episode(
        began=day,
        ended=ended,
        title=body.title,
        institution=body.institution,
        municipality=body.institution_municipality,
        correlation=envelope.correlation,
        evidence=by,
    )
    return replace(state, episodes=(*state.episodes, episode), releases_without_detention=rest)


def _ends(release: LooseRelease, start: Act) -> bool:
    """Return whether a release that came before `start` in order is the end of that detention.

    It is when the source says so. It can be when nothing says how the two lay within their day;
    but whoever is detained *again* on that day was released before.
    """
    envelope = start.envelope
    if release.correlation is not None and release.correlation == envelope.correlation:
        return True
    timed = release.timed and isinstance(envelope.occurred_on, datetime)
    return (
        isinstance(start.body, e.DetentionStarted)
        and release.on == envelope.day
        and not timed
        and (release.correlation is None or envelope.correlation is None)
    )


def _release(state: Person, act: Act) -> Person:
    envelope = act.envelope
    index = _open_episode(state.episodes, envelope.correlation)
    if index is None:
        timed = isinstance(envelope.occurred_on, datetime)
        loose = LooseRelease(envelope.day, timed, envelope.correlation, act.evidence)
        return replace(
            state,
            releases_without_detention=(*state.releases_without_detention, loose),
            planned_release=None,
        )
    closed = replace(
        state.episodes[index],
        ended=envelope.day,
        evidence=(*state.episodes[index].evidence, *act.evidence),
    )
    episodes = (*state.episodes[:index], closed, *state.episodes[index + 1 :])
    return replace(state, episodes=episodes, planned_release=None)


def _open_episode(episodes: tuple[Episode, ...], correlation: str | None) -> int | None:
    """Return which open episode a release ends: the one it is correlated with, else the newest."""
    opened = [index for index, episode in enumerate(episodes) if episode.ended is None]
    if correlation is not None:
        for index in opened:
            if episodes[index].correlation == correlation:
                return index
        opened = [index for index in opened if episodes[index].correlation is None]
    return opened[-1] if opened else None


def _change_episode(
    state: Person,
    act: Act,
    *,
    title: str | None = None,
    institution: str | None = None,
    municipality: str | None = None,
) -> Person:
    index = _open_episode(state.episodes, act.envelope.correlation)
    if index is None:
        index = _open_episode(state.episodes, None)
    if index is None:
        return state
    old = state.episodes[index]
    changed = replace(
        old,
        title=title or old.title,
        institution=institution or old.institution,
        municipality=municipality or (None if institution else old.municipality),
        evidence=(*old.evidence, *act.evidence),
    )
    return replace(state, episodes=(*state.episodes[:index], changed, *state.episodes[index + 1 :]))


def _receive(state: Person, day: date, by: tuple[str, ...]) -> Person:
    for index in range(len(state.notices) - 1, -1, -1):
        notice = state.notices[index]
        if notice.received is None:
            received = replace(notice, received=day, evidence=(*notice.evidence, *by))
            return replace(
                state, notices=(*state.notices[:index], received, *state.notices[index + 1 :])
            )
    return state


def _register(state: Person, act: Act, municipality: str) -> Person:
    envelope = act.envelope
    by = act.evidence
    state = _hold(state, Need.REGISTRATION, envelope.effective_from, envelope.effect_until, by)
    return replace(
        state,
        registered_in=Known(municipality, envelope.effective_from, by),
        departed=Known(value=False, since=envelope.effective_from, evidence=by),
    )


def _deregister(state: Person, act: Act, body: e.Deregistered) -> Person:
    envelope = act.envelope
    on, by = envelope.effective_from, act.evidence
    if body.kind is DeregistrationKind.NEXT_MUNICIPALITY:
        # The old municipality ends its entry because there is a new one, often after it.
        return replace(state, registered_in=_registered_elsewhere(state, body, on))
    departed = body.kind is not DeregistrationKind.ABSENT_TOO_LONG
    return replace(
        _lose(state, Need.REGISTRATION, on, by),
        registered_in=None,
        departed=Known(departed, on, by),
    )


def _registered_elsewhere(state: Person, body: e.Deregistered, on: date) -> Known[str] | None:
    entry = state.registered_in
    if entry is None:
        return None
    if body.municipality is None:
        return entry if entry.since >= on else None
    return None if entry.value.casefold() == body.municipality.casefold() else entry


def _lose_home(state: Person, on: date, by: tuple[str, ...]) -> Person:
    state = _lose(_lose(state, Need.HOUSING, on, by), Need.ADDRESS, on, by)
    return replace(state, dwelling=Known(value=False, since=on, evidence=by))


def _stays_in_shelter(state: Person, day: date) -> bool:
    """Return whether the roof that the person has on `day`, the newest of several, is a shelter."""
    shelter = state.standing(Need.SHELTER).held_on(day)
    home = state.standing(Need.HOUSING).held_on(day)
    return shelter is not None and (home is None or home.since < shelter.since)


def _house(state: Person, act: Act, body: e.HousingPlaced) -> Person:
    envelope = act.envelope
    start, until, by = envelope.effective_from, envelope.effect_until, act.evidence
    if body.kind is HousingKind.SHELTER:
        return _hold(state, Need.SHELTER, start, until, by)
    state = _hold(state, Need.HOUSING, start, until, by)
    if body.kind in _OWN_ADDRESS:
        state = replace(
            _hold(state, Need.ADDRESS, start, until, by),
            dwelling=Known(value=True, since=start, evidence=by),
        )
    return state
