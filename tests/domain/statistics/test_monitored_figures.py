"""The figures of which a monitor of aftercare publishes shares: a month after, and long after."""

import pytest

from domain import events as e
from domain.events.debts import CreditorKind, DebtClass
from domain.events.screening import ScreeningAnswer
from domain.events.work import EducationLevel, TrainingResult
from domain.needs import Need
from domain.statistics.counting import observed
from domain.statistics.figures import Dimension, Figure
from tests.domain.statistics.cases import Step, file_of, screened, stay, values

NO_MONEY: Step = screened("2007-01-05", income="not-arranged")
HELD = stay("2007-01-01", "2007-03-31", NO_MONEY)
LONG = stay(
    "2007-01-01",
    "2007-06-01",
    (
        e.EducationLevelEstablished(level=EducationLevel.SECONDARY_WITHOUT_DIPLOMA, verified=False),
        "2007-01-05",
    ),
)


def training(result: TrainingResult, began: str, ended: str) -> tuple[Step, Step]:
    return (e.TrainingStarted(), began), (e.TrainingEnded(result=result), ended)


@pytest.mark.parametrize(
    ("steps", "nothing"),
    [
        ((), [True]),
        (((e.EmploymentStarted(), "2007-04-10"),), [False]),
        (((e.TrainingStarted(), "2007-04-10"),), [False]),
        (training(TrainingResult.COMPLETED, "2007-04-02", "2007-04-20"), [True]),
        (training(TrainingResult.DIPLOMA, "2007-04-02", "2007-06-01"), [False]),
    ],
    ids=["nothing", "work", "a training that goes on", "a training that ended", "ended later"],
)
def test_what_somebody_does_by_day_is_work_or_a_training_that_goes_on(
    steps: tuple[Step, ...], nothing: list[bool]
) -> None:
    assert values(file_of(*HELD, *steps), Figure.NO_DAYTIME_ACTIVITY) == nothing


def test_of_whom_neither_income_nor_work_nor_training_is_known_nothing_is_said_of_the_day() -> None:
    file = file_of(*stay("2007-01-01", "2007-03-31"))

    assert values(file, Figure.NO_DAYTIME_ACTIVITY) == []
    assert values(file, Figure.WORK_AFTER) == []


def test_work_and_a_benefit_a_month_after_release_are_told_apart() -> None:
    benefit = file_of(*HELD, (e.BenefitGranted(), "2007-04-20"))
    work = file_of(*HELD, (e.EmploymentStarted(), "2007-04-20"))
    pension = e.NeedStatusVerified(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED)
    other = file_of(*HELD, (pension, "2007-04-20"))

    def shown(figure: Figure) -> list[list[bool | int]]:
        return [values(file, figure) for file in (benefit, work, other)]

    assert shown(Figure.BENEFIT_AFTER) == [[True], [False], [False]]
    assert shown(Figure.WORK_AFTER) == [[False], [True], [False]]
    assert shown(Figure.NO_INCOME) == [[False], [False], [False]]


@pytest.mark.parametrize(("day", "owed"), [("2007-04-30", True), ("2007-05-01", False)])
def test_debts_count_that_were_recorded_up_to_a_month_after_the_first_release(
    day: str, *, owed: bool
) -> None:
    listed = e.DebtInventoried(creditors=(CreditorKind.INSURER,), total=DebtClass.UNDER_5000)

    assert values(file_of(*HELD, (listed, day)), Figure.PROBLEM_DEBTS) == [owed]


@pytest.mark.parametrize(
    ("steps", "level"),
    [
        ((), "no-diploma"),
        (training(TrainingResult.DIPLOMA, "2007-09-03", "2008-06-30"), "diploma"),
        (training(TrainingResult.DIPLOMA, "2008-09-01", "2009-06-30"), "no-diploma"),
        (training(TrainingResult.BROKEN_OFF, "2007-09-03", "2008-06-30"), "no-diploma"),
    ],
    ids=["none", "by then", "later", "broken off"],
)
def test_schooling_a_year_and_a_half_after_a_long_stay_counts_diplomas_got_by_then(
    steps: tuple[Step, ...], level: str
) -> None:
    found = {
        each.part: each.value
        for each in observed(file_of(*LONG, *steps))
        if each.figure is Figure.EDUCATION_LATER
    }

    assert {name for name, holds in found.items() if holds} == {level}
    assert set(found) == {"low-education", "no-diploma", "diploma"}


@pytest.mark.parametrize(
    ("ended", "group"), [("2007-01-15", "up-to-two-weeks"), ("2007-01-16", "over-two-weeks")]
)
def test_the_monitor_follows_who_was_held_for_more_than_two_weeks(ended: str, group: str) -> None:
    file = file_of(*stay("2007-01-01", ended))

    assert file.lines(file.released[0])[Dimension.TWO_WEEKS] == group
