"""What holds of every life that is told."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Final

import pytest

from commands.generate import line_writer
from domain import events as e
from domain.population.chance import Burdened, Draw
from domain.population.diary import Happening
from domain.population.life import Life
from domain.population.profiles import PROFILES
from ledger.intake.cloudevents import parse_line
from ledger.intake.lines import RawLine
from ledger.intake.profile import IntakeProfile
from tests.population.people import population
from tests.profile import examples

SOME: Final = 150


def lives(profile: str, persons: int = SOME) -> list[Life]:
    return list(population(profile).lives(persons))


def lines(acts: list[Happening], *, rehearsal: bool = False) -> list[bytes]:
    return list(map(line_writer(rehearsal=rehearsal), acts))


def test_a_person_stays_the_same_whoever_else_there_is() -> None:
    alone = population("nl-2007").life(7)
    among_others = list(population("nl-2007").lives(9))[6]

    assert lines(alone.acts) == lines(among_others.acts)


def test_another_seed_tells_of_other_people_under_other_pseudonyms() -> None:
    one, other = population("nl-2007", 1).life(1), population("nl-2007", 2).life(1)

    assert one.traits.person != other.traits.person
    assert lines(one.acts) != lines(other.acts)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_line_is_an_event_that_the_importer_reads(profile: str) -> None:
    importer = IntakeProfile(
        account="u-1",
        source=None,
        actor="u-1",
        role="importer",
        organisation="Tilburg",
        purpose="nazorg",
        legal_basis="Wmo",
    )
    acts = population(profile).setting()
    acts += [act for life in population(profile).lives(examples(SOME)) for act in life.acts]

    for number, line in enumerate(lines(acts), 1):
        parse_line(RawLine(number, line, len(line), len(line)), importer)


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_is_told_after_the_last_day_and_nothing_noted_before_it_happens(
    profile: str,
) -> None:
    last = population(profile).parameters.ends_on

    for life in lives(profile):
        assert all(act.day <= last for act in life.acts)
        assert all(act.noted_at[:10] >= act.day.isoformat() for act in life.acts)


@pytest.mark.parametrize("profile", PROFILES)
def test_lines_of_a_person_stand_in_the_order_in_which_they_were_noted(profile: str) -> None:
    for life in lives(profile):
        times = [act.noted_at for act in life.acts]
        assert times == sorted(times)
        assert len({act.event_id for act in life.acts}) == len(life.acts)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_life_goes_from_a_first_detention_to_two_years_after_release(profile: str) -> None:
    for life in lives(profile):
        first = life.stays[0]
        told = population(profile).parameters.ends_on
        assert (told - first.ended).days >= 730
        assert any(
            isinstance(act.body, e.DetentionStarted) and act.day == first.began for act in life.acts
        )


@pytest.mark.parametrize("profile", PROFILES)
def test_detentions_follow_each_other(profile: str) -> None:
    for life in lives(profile):
        for one, next_one in zip(life.stays, life.stays[1:], strict=False):
            assert one.began < one.ended < next_one.began


def test_nobody_has_a_benefit_or_a_dwelling_as_a_child() -> None:
    grown_up = (e.BenefitApplied, e.EmploymentStarted, e.HousingPlaced)
    for life in lives("nl-2007"):
        born = life.stays[0].began.year - life.traits.age
        assert all(
            act.day.year - born >= 18 or act.body.kind == "shelter"  # type: ignore[union-attr]
            for act in life.acts
            if isinstance(act.body, grown_up)
        )


def test_law_is_that_of_the_day() -> None:
    bases = Counter(
        (act.legal_basis.split(" ")[0], act.day.year)
        for life in lives("nl-2007")
        for act in life.acts
    )

    assert not [law for law, _ in bases if law in {"Participatiewet", "AVG"}]
    assert not [year for law, year in bases if law == "Wwb" and year < 2004]
    assert not [year for law, year in bases if law == "Zvw" and year < 2000]


@pytest.mark.parametrize(
    ("profile", "body"),
    [
        *((profile, e.AgreementBreached) for profile in PROFILES),
        *((profile, e.DataRequestRefused) for profile in PROFILES),
        *((profile, e.EventCorrected) for profile in PROFILES),
        *((profile, e.EventRetracted) for profile in PROFILES),
        *((profile, e.NeedOwnershipDisputed) for profile in PROFILES),
        *((profile, e.ProgrammeExited) for profile in PROFILES),
        *((profile, e.SubstituteDetentionImposed) for profile in PROFILES),
        ("nl-2026", e.PostalAddressEnteredExOfficio),
    ],
    ids=lambda value: value if isinstance(value, str) else value.about.name,
)
def test_what_is_rare_is_there_all_the_same(profile: str, body: type[e.EventBody]) -> None:
    acts = (act for life in population(profile).lives(600) for act in life.acts)

    assert any(isinstance(act.body, body) for act in acts)


def test_two_problems_come_together_as_strongly_as_asked() -> None:
    draw = Draw(Random(1))  # noqa: S311 - the same people every time
    pairs = [
        (burdened.has(0.5), burdened.has(0.5))
        for burdened in (Burdened(draw, 0.3) for _ in range(20_000))
    ]

    both = sum(one and other for one, other in pairs) / len(pairs)

    # Sheppard: P(both) = 1/4 + arcsin(rho) / (2 pi), here 0.2985.
    assert both == pytest.approx(0.2985, abs=0.01)
