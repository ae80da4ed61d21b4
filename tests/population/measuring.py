"""Figures measured from the events of lives, as somebody who never saw the generator would.

Only two things are taken from the life itself: how often a person tends to return, which no event
says and no ledger may keep, and the stays, to know which release is the first one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain import events as e
from domain.events.detention import DetentionTitle
from domain.events.handover import HandoverAnswer
from domain.events.housing import HousingKind
from domain.events.registration import DeregistrationKind
from domain.events.screening import ScreeningAnswer
from domain.events.work import EducationLevel, ReferralKind, TrainingResult
from domain.needs import Need
from domain.population.diary import Happening
from domain.population.life import Life

A_MONTH = timedelta(30)
EIGHTEEN_MONTHS = timedelta(548)

Acts = list[tuple[date, e.EventBody, Happening]]
"""What happened to one person, by day."""

_COUCH = {HousingKind.FRIENDS, HousingKind.SHELTER}


@dataclass(slots=True)
class Shares:
    """Counts of yes among all, by the name of a figure."""

    yes: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)

    def add(self, figure: str, *, holds: bool, weight: int = 1) -> None:
        """Count one case."""
        self.all[figure] += weight
        if holds:
            self.yes[figure] += weight

    def share(self, figure: str) -> float:
        """Return the share of cases in which a figure holds."""
        return self.yes[figure] / self.all[figure]


def measure(lives: Iterable[Life], ends_on: date) -> Shares:
    """Measure all figures over some lives.

    Args:
        lives: Of any size; read once.
        ends_on: Last day of which anything is told: who is back after it cannot be seen.
    """
    shares = Shares()
    for life in lives:
        acts = [
            (act.day, act.body, act)
            for act in sorted(life.acts, key=lambda act: (act.day, act.turn))
        ]
        _person(shares, life, acts)
        _stays(shares, life)
        _release(shares, life, acts)
        _returns(shares, life, acts, ends_on)
        _notices(shares, acts)
        _programme(shares, life, acts)
    return shares


def _person(shares: Shares, life: Life, acts: Acts) -> None:
    first = life.stays[0]
    for _, body, _ in acts:
        if isinstance(body, e.PersonRegistered) and body.birth_year is not None:
            age = first.began.year - body.birth_year
            shares.add("women", holds=body.sex == "female")
            shares.add("age-18-24", holds=age < 25)
            shares.add("age-25-34", holds=25 <= age < 35)
            shares.add("age-35-54", holds=35 <= age < 55)
            shares.add("age-55-up", holds=age >= 55)
    shares.add("homeless-any-time", holds=_is_homeless_at_some_time(acts))
    month = first.ended + A_MONTH
    owed = (e.DebtInventoried, e.ClaimRegistered)
    debts = any(isinstance(body, owed) for day, body, _ in acts if day <= month)
    shares.add("debts", holds=debts)
    levels = [b.level for _, b, _ in acts if isinstance(b, e.EducationLevelEstablished)]
    if levels:
        qualified = {EducationLevel.BASIC_QUALIFICATION, EducationLevel.HIGHER}
        shares.add("no-basic-qualification", holds=levels[0] not in qualified)


def _is_homeless_at_some_time(acts: Acts) -> bool:
    lost: date | None = None
    held = False
    for day, body, _ in acts:
        match body:
            case e.HousingPlaced(kind=kind):
                if kind in _COUCH:
                    return True
                lost = None
            case e.TenancyEnded() | e.HousingEnded():
                if (lost is None and not held) or held:
                    lost = day
            case e.DetentionStarted() | e.ReDetained():
                if lost is not None and not held and (day - lost).days > 7:
                    return True
                held = True
            case e.PersonReleased():
                held = False
                if lost is not None:
                    lost = day
            case _:
                pass
        if lost is not None and not held and (day - lost).days > 7:
            return True
    return lost is not None and not held and (acts[-1][0] - lost).days > 7


def _stays(shares: Shares, life: Life) -> None:
    for stay in life.stays[:1]:
        for low, high in ((1, 14), (15, 30), (31, 91), (92, 182), (183, 365), (366, 1460)):
            shares.add(f"stay-{low}-{high}", holds=low <= stay.days <= high)
        shares.add("stay-to-3-months", holds=stay.days <= 91)
        remand = 0
        if stay.title is DetentionTitle.REMAND:
            remand = ((stay.convicted_on or stay.ended) - stay.began).days
        shares.yes["remand-of-stock"] += remand
        shares.all["remand-of-stock"] += stay.days


@dataclass(slots=True)
class _At:
    """How someone stands on one day, as far as the events before it say."""

    document_until: date | None = None
    has_document: bool = False
    registered: bool = False
    working: bool = False
    training: bool = False
    other_income: bool = False
    benefit_from: date | None = None
    roof: HousingKind | None = None
    screened: bool = False
    missing: set[Need] = field(default_factory=set)
    covered: set[Need] = field(default_factory=set)
    diploma: bool = False
    level: EducationLevel | None = None
    sought: date | None = None


def _stand(acts: Acts, day: date) -> _At:
    at = _At()
    for when, body, act in acts:
        effect = act.effect_from or when
        retroactive = isinstance(body, e.BenefitGranted) and effect <= day
        if when > day and not retroactive:
            continue
        match body:
            case e.IdDocumentVerified(valid_until=until) | e.IdCardHandedOver(valid_until=until):
                at.has_document, at.document_until = True, until
            case e.IdDocumentReportedMissing():
                at.has_document = False
            case e.Registered() | e.RegisteredAtInstitutionAddress():
                at.registered = True
            case e.Deregistered(kind=kind):
                if kind is not DeregistrationKind.NEXT_MUNICIPALITY:
                    at.registered = False
            case e.EmploymentStarted():
                at.working = True
            case e.EmploymentEnded():
                at.working = False
            case e.TrainingStarted():
                at.training, at.sought = True, when
            case e.TrainingEnded(result=result):
                at.training = False
                at.diploma = at.diploma or result is TrainingResult.DIPLOMA
            case e.BenefitGranted():
                at.benefit_from = effect
            case e.BenefitStopped():
                if at.benefit_from is not None and effect >= at.benefit_from:
                    at.benefit_from = None
            case e.HousingPlaced(kind=kind):
                at.roof = kind
            case e.TenancyEnded() | e.HousingEnded():
                at.roof = None
            case e.ScreeningCompleted():
                at.screened = True
                at.missing = {
                    found.need
                    for found in body.findings
                    if found.answer is ScreeningAnswer.NOT_ARRANGED
                }
            case e.HandoverAccepted(answers=answers):
                at.covered |= {answer.need for answer in answers if _accepts(answer)}
            case e.BenefitApplied():
                at.covered.add(Need.INCOME)
            case e.BenefitRejected():
                at.covered.discard(Need.INCOME)
            case e.IdCardApplied():
                at.covered.add(Need.ID_DOCUMENT)
            case e.AgreementMade(need=need):
                if need is not None:
                    at.covered.add(need)
            case e.SocialSupportGranted():
                at.covered.add(Need.HOUSING)
            case e.DetentionStarted() | e.ReDetained():
                at.covered.clear()
                at.screened = False
            case e.NeedStatusVerified(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED):
                at.other_income = True
            case e.EducationLevelEstablished(level=level):
                at.level = level
            case e.Referred(to_kind=kind):
                if kind in {ReferralKind.EMPLOYMENT_OFFICE, ReferralKind.TRAINING_CENTRE}:
                    at.sought = when
            case e.EmployerContacted():
                at.sought = when
            case _:
                pass
    return at


def _accepts(answer: HandoverAnswer) -> bool:
    return answer.accepted


def _has_document(at: _At, day: date) -> bool:
    return at.has_document and (at.document_until is None or at.document_until >= day)


def _release(shares: Shares, life: Life, acts: Acts) -> None:
    stay = life.stays[0]
    entry = _stand(acts, min(stay.began + timedelta(5), stay.ended))
    shares.add("id-missing-at-entry", holds=not _has_document(entry, stay.began))
    at = _stand(acts, stay.ended)
    has_document = _has_document(at, stay.ended)
    shares.add("id-missing-at-exit", holds=not has_document)
    later = stay.ended + A_MONTH
    month = _stand(acts, later)
    shares.add("not-registered", holds=not month.registered)
    benefit = month.benefit_from is not None and month.benefit_from <= later
    income = month.working or benefit or month.other_income
    shares.add("no-income", holds=not income)
    shares.add("benefit-after", holds=benefit and not month.working)
    shares.add("work-after", holds=month.working)
    shares.add("no-daytime-activity", holds=not month.working and not month.training)
    if at.screened:
        missing = set()
        if not has_document:
            missing.add(Need.ID_DOCUMENT)
        if Need.INCOME in at.missing and not at.working:
            missing.add(Need.INCOME)
        if Need.HOUSING in at.missing and at.roof in {None, *_COUCH}:
            missing.add(Need.HOUSING)
        shares.add("something-open", holds=bool(missing))
        shares.add("nothing-or-too-little", holds=bool(missing - at.covered))
    day = stay.ended + EIGHTEEN_MONTHS
    held = any(other.began <= day < other.ended for other in life.stays)
    if stay.is_long and not held:
        then = _stand(acts, day)
        seeking = then.sought is not None and day - then.sought <= timedelta(183)
        shares.add("long-working", holds=then.working)
        shares.add("long-seeking", holds=not then.working and seeking)
        shares.add("long-unemployed", holds=not then.working and not seeking)
        if then.level is not None:
            low = then.level in {EducationLevel.NONE, EducationLevel.PRIMARY}
            some = then.level is EducationLevel.SECONDARY_WITHOUT_DIPLOMA
            shares.add("long-low-education", holds=low and not then.diploma)
            shares.add("long-no-diploma", holds=some and not then.diploma)
            shares.add("long-diploma", holds=then.diploma or not (low or some))


def _returns(shares: Shares, life: Life, acts: Acts, ends_on: date) -> None:
    first = life.stays[0]
    back = [day for day, body, _ in acts if isinstance(body, e.ReDetained)]

    def within(years: float) -> bool | None:
        last = first.ended + timedelta(round(years * 365.25))
        if last > ends_on:
            return None
        return bool(back) and back[0] <= last

    length = "long" if first.is_long else "short"
    for years in (1, 2, 5):
        returned = within(years)
        if returned is None:
            continue
        shares.add(f"back-{length}-{years}", holds=returned)
        if first.days > 14:
            shares.add(f"back-{years}", holds=returned)
        if years == 5:
            shares.add(f"back-{life.traits.returning}-5", holds=returned)
            if life.traits.sex == "female":
                shares.add("back-women-5", holds=returned)


def _notices(shares: Shares, acts: Acts) -> None:
    sent: list[tuple[date, date]] = []
    begun, release = date.min, None
    for day, body, _ in acts:
        if isinstance(body, e.DetentionStarted | e.ReDetained):
            sent, begun = [], day
        elif isinstance(body, e.ReleaseNoticeSent):
            sent.append((day, body.release_on))
        elif isinstance(body, e.PersonReleased) and day != release:
            release = day
            if (day - begun).days > 30:
                shares.add("notice-missing", holds=not sent)
                if sent:
                    shares.add("notice-late", holds=(day - sent[0][0]).days < 14)


def _programme(shares: Shares, life: Life, acts: Acts) -> None:
    first = life.stays[0]
    for _, body, _ in acts:
        if isinstance(body, e.ProgrammeExited):
            succeeded = body.result == "success"
            shares.add("exodus-success", holds=succeeded)
            last = first.ended + timedelta(731)
            back = any(isinstance(other, e.ReDetained) and day <= last for day, other, _ in acts)
            shares.add(f"exodus-back-{'success' if succeeded else 'no-success'}", holds=back)
            return


def by_name(shares: Shares) -> dict[str, tuple[float, int]]:
    """Return each figure with the number of cases it rests on."""
    found: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for name, cases in shares.all.items():
        found[name] = (shares.share(name), cases)
    return dict(found)
