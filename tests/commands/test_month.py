"""The month at a glance: one line a person who returns, each need by a mark, and what is next."""

from datetime import date
from typing import Any

import pytest

from domain.needs import Need
from domain.rules import Text
from domain.status import Status
from projections.caseload import CaseRow
from projections.language import LANGUAGES, Language, need_name
from projections.month_sheet import SHOWN, month_sheet, render
from tests.commands.shell import Typing

MAY = date(2026, 5, 1)
TODAY = date(2026, 4, 20)


def person(name: str = "p-1", **said: Any) -> CaseRow:
    """Somebody who is detained and is to be released on Sunday 10 May 2026, in Tilburg."""
    least: dict[str, Any] = {
        "person": name,
        "phase": "detained",
        "release_on": date(2026, 5, 10),
        "released_on": None,
        "municipality": "Tilburg",
        "organisations": (),
        "statuses": {"id_document": Status.MET, "benefit": Status.READY},
        "stuck": (),
        "possibly_stuck": (),
        "stuck_at_release": (),
        "circles": (),
        "next_kind": "step",
        "next_need": "benefit",
        "next_way": Text(nl="Bijstand aanvragen", en="Apply for assistance"),
        "next_who": Text(nl="de betrokkene", en="the person"),
        "next_by": None,
        "next_missing": (),
        "projected": (),
    }
    return CaseRow(**(least | said))


def test_who_is_released_in_the_month_is_listed_by_day_whether_it_is_past_or_to_come() -> None:
    rows = [
        person("p-3", release_on=date(2026, 5, 31)),
        person("p-2", phase="released", release_on=None, released_on=date(2026, 5, 1)),
        person("p-1", release_on=date(2026, 6, 1)),
        person("p-0", release_on=None),
    ]

    assert [row.person for row in month_sheet(rows, MAY, TODAY).rows] == ["p-2", "p-3"]


def test_only_who_settles_in_the_municipality_is_listed() -> None:
    rows = [person("p-1"), person("p-2", municipality="Breda"), person("p-3", municipality=None)]

    sheet = month_sheet(rows, MAY, TODAY, municipality="Tilburg")

    assert [row.person for row in sheet.rows] == ["p-1"]


def test_to_act_by_is_a_working_day_before_the_release() -> None:
    (row,) = month_sheet([person()], MAY, TODAY).rows

    assert row.act_by == date(2026, 5, 8)


def test_a_day_on_a_par_with_a_holiday_is_no_working_day() -> None:
    equated = frozenset({date(2026, 5, 8)})

    (row,) = month_sheet([person()], MAY, TODAY, equated=equated).rows

    assert row.act_by == date(2026, 5, 7)


def test_a_decision_that_is_awaited_keeps_the_day_on_which_it_is_due() -> None:
    awaited = person(next_kind="decision", next_by=date(2026, 6, 2), next_way=None)

    (row,) = month_sheet([awaited], MAY, TODAY).rows

    assert row.act_by == date(2026, 6, 2)


def test_who_is_free_already_is_to_be_helped_today() -> None:
    free = person(phase="released", release_on=None, released_on=date(2026, 5, 2))

    (row,) = month_sheet([free], MAY, date(2026, 5, 4)).rows

    assert row.act_by == date(2026, 5, 4)


def test_where_nothing_is_to_be_done_there_is_no_day() -> None:
    idle = person(next_kind="none", next_need=None, next_way=None, next_who=None)

    (row,) = month_sheet([idle], MAY, TODAY).rows

    assert row.act_by is None
    assert row.next_step == {"nl": "-", "en": "-"}


def test_a_need_that_has_no_column_is_named_below_when_it_is_open() -> None:
    case = person(statuses={"digid": Status.READY, "network": Status.MET, "cash": Status.UNKNOWN})

    text = render(month_sheet([case], MAY, TODAY), "nl")

    assert "p-1: ook nog niet geregeld: DigiD." in text


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_has_a_mark_that_the_legend_explains(
    status: Status, language: Language
) -> None:
    text = render(month_sheet([person(statuses={"work": status})], MAY, TODAY), language)

    (line,) = [line for line in text.splitlines() if line.strip().startswith("p-1  ")]
    mark = line.split()[5 + len(SHOWN) - 1]
    legend = " ".join(text[text.index("Signs" if language == "en" else "Tekens") :].split())
    assert f"{mark} " in legend


def test_what_serves_until_release_only_says_so() -> None:
    (row,) = month_sheet([person(next_until_release=True)], MAY, TODAY).rows

    assert row.next_step["nl"] == "Bijstand aanvragen; geldt tot de vrijlating"


def test_what_will_be_stuck_at_release_is_marked_as_such() -> None:
    statuses = {"id_document": Status.NOT_YET, "work": Status.NOT_YET, "address": Status.MET}
    case = person(statuses=statuses, stuck_at_release=("id_document", "address"))

    (row,) = month_sheet([case], MAY, TODAY).rows
    text = render(month_sheet([case], MAY, TODAY), "nl")

    assert row.stuck_at_release == ("id_document", "address")
    (line,) = [line for line in text.splitlines() if line.strip().startswith("p-1  ")]
    marks = dict(zip(SHOWN, line.split()[5:], strict=False))
    assert (marks[Need.ID_DOCUMENT], marks[Need.WORK], marks[Need.ADDRESS]) == ("!", "o", "+")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_person_takes_one_line(language: Language) -> None:
    rows = [person(f"p-{number}") for number in range(20)]

    lines = render(month_sheet(rows, MAY, TODAY), language).splitlines()

    assert sum(line.strip().startswith("p-") for line in lines) == 20
    for need in SHOWN:
        assert need_name(need, language) in " ".join(lines)


def test_a_month_without_releases_says_so(june: Typing) -> None:
    answer = june("caseload", "--month", "2007-12", "--lang", "nl")

    assert answer.status == 0
    assert "Niemand komt in deze maand vrij" in answer.out


def test_the_sheet_of_a_municipality_is_read_opened_and_had_as_csv(june: Typing) -> None:
    words = ("caseload", "--municipality", "Tilburg", "--month", "2007-07")

    text, table = june(*words), june(*words, "--csv")

    assert "p-0421" in text.out
    assert june("open", text.out.rstrip().rpartition("\n")[2]).out == text.out
    assert table.out.splitlines()[0].startswith("person,release_on,released,id_document")


@pytest.mark.parametrize("month", ["2007", "may", "2007-13", "2007-5-1"])
def test_what_is_no_month_is_refused(june: Typing, month: str) -> None:
    answer = june("caseload", "--month", month)

    assert answer.status == 2
    assert "2026-05" in answer.err


def test_two_ways_to_choose_by_the_day_of_release_are_one_too_many(june: Typing) -> None:
    answer = june("caseload", "--month", "2007-07", "--releasing-within", "30d")

    assert answer.status == 2


def test_the_columns_are_needs() -> None:
    assert set(SHOWN) <= set(Need)
