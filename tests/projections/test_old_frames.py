"""A report of the past reads for ever as it read then, whatever is recorded or built since."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from domain.envelope import CorrectionKind, EventReference
from domain.events import EVENT_TYPES, EventBody, IdentitiesLinked
from domain.events.identities import LinkReason
from domain.values import person_stream
from ledger import Draft, Ledger, open_ledger
from projections.audit import AuditTrail
from projections.cases import CaseTable
from projections.findings import FindingsTable
from tests.commands.shell import Typing
from tests.ledger.making import draft

MANY: Final = 10_000
CORRECTED: Final = 50
LINKS: Final = 4
LATER: Final = datetime(2007, 8, 1, 9, tzinfo=UTC)
EARLIER: Final = "2007-06-10T12:00:00+02:00"
SEED: Final = ("--rules", "seed-2007")

QUESTIONS: Final[Sequence[tuple[str, ...]]] = (
    ("status", "p-0417", *SEED),
    ("status", "p-0417", *SEED, "--as-of", "2007-06-05", "--known-at", EARLIER, "--json"),
    ("status", "p-0417", "--rules", "law", "--law-on", "2023-01-01", "--lang", "nl"),
    ("why", "p-0417", "--rules", "law-2007", "--moment", "release", "--lang", "nl"),
    ("why", "p-0418", "--rules", "law", "--law-on", "2026-01-01", "--known-at", EARLIER),
    ("deadlocks", *SEED, "--moment", "release"),
    ("deadlocks", *SEED, "--as-of", "2007-06-05", "--lang", "nl", "--json"),
    ("caseload", "--municipality", "Tilburg", *SEED),
    ("timeline", "p-0418", "--as-of", "2007-06-12", "--known-at", EARLIER),
    ("findings", "--known-at", EARLIER, "--json"),
    ("audit", "person:p-0417", "--limit", "5", "--lang", "nl"),
    ("blame", "p-0417", *SEED),
    ("history", "p-0417", "benefit", *SEED, "--known-at", EARLIER, "--lang", "nl"),
    ("ways-out", "p-0417", "--goal", "benefit", *SEED),
    ("deadlines", "--person", "p-0417", "--rules", "law-2007", "--json"),
    ("dossier", "p-0418", *SEED, "--known-at", EARLIER),
)


def asked(shell: Typing) -> dict[tuple[str, ...], str]:
    """Ask everything, and return each answer by what was typed."""
    found = {}
    for words in QUESTIONS:
        answer = shell(*words)
        assert answer.status == 0, (words, answer.err)
        found[words] = answer.out
    return found


def address(answer: str) -> str:
    """The address at the end of an answer, as text or in JSON."""
    import json

    if answer.startswith("{"):
        found: str = json.loads(answer)["meta"]["address"]
        return found
    return answer.rstrip("\n").rpartition("\n")[2]


def later_events(ledger: Ledger) -> Iterator[Draft]:
    """Ten thousand events about others and the same persons, some of which change what was told."""
    recorded = [act for acts in ledger.walk() for act in acts]
    for number, act in enumerate(recorded[:CORRECTED]):
        body = EVENT_TYPES["event-corrected/1"].model_validate_json(
            '{"reason": "wrong-date", "occurred_on": "2007-05-01"}'
        )
        yield of(
            f"correction-{number}",
            act.envelope.stream,
            body,
            LATER,
            number,
            corrects=EventReference(source=act.envelope.source, event_id=act.envelope.event_id),
            correction_kind=CorrectionKind.ERROR,
            privacy_class=act.envelope.privacy_class,
        )
    yield from links("p-0417", "p-0418")
    yield from links("p-0421", "p-9000")
    bodies = [
        EVENT_TYPES[name].model_validate_json(body)
        for name, body in (
            ("id-card-applied/1", '{"place": "desk"}'),
            ("registered/1", '{"municipality": "Tilburg", "basis": "declaration"}'),
            ("benefit-applied/1", "{}"),
            ("benefit-granted/1", "{}"),
        )
    ]
    same = ["p-0417", "p-0418", "p-0421", "p-0422", "p-0423"]
    others = [f"p-9{number:03}" for number in range(995)]
    persons = [*same, *others]
    for number in range(MANY - CORRECTED - LINKS):
        stream = person_stream(persons[number % len(persons)])
        yield of(f"later-{number}", stream, bodies[number % len(bodies)], LATER, CORRECTED + number)


def links(leads: str, follows: str) -> Iterator[Draft]:
    """Two pseudonyms prove to be of one person, which both streams say."""
    for one, other in ((leads, follows), (follows, leads)):
        body = IdentitiesLinked(
            other=other, leads=one == leads, reason=LinkReason.IDENTITY_ESTABLISHED
        )
        yield of(f"link-{one}", person_stream(one), body, LATER, CORRECTED)


def of(
    event_id: str, stream: str, body: EventBody, start: datetime, number: int, **fields: object
) -> Draft:
    moment = start + timedelta(seconds=number)
    return draft(event_id, stream, body, moment, occurred_on=date(2007, 6, 1), **fields)


def test_old_frames_keep_their_bytes_after_ten_thousand_events_links_and_a_new_definition(
    monday: Typing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = asked(monday)
    addresses = {words: address(answer) for words, answer in before.items()}

    later = LATER + timedelta(days=1)
    with open_ledger(tmp_path / "reintegration.db", clock=lambda: later) as ledger:
        ledger.append(later_events(ledger))
    monkeypatch.setenv("REINTEGRATION_NOW", (LATER + timedelta(days=2)).isoformat())
    for projection in (AuditTrail, CaseTable, FindingsTable):
        monkeypatch.setattr(projection, "version", projection.version + 1)
    [rebuilt] = monday("rebuild", "audit", *SEED, "--json").data

    assert (rebuilt["was"], rebuilt["equal"]) == (AuditTrail.version - 1, None)
    after = {words: again(monday, words, addresses[words]) for words in before}
    assert after == before
    assert monday(*QUESTIONS[0]).out != before[QUESTIONS[0]]
    assert monday("status", "p-0418", *SEED, "--json").data["person"] == "p-0417"


def again(shell: Typing, words: tuple[str, ...], at: str) -> str:
    """Open an address, in the form in which it was asked."""
    answer = shell("open", at, *(["--json"] if "--json" in words else []))
    assert answer.status == 0, (words, answer.err)
    return answer.out
