"""Along which groups figures are divided, and which stays and acts a period chooses."""

from datetime import date

import pytest

from domain import events as e
from domain.events.detention import DetentionGroup, DetentionTitle, GroupBasis
from domain.statistics.figures import Figure
from domain.statistics.files import group_of, is_long
from tests.domain.statistics.cases import file_of, stay, values


@pytest.mark.parametrize(
    ("title", "ended", "group"),
    [
        ("remand", "2007-06-01", "remand"),
        ("sentence", "2007-05-01", "short-stay"),
        ("sentence", "2007-05-02", "long-stay"),
        ("substitute-detention", "2007-01-20", "arrestee"),
        ("coercive-detention", "2007-01-08", "arrestee"),
    ],
)
def test_the_group_follows_from_title_and_length(title: str, ended: str, group: str) -> None:
    file = file_of(*stay("2007-01-01", ended, title=title))

    assert group_of(file.released[0]) == group


def test_a_group_that_was_assigned_wins_until_the_title_changes() -> None:
    assigned = e.DetentionGroupAssigned(group=DetentionGroup.LONG_STAY, basis=GroupBasis.ASSESSMENT)
    changed = e.DetentionTitleChanged(to_title=DetentionTitle.SENTENCE)

    kept = file_of(*stay("2007-01-01", "2007-02-01", (assigned, "2007-01-02"), title="remand"))
    moved = file_of(
        *stay(
            "2007-01-01",
            "2007-02-01",
            (assigned, "2007-01-02"),
            (changed, "2007-01-20"),
            title="remand",
        )
    )

    assert group_of(kept.released[0]) == "long-stay"
    assert group_of(moved.released[0]) == "short-stay"


def test_longer_than_four_months_is_the_day_after_four_calendar_months() -> None:
    assert not is_long(file_of(*stay("2007-01-15", "2007-05-15")).released[0])
    assert is_long(file_of(*stay("2007-01-15", "2007-05-16")).released[0])


def test_a_period_chooses_releases_and_acts_by_their_own_day() -> None:
    steps = (
        *stay("2007-01-01", "2007-03-31", (e.BenefitApplied(), "2007-03-01")),
        (e.BenefitGranted(), "2007-03-20"),
        (e.ReDetained(), "2007-09-01"),
        (e.PersonReleased(), "2007-12-31"),
    )
    late = file_of(*sorted(steps, key=lambda step: step[1])).within(
        date(2007, 4, 1), date(2007, 12, 31)
    )

    assert len(values(late, Figure.SHORT_DETENTION)) == 1
    assert values(late, Figure.DECISION_TIME, "benefit") == []
