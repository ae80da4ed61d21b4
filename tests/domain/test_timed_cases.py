"""Cases in which time alone makes the difference, each as a small story."""

from itertools import permutations

from domain.rules import WayKind, Window
from domain.timed.compiled import compiled
from domain.timed.course import Course
from domain.timed.doors import closing_doors
from domain.timed.model import End, TimedCondition, TimedProblem, TimedWay
from domain.timed.safe_days import (
    LastSafeDay,
    Prospect,
    Timing,
    last_safe_day,
    outlook,
)
from domain.timed.sweep import Policy, sweep


def course(*ways: TimedWay, horizon: int = 100, **rest: object) -> Course:
    return sweep(compiled(TimedProblem(ways, horizon=horizon, **rest)))  # type: ignore[arg-type]


def after(*needs: str) -> tuple[TimedCondition, ...]:
    return tuple(TimedCondition(need) for need in needs)


def during(need: str, grace: int = 0) -> tuple[TimedCondition, ...]:
    return (TimedCondition(need, Window.WHILE, grace),)


class TestRings:
    def test_a_ring_of_ways_that_take_no_time_does_not_start_itself(self) -> None:
        ring = (
            TimedWay("w1", "document", after("desk")),
            TimedWay("w2", "desk", after("document")),
        )

        assert course(*ring).held_on(50) == frozenset()

    def test_a_ring_of_ways_that_last_while_each_other_does_does_not_start_itself(self) -> None:
        ring = (TimedWay("w1", "home", during("income")), TimedWay("w2", "income", during("home")))

        assert course(*ring).held_on(50) == frozenset()

    def test_what_keeps_each_other_up_stays_up_after_what_started_it_is_gone(self) -> None:
        ways = (
            TimedWay("start", "home", open={Window.START: ((5, 6),)}, duration=1),
            TimedWay("w1", "home", during("income")),
            TimedWay("w2", "income", during("home")),
        )

        found = course(*ways)

        assert found.days_of("home") == ((5, 101),)
        assert found.days_of("income") == ((5, 101),)

    def test_what_keeps_each_other_up_falls_together_when_one_falls(self) -> None:
        once = {Window.START: ((5, 6),)}
        ways = (
            TimedWay("start", "home", open=once, duration=1),
            TimedWay("w1", "home", during("income"), once),
            TimedWay("w2", "income", during("home"), once),
        )

        found = course(*ways, ends=(End("home", 30),))

        assert found.days_of("home") == ((5, 30),)
        assert found.days_of("income") == ((5, 30),)


class TestAnAdvanceOfFourWeeks:
    ADVANCE = TimedWay("advance", "money", open={Window.START: ((0, 1),)}, duration=28)

    def test_is_money_for_four_weeks(self) -> None:
        found = course(self.ADVANCE)

        assert found.days_of("money") == ((0, 28),)
        assert found.gaps("money", 0, 56) == ((28, 56),)

    def test_serves_what_asks_money_at_the_start(self) -> None:
        room = TimedWay("room", "home", after("money"), lead=20)

        assert course(self.ADVANCE, room).holds({"home"}, 40)

    def test_does_not_serve_what_asks_money_all_the_while(self) -> None:
        room = TimedWay("room", "home", (*after("money"), *during("money")), lead=20)

        found = course(self.ADVANCE, room)

        assert found.days_of("home") == ((20, 28),)
        assert not found.holds({"home"}, 40)

    def test_is_given_again_as_long_as_it_can_be_applied_for(self) -> None:
        again = TimedWay("advance", "money", open={Window.START: ((0, 30),)}, duration=28)

        assert course(again).days_of("money") == ((0, 57),)


def test_rent_that_stays_unpaid_takes_home_address_and_registration_along() -> None:
    """Sixty days of grace from the day on which the benefit stops; then one thing after another."""
    start = {Window.START: ((0, 1),)}
    ways = (
        TimedWay("tenancy", "home", during("income", grace=60), start),
        TimedWay("address", "address", during("home"), start),
        TimedWay("entry", "registration", during("address", grace=5), start),
    )

    found = course(*ways, facts={"income": ((0, 10),)})

    assert found.days_of("home") == ((0, 70),)
    assert found.days_of("address") == ((0, 70),)
    assert found.days_of("registration") == ((0, 75),)


def test_rent_that_is_paid_again_within_the_grace_saves_the_home() -> None:
    tenancy = TimedWay("tenancy", "home", during("income", grace=60), {Window.START: ((0, 1),)})

    saved = course(tenancy, facts={"income": ((0, 10), (70, 80))})
    lost = course(tenancy, facts={"income": ((0, 10), (71, 80))})

    assert saved.days_of("home") == ((0, 101),)
    assert lost.days_of("home") == ((0, 70),)


def test_what_is_granted_anew_on_the_day_on_which_it_ends_stands() -> None:
    old = TimedWay("old", "registration", open={Window.START: ((0, 1),)})
    new = TimedWay("new", "registration", open={Window.START: ((20, 21),)}, lead=10)
    ends = (End("registration", 30),)

    assert course(old, ends=ends).days_of("registration") == ((0, 30),)
    assert course(old, new, ends=ends).days_of("registration") == ((0, 101),)


class TestADoorThatCloses:
    CARD = TimedWay("card", "document", open={Window.PROCESS: ((0, 34),)}, lead=21)
    """Applied for and handed over inside, before the release on day 34."""

    def test_the_last_safe_day_is_the_closing_less_the_lead_and_strictly_inside(self) -> None:
        problem = TimedProblem((self.CARD,))

        found = last_safe_day(compiled(problem), {"document"}, 60)

        assert found == LastSafeDay(Timing.IN_TIME, 12)
        assert course(self.CARD).days_of("document") == ((21, 101),)

    def test_the_door_is_named_with_its_last_day(self) -> None:
        [door] = closing_doors(TimedProblem((self.CARD,)))

        assert (door.way.id, door.last_start, door.opens_again) == ("card", 12, None)


class TestADoorThatOpensLater:
    BENEFIT = TimedWay("benefit", "income", open={Window.START: ((34, 10**9),)}, lead=56)

    def test_is_not_yet_and_never_called_never(self) -> None:
        found = outlook(TimedProblem((self.BENEFIT,), horizon=200))

        assert found.prospects == {"income": Prospect.REACHED}
        assert found.first == {"income": 90}

    def test_beyond_the_horizon_is_not_never(self) -> None:
        """The horizon cuts the search; it says nothing of what comes after it."""
        problem = TimedProblem((self.BENEFIT,), horizon=60)

        assert sweep(compiled(problem)).earliest("income") is None
        assert outlook(problem).prospects == {"income": Prospect.BEYOND_HORIZON}
        assert outlook(problem).first == {"income": 90}

    def test_a_ring_is_never_however_far_one_looks(self) -> None:
        ring = TimedProblem(
            (TimedWay("w1", "a", after("b")), TimedWay("w2", "b", after("a"))), horizon=60
        )

        assert set(outlook(ring).prospects.values()) == {Prospect.NEVER}


class TestThingsThatNeverComeTogether:
    """Both ways open at some time, and what the second asks is over before it does."""

    WAYS = (
        TimedWay("inside", "course", open={Window.WHILE: ((0, 34),)}),
        TimedWay("outside", "work", after("course"), {Window.START: ((34, 10**9),)}),
    )

    def test_are_a_clash_of_timing_and_not_a_ring(self) -> None:
        found = outlook(TimedProblem(self.WAYS))

        assert found.prospects["work"] is Prospect.TIMING_CLASH
        assert found.prospects["course"] is Prospect.REACHED

    def test_come_together_when_one_lasts_a_day_longer(self) -> None:
        inside = TimedWay("inside", "course", open={Window.WHILE: ((0, 35),)})

        found = outlook(TimedProblem((inside, self.WAYS[1])))

        assert found.prospects["work"] is Prospect.REACHED


def test_an_application_lapses_with_a_move_to_another_municipality_in_between() -> None:
    """The guard on the municipality of registration holds for the whole procedure."""
    applied = TimedWay(
        "here", "benefit", open={Window.START: ((0, 1),), Window.PROCESS: ((0, 20),)}, lead=56
    )
    stays = TimedWay("here", "benefit", open={Window.START: ((0, 1),)}, lead=56)
    anew = TimedWay("there", "benefit", open={Window.PROCESS: ((20, 10**9),)}, lead=56)

    assert course(stays).earliest("benefit") == 56
    assert course(applied).earliest("benefit") is None
    assert course(applied, anew).earliest("benefit") == 76


class TestARuleThatChangesWhileItRuns:
    """The window in which its days in force sit decides what a change inside the lead does."""

    def test_under_the_law_of_the_day_of_application_the_old_rule_still_decides(self) -> None:
        old = TimedWay("old", "benefit", open={Window.START: ((0, 30),)}, lead=56)

        assert course(old).days_of("benefit") == ((56, 101),)

    def test_under_the_law_of_the_day_of_decision_it_decides_no_more(self) -> None:
        old = TimedWay("old", "benefit", open={Window.EFFECT: ((0, 30),)}, lead=56)
        new = TimedWay("new", "benefit", open={Window.EFFECT: ((30, 10**9),)}, lead=56)

        assert course(old).earliest("benefit") is None
        assert course(old, new).earliest("benefit") == 56

    def test_under_the_law_of_every_day_what_it_gave_falls(self) -> None:
        old = TimedWay("old", "benefit", open={Window.WHILE: ((0, 30),)}, lead=10)

        assert course(old).days_of("benefit") == ((10, 30),)


def test_equal_alternatives_give_the_same_answer_in_whatever_order_they_come() -> None:
    ways = [
        TimedWay("w1", "money", lead=2),
        TimedWay("w2", "money", lead=2),
        TimedWay("w3", "document", after("money"), lead=5),
        TimedWay("w4", "document", after("money"), lead=5),
    ]

    answers = {
        tuple(each.way.id for each in course(*order).steps_to({"document"}))
        for order in permutations(ways)
    }

    assert answers == {("w1", "w3")}


class TestAnApplicationThatIsPending:
    def test_is_decided_by_itself_on_its_day(self) -> None:
        pending = TimedWay(
            "pending", "benefit", open={Window.START: ((0, 1),)}, lead=9, kind=WayKind.AUTO
        )

        inert = sweep(compiled(TimedProblem((pending,))), Policy.INERT)

        assert inert.days_of("benefit") == ((9, 366),)

    def test_that_was_refused_gives_nothing_and_an_objection_is_pending_anew(self) -> None:
        objection = TimedWay(
            "objection", "benefit", open={Window.START: ((0, 1),)}, lead=84, kind=WayKind.AUTO
        )

        assert sweep(compiled(TimedProblem(())), Policy.INERT).earliest("benefit") is None
        objected = sweep(compiled(TimedProblem((objection,))), Policy.INERT)
        assert objected.earliest("benefit") == 84
