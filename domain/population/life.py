"""A whole life, from before the first detention until years after its release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.events.care import CareLevel
from domain.needs import Need
from domain.population.agreements import tell_agreement
from domain.population.arrest import tell_arrest
from domain.population.before import tell_before
from domain.population.care import tell_care_at_release, tell_care_outside
from domain.population.chance import Burdened, Chance, Draw
from domain.population.condition import (
    HOMELESS,
    Income,
    Outcome,
    draw_outcome,
    first_condition,
)
from domain.population.contacts import tell_contacts, tell_exodus
from domain.population.debts import tell_claim_before, tell_debts_inside, tell_debts_outside
from domain.population.diary import Diary, Happening
from domain.population.documents import (
    tell_document_between,
    tell_document_inside,
    tell_document_outside,
)
from domain.population.faults import add_faults
from domain.population.handover import (
    tell_contact,
    tell_handover,
    tell_notice,
    tell_rights,
)
from domain.population.income import tell_income_outside
from domain.population.living import Living
from domain.population.organisations import Offices
from domain.population.parameters import Figures, Parameters
from domain.population.places import Places
from domain.population.register import tell_register_inside, tell_register_outside
from domain.population.roof import choose_roof, tell_roof_inside, tell_roof_outside
from domain.population.screening import tell_plan, tell_screening
from domain.population.sentence import tell_release, tell_sentence
from domain.population.setting import tell_setting
from domain.population.stays import Stay, first_stay, later_stays
from domain.population.traits import Traits, draw_traits
from domain.population.work import (
    tell_work_in_first_month,
    tell_work_inside,
    tell_work_outside,
)

_EIGHTEEN_MONTHS = timedelta(548)


@dataclass(frozen=True, slots=True)
class Life:
    """What is told of one person.

    Attributes:
        traits: Who it is; what no event says is for tests of the population only.
        stays: The detentions.
        homeless: Whether the person is homeless at some time.
        acts: All that happened, in the order in which it was noted.
    """

    traits: Traits
    stays: tuple[Stay, ...]
    homeless: bool
    acts: list[Happening]


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody whose life can be told: each person by number, whatever the others do.

    Attributes:
        parameters: The figures, with where they come from.
        places: Municipalities and institutions.
        seed: What makes this population another than one with the same parameters.
        chance_of: Gives a source of chance for a name; the same name gives the same numbers.
    """

    parameters: Parameters
    places: Places
    seed: int
    chance_of: Callable[[str], Chance]

    def setting(self) -> list[Happening]:
        """Return what organisations did apart from any person, whatever the number of persons."""
        chance = self.chance_of(f"{self.parameters.profile}/{self.seed}/organisations")
        return tell_setting(self.parameters, self.places, self.seed, chance)

    def lives(self, persons: int) -> Iterator[Life]:
        """Yield the lives of the first so many persons, one after the other."""
        figures = self.parameters.used()
        for number in range(1, persons + 1):
            yield self.life(number, figures)

    def life(self, number: int, figures: Figures | None = None) -> Life:
        """Return the life of one person.

        Args:
            number: Number of the person, from 1.
            figures: The parameters as they are used, when there are many persons to tell of.
        """
        profile = self.parameters.profile
        chance = self.chance_of(f"{profile}/{self.seed}/{number}")
        person = f"p-{profile[-2:]}-{self.seed}-{number:06}"
        return _Telling(
            self, number, person, Draw(chance), figures or self.parameters.used()
        ).tell()


class _Telling:
    """One life being told."""

    def __init__(
        self, population: Population, number: int, person: str, draw: Draw, figures: Figures
    ) -> None:
        parameters = population.parameters
        early = parameters.profile == "nl-2007"
        burdened = Burdened(draw, figures["person.problems_together"])
        traits = draw_traits(number, person, draw, burdened, population.places, figures)
        first = first_stay(draw, parameters, figures)
        ends_on = parameters.ends_on
        self.exodus = first.is_long and draw.happens(figures["exodus.of_long_stays"])
        self.succeeds = self.exodus and draw.happens(figures["exodus.success"])
        returns = None
        if self.exodus:
            kind = "success" if self.succeeds else "no_success"
            returns = figures[f"exodus.return_after_{kind}"]
        stays = (first, *later_stays(first, ends_on, traits, draw, figures, returns=returns))
        homeless = burdened.has(figures["housing.homeless_any_time"]) and not self.exodus
        self.first_outcome = draw_outcome(
            first, homeless=homeless, draw=draw, burdened=burdened, figures=figures
        )
        condition = first_condition(
            traits,
            first,
            self.first_outcome,
            homeless=homeless,
            draw=draw,
            burdened=burdened,
            figures=figures,
        )
        institution = population.places.nearest[traits.home.name]
        self.stays = stays
        self.life = Living(
            traits,
            condition,
            homeless,
            draw,
            burdened,
            figures,
            population.places,
            early,
            Diary(person, early, ends_on, draw, figures["fault.late_note"]),
            Offices(
                early=early,
                municipality=traits.home.name,
                institution=institution.name,
                person=person,
            ),
            institution,
            traits.home.name,
        )

    def tell(self) -> Life:
        """Tell everything, and return it in order."""
        life, stays = self.life, self.stays
        tell_before(life, stays[0])
        was_homeless = life.condition.roof in HOMELESS
        for number, stay in enumerate(stays):
            last = life.diary.ends_on + timedelta(1)
            until = stays[number + 1].began if number + 1 < len(stays) else last
            outcome = self.first_outcome if number == 0 else self._outcome(stay)
            self._detention(stay, outcome, until, was_homeless=was_homeless or number > 0)
            if number + 1 < len(stays):
                tell_document_between(life, stay.ended, until)
        add_faults(life)
        return Life(life.traits, stays, life.homeless, life.diary.in_order())

    def _outcome(self, stay: Stay) -> Outcome:
        life = self.life
        return draw_outcome(
            stay,
            homeless=life.homeless,
            draw=life.draw,
            burdened=life.burdened,
            figures=life.figures,
        )

    def _detention(self, stay: Stay, outcome: Outcome, until: date, *, was_homeless: bool) -> None:
        """Tell one detention, and the time in freedom after it."""
        life = self.life
        had_benefit = life.condition.income is Income.BENEFIT
        earliest = stay.began - timedelta(200)
        if stay.number > 0:
            earliest = self.stays[stay.number - 1].ended + timedelta(1)
        tell_claim_before(life, stay, earliest)
        self._settle()
        tell_arrest(life, stay)
        screened_on = tell_screening(life, stay, outcome)
        tell_debts_inside(life, stay)
        known = tell_sentence(life, stay)
        if screened_on is not None:
            tell_plan(life, stay, screened_on)
            tell_contact(life, stay, screened_on)
        tell_document_inside(life, stay, outcome)
        tell_roof_inside(life, stay, had_benefit=had_benefit)
        tell_register_inside(life, stay, outcome)
        tell_work_inside(life, stay)
        exodus = self.exodus and stay.number == 0
        must_be = life.homeless and not was_homeless
        roof = None if exodus else choose_roof(life, must_be_homeless=must_be)
        tell_notice(life, stay, known, outcome)
        if screened_on is not None:
            open_needs = self._open_needs(stay, outcome, homeless=roof in HOMELESS and not exodus)
            tell_handover(life, stay, screened_on, outcome, open_needs)
            if not outcome.neglected:
                tell_agreement(life, stay, screened_on, until, open_needs)
        tell_care_at_release(life, stay)
        tell_release(life, stay)
        tell_rights(life, stay.ended)
        if exodus:
            tell_exodus(life, stay, until, succeeds=self.succeeds)
        else:
            tell_roof_outside(life, stay, until, roof)
        tell_register_outside(life, stay, outcome, until)
        tell_document_outside(life, stay, until)
        tell_work_in_first_month(life, stay, outcome, until)
        tell_income_outside(life, stay, outcome, until)
        tell_work_outside(life, stay, until, self._asked_on(stay, until))
        tell_debts_outside(life, stay, until)
        tell_care_outside(life, stay, until)
        tell_contacts(life, stay, until)

    def _asked_on(self, stay: Stay, until: date) -> date:
        """Return the day up to `until` of which sources tell who works, or else `until`."""
        days = (each.ended + _EIGHTEEN_MONTHS for each in self.stays if each.is_long)
        return min((day for day in days if stay.ended < day <= until), default=until)

    def _settle(self) -> None:
        """Choose the municipality to which the person wants to go."""
        life = self.life
        home = life.traits.home
        if life.happens("person.settles_elsewhere"):
            home = life.draw.weighted(life.places.by_residents)
        life.deal_with(home.name, life.institution)

    def _open_needs(self, stay: Stay, outcome: Outcome, *, homeless: bool) -> tuple[Need, ...]:
        """Return what will be open on the day of release."""
        life = self.life
        condition = life.condition
        needs = []
        if not condition.has_document(stay.ended):
            needs.append(Need.ID_DOCUMENT)
        if condition.care is not CareLevel.NONE and not condition.in_care:
            needs.append(Need.CARE)
        loses_work = condition.income is Income.WORK and outcome.income is not Income.WORK
        if condition.income not in {Income.WORK, Income.OTHER} or loses_work:
            needs.append(Need.INCOME)
        if homeless:
            needs.append(Need.HOUSING)
        if not life.early:
            if not outcome.registered:
                needs.append(Need.REGISTRATION)
            if condition.debts:
                needs.append(Need.DEBT_HELP)
        return tuple(needs)
