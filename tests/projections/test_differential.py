"""Whatever was recorded, every frame reads as a plain reading of the list does."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.envelope import CorrectionKind, EventReference
from domain.events.corrections import CorrectionReason
from domain.events.identities import LinkReason, UnlinkReason
from domain.events.registration import DeregistrationKind, RegistrationBasis
from domain.needs import Need
from domain.values import PrivacyClass, day_of, person_stream
from ledger import Draft, Ledger, create_ledger
from ledger.reader import Frame, Reader
from projections.case import open_case
from projections.reading import all_cases
from tests.ledger.making import SOURCE, envelope, key_path
from tests.profile import examples
from tests.projections.looking import REQUEST, Log
from tests.projections.plain_reading import Question, Reading, knows, read

PERSONS: Final = ("p-1", "p-2", "p-3")
ORGANISATIONS: Final = ("Tilburg", "PI Vught", "Breda")
BEGIN: Final = datetime(2026, 3, 1, 9, tzinfo=UTC)
FAR: Final = datetime(2027, 1, 1, tzinfo=UTC)
LOGS: Final = examples(90)
FRAMES: Final = 20
"""Of each log, with each person: 5,400 pairs every day, 108,000 in the long profile."""

DAYS: Final = st.integers(0, 12).map(lambda number: date(2026, 2, 24) + timedelta(days=number))
MOMENTS: Final = st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC),
    DAYS,
    st.sampled_from([0, 9, 23]),
)
OTHER_BODIES: Final[Mapping[str, dict[str, Any]]] = {
    "person-registered": {"birth_year": 1980},
    "registered": {"municipality": "Breda", "basis": "declaration"},
}
RARE: Final = frozenset({"event-corrected", "event-retracted", "release-notice-received"})
KINDS: Final = (
    *("person-registered", "registered", "registered", "deregistered", "release-notice-sent"),
    *("release-notice-sent", "release-notice-received", "release-notice-received"),
    *("event-corrected", "event-corrected"),
    *("event-retracted", "event-retracted", "link", "link", "unlink"),
)


NOTICES: Final = ("release-notice-sent", "release-notice-received", "event-retracted")


@st.composite
def logs(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> list[list[dict[str, Any]]]:
    """Rows of a few persons, in the lots in which they are appended: a link is two at once."""
    lots: list[list[dict[str, Any]]] = []
    earlier: dict[str, list[dict[str, Any]]] = {person: [] for person in PERSONS}
    position, recorded = 0, BEGIN
    for _ in range(draw(st.integers(4, 20))):
        recorded += timedelta(hours=draw(st.integers(1, 30)))
        kind = draw(st.sampled_from(kinds))
        lot = []
        for person, type_name, body in draw(_said(kind)):
            position += 1
            row = {
                "position": position,
                "id": f"e{position}",
                "person": person,
                "type": type_name,
                "on": draw(DAYS | MOMENTS),
                "from": draw(st.none() | st.none() | DAYS),
                "until": draw(st.none() | st.none() | DAYS),
                "org": draw(st.sampled_from(ORGANISATIONS)),
                "to": tuple(sorted(draw(st.sets(st.sampled_from(ORGANISATIONS), max_size=2)))),
                "cause": None,
                "recorded": recorded,
                "body": body,
                "names": None,
            }
            row |= draw(_about(row, earlier[person]))
            earlier[person].append(row)
            lot.append(row)
        lots.append(lot)
    return lots


@st.composite
def _said(draw: st.DrawFn, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Of whom something is said, in which type, with which body."""
    if kind in ("link", "unlink"):
        one, other = draw(st.permutations(PERSONS))[:2]
        leads = kind == "link"
        both: list[tuple[str, str, dict[str, Any]]] = [
            (one, f"identities-{kind}ed", {"other": other, **({"leads": False} if leads else {})}),
            (other, f"identities-{kind}ed", {"other": one, **({"leads": True} if leads else {})}),
        ]
        # Now and then only one of the two came in, as an import may bring it.
        return both if draw(st.integers(0, 5)) else both[:1]
    bodies: dict[str, dict[str, Any]] = {
        "person-registered": {"birth_year": draw(st.integers(1950, 1979))},
        "registered": {"municipality": "Tilburg", "basis": "declaration"},
    }
    return [(draw(st.sampled_from(PERSONS)), kind, bodies.get(kind, {}))]


@st.composite
def _about(draw: st.DrawFn, row: dict[str, Any], earlier: list[dict[str, Any]]) -> dict[str, Any]:
    """What a row has from one of the same person that was recorded before it."""
    # What few rows are and much depends on is taken more often.
    rare = [each for each in earlier if each["type"] in RARE]
    takes_rare: bool = draw(st.booleans())
    finds: int = draw(st.integers(0, 9))
    among = rare if rare and takes_rare else earlier
    target = draw(st.sampled_from(among)) if among and finds else None
    match row["type"]:
        case "event-retracted":
            return {"names": target["id"] if target else "nowhere"}
        case "event-corrected":
            body = OTHER_BODIES.get(target["type"]) if target else None
            if not draw(st.integers(0, 4)):
                body = draw(st.sampled_from(list(OTHER_BODIES.values())))
            change = {
                "occurred_on": draw(st.none() | DAYS.map(date.isoformat) | st.just("never")),
                "effect_from": draw(st.none() | DAYS),
                "body": body,
            }
            said = {name: value for name, value in change.items() if value is not None}
            return {"names": target["id"] if target else "nowhere", "body": said}
        case "release-notice-sent":
            return {"to": tuple(sorted({"Tilburg", *row["to"]}))}
        case "release-notice-received":
            notices = [each for each in earlier if each["type"] == "release-notice-sent"]
            causes = [None, None, *(each["id"] for each in notices), "elsewhere"]
            to = ["Tilburg", *(name for each in notices for name in each["to"])]
            return {
                "cause": draw(st.sampled_from(causes)),
                "org": draw(st.sampled_from(to)),
            }
        case _:
            return {}


@st.composite
def questions(draw: st.DrawFn, last: datetime) -> Question:
    """Any person, day or moment, moment of knowing since the first, and organisation or none."""
    hours = int((last - BEGIN) / timedelta(hours=1)) + 2
    return Question(
        person=draw(st.sampled_from(PERSONS)),
        as_of=draw(DAYS | MOMENTS | st.just(date(2026, 4, 1))),
        known_at=BEGIN
        + timedelta(hours=draw(st.integers(31, max(31, hours)) | st.just(max(31, hours)))),
        known_to=draw(st.none() | st.sampled_from(ORGANISATIONS)),
    )


def body_of(row: Mapping[str, Any]) -> e.EventBody:
    """The body of a row, in the terms of the program."""
    said = row["body"]
    match row["type"]:
        case "person-registered":
            return e.PersonRegistered(**said)
        case "registered":
            return e.Registered(
                municipality=said["municipality"], basis=RegistrationBasis(said["basis"])
            )
        case "deregistered":
            return e.Deregistered(kind=DeregistrationKind.ABSENT_TOO_LONG)
        case "release-notice-sent":
            return e.ReleaseNoticeSent(release_on=date(2026, 6, 1))
        case "release-notice-received":
            return e.ReleaseNoticeReceived()
        case "identities-linked":
            return e.IdentitiesLinked(**said, reason=LinkReason.DUPLICATE_FILE)
        case "identities-unlinked":
            return e.IdentitiesUnlinked(**said, reason=UnlinkReason.LINKED_IN_ERROR)
        case "event-corrected":
            return e.EventCorrected(reason=CorrectionReason.WRONG_VALUE, **said)
        case _:
            return e.EventRetracted(reason=CorrectionReason.DUPLICATE)


def draft_of(row: Mapping[str, Any]) -> Draft:
    """What is to be recorded of a row."""
    body = body_of(row)
    corrects = row["names"] and EventReference(event_id=row["names"], source=SOURCE)
    said = envelope(
        row["id"],
        person_stream(row["person"]),
        type=body.about.type,
        occurred_on=row["on"],
        effect_from=row["from"],
        effect_until=row["until"],
        organisation=row["org"],
        to=row["to"],
        causation=row["cause"],
        corrects=corrects,
        correction_kind=corrects and CorrectionKind.ERROR,
        privacy_class=body.about.privacy or PrivacyClass.ORDINARY,
    )
    return Draft(said, body, row["recorded"])


@contextmanager
def recorded(lots: list[list[dict[str, Any]]]) -> Iterator[Ledger]:
    """A ledger in which the rows were recorded."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with create_ledger(place / "a.ledger", keys=key_path(place), rehearsal=True) as ledger:
            for lot in lots:
                ledger.append([draft_of(row) for row in lot])
            yield ledger


def looking(ledger: Ledger, asked: Question) -> Reader:
    """What reads a ledger from where a question is asked."""
    frame = Frame(asked.as_of, asked.known_at, None, "", asked.known_to)
    return Reader(ledger, frame, REQUEST, Log(), lambda: FAR)


def as_read(ledger: Ledger, asked: Question) -> Reading:
    """What the program answers to a question."""
    case = open_case(looking(ledger, asked), asked.person)
    shown = []
    for act in case.acts:
        body = act.body
        fields = {} if body is None else body.model_dump(mode="json", exclude_none=True)
        fields.pop("reason", None)
        fields.pop("release_on", None)
        fields.pop("kind", None)
        of = act.envelope
        shown.append(
            (of.event_id, of.occurred_on, of.effect_from, of.effect_until, fields, act.corrected_by)
        )
    born = case.person.birth_year
    held = case.person.standing(Need.REGISTRATION).held_on(day_of(asked.as_of))
    return Reading(
        person=case.person.id,
        pseudonyms=frozenset(case.pseudonyms),
        counts=tuple(shown),
        retracted=frozenset(act.envelope.event_id for act in case.resolved.retracted),
        birth_year=None if born is None else (born.value, born.evidence[0]),
        is_registered=held is not None,
    )


@settings(max_examples=LOGS // 3)
@given(st.data())
def test_whoever_was_sent_notices_knows_those_that_a_plain_reading_finds_received(
    data: st.DataObject,
) -> None:
    lots = data.draw(logs(NOTICES))
    rows = [row for lot in lots for row in lot]
    every = [
        Question(person, date(2026, 4, 1), row["recorded"], organisation)
        for row in rows
        if row["recorded"] > BEGIN
        for person in PERSONS
        for organisation in ("Tilburg", "Breda")
    ]

    with recorded(lots) as ledger:
        expected = [read(rows, each) for each in every]
        actual = [as_read(ledger, each) for each in every]

    assert expected == actual


@settings(max_examples=LOGS)
@given(st.data())
def test_a_person_in_any_frame_is_what_a_plain_reading_of_the_list_says(
    data: st.DataObject,
) -> None:
    lots = data.draw(logs())
    rows = [row for lot in lots for row in lot]
    asked = data.draw(st.lists(questions(rows[-1]["recorded"]), min_size=FRAMES, max_size=FRAMES))
    every = [
        Question(person, each.as_of, each.known_at, each.known_to)
        for each in asked
        for person in PERSONS
    ]

    with recorded(lots) as ledger:
        expected = [read(rows, each) for each in every]
        actual = [as_read(ledger, each) for each in every]

    assert expected == actual


@settings(max_examples=max(1, LOGS // 4))
@given(st.data())
def test_everyone_in_any_frame_is_there_once_with_the_same_answer(data: st.DataObject) -> None:
    lots = data.draw(logs())
    rows = [row for lot in lots for row in lot]
    asked = data.draw(questions(rows[-1]["recorded"]))

    with recorded(lots) as ledger:
        found = list(all_cases(looking(ledger, asked)))
        alone = {
            person: as_read(ledger, Question(person, asked.as_of, asked.known_at, asked.known_to))
            for case in found
            for person in case.pseudonyms
        }

    known = [row for row in rows if row["recorded"] <= asked.known_at]
    plain = {
        read(rows, Question(person, asked.as_of, asked.known_at, asked.known_to)).person
        for person in {row["person"] for row in known}
        if any(
            row["person"] == person
            for row in known
            if asked.known_to is None or knows(asked.known_to, row, known)
        )
    }
    assert sorted(plain) == [case.person.id for case in found]
    for case in found:
        assert alone[case.person.id].pseudonyms == frozenset(case.pseudonyms)
        assert alone[case.person.id].retracted == frozenset(
            act.envelope.event_id for act in case.resolved.retracted
        )


def test_a_link_joins_two_until_it_is_undone_and_a_correction_changes_what_is_known() -> None:
    def row(position: int, person: str, type_name: str, **more: Any) -> dict[str, Any]:
        least: dict[str, Any] = {
            "position": position,
            "id": f"e{position}",
            "person": person,
            "type": type_name,
            "on": date(2026, 3, 1),
            "from": None,
            "until": None,
            "org": "Tilburg",
            "to": (),
            "cause": None,
            "recorded": BEGIN + timedelta(days=position),
            "body": {},
            "names": None,
        }
        return least | more

    lots = [
        [row(1, "p-1", "person-registered", body={"birth_year": 1970})],
        [row(2, "p-2", "registered", body={"municipality": "Tilburg", "basis": "declaration"})],
        [
            row(3, "p-1", "identities-linked", body={"other": "p-2", "leads": False}),
            row(4, "p-2", "identities-linked", body={"other": "p-1", "leads": True}),
        ],
        [row(5, "p-1", "event-corrected", names="e1", body={"body": {"birth_year": 1971}})],
        [
            row(6, "p-1", "identities-unlinked", body={"other": "p-2"}),
            row(7, "p-2", "identities-unlinked", body={"other": "p-1"}),
        ],
    ]
    lots[2][1]["recorded"], lots[4][1]["recorded"] = (
        lots[2][0]["recorded"],
        lots[4][0]["recorded"],
    )
    with recorded(lots) as ledger:
        answers = [
            as_read(ledger, Question("p-1", date(2026, 3, 9), lot[-1]["recorded"], None))
            for lot in lots
        ]

    assert [each.person for each in answers] == ["p-1", "p-1", "p-2", "p-2", "p-1"]
    assert [each.birth_year for each in answers] == [(1970, "e1")] * 3 + [(1971, "e1")] * 2
    assert [each.is_registered for each in answers] == [False, False, True, True, False]
    assert all(one != other for one, other in pairwise(answers[1:]))
