"""Every way in which one line can be bad: it is put aside with its reason, the good ones stay."""

import json
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ledger import create_ledger
from ledger.intake import ImportResult
from tests.intake.examples import event, imported, line, new_ledger, put_aside


def doubled(name: str) -> bytes:
    return line(2).replace(f'"{name}":'.encode(), f'"{name}": "again", "{name}":'.encode())


HOSTILE = {
    "malformed JSON": (b'{"specversion": "1.0", "id": ', "IN0301"),
    "half a line": (line(2)[:100], "IN0301"),
    "two objects on one line": (line(2) + line(3), "IN0301"),
    "single quotes": (b"{'specversion': '1.0'}", "IN0301"),
    "nested a hundred thousand deep": (b'{"data":' * 100_000, "IN0301"),
    "an array of events": (b"[" + line(2) + b"]", "IN0302"),
    "a bare number": (b"42", "IN0302"),
    "null": (b"null", "IN0302"),
    "data that is no object": (line(2, data="text"), "IN0302"),
    "a body that is no object": (line(2, data__body=["desk"]), "IN0302"),
    "a key twice": (doubled("id"), "IN0303"),
    "a key twice inside data": (doubled("actor"), "IN0303"),
    "NaN": (line(2, data__certainty=float("nan")), "IN0304"),
    "infinity": (line(2, data__certainty=float("-inf")), "IN0304"),
    "a number beyond all numbers": (line(2).replace(b'"u-7"', b"1e999"), "IN0304"),
    "a number of ten thousand digits": (line(2).replace(b'"u-7"', b"9" * 10_000), "IN0304"),
    "NUL": (line(2).replace(b"u-7", b"u\x00-7"), "IN0305"),
    "NUL, escaped": (line(2, data__actor="u\x00-7"), "IN0305"),
    "NUL, escaped, in a key": (line(2, data__body={"pl\x00ace": "desk"}), "IN0305"),
    "a megabyte in one field": (line(2, data__organisation="x" * 1_000_000), "IN0306"),
    "a byte that is no UTF-8": (line(2).replace(b"Tilburg", b"\xff\xfe\xfa"), "IN0307"),
    "another version of CloudEvents": (line(2, specversion="0.3"), "IN0308"),
    "a version that is a number": (line(2, specversion=1.0), "IN0308"),
    "data in another form": (line(2, datacontenttype="text/xml"), "IN0308"),
    "a subject that is somebody else": (line(2, subject="p-0999"), "IN0308"),
    "no specversion": (line(2, specversion=...), "IN0309"),
    "no id": (line(2, id=...), "IN0309"),
    "no source": (line(2, source=...), "IN0309"),
    "no type": (line(2, type=...), "IN0309"),
    "no data": (line(2, data=...), "IN0309"),
    "no stream": (line(2, data__stream=...), "IN0309"),
    "no day": (line(2, data__occurred_on=...), "IN0309"),
    "no actor, and none in the profile": (line(2, data__actor=...), "IN0309"),
    "no purpose, and none in the profile": (line(2, data__purpose=...), "IN0309"),
    "a body without a field it needs": (line(2, data__body={}), "IN0309"),
    "a correction without its privacy class": (
        line(
            2,
            type="nl.reintegratie.event-retracted.v1",
            data__corrects={"event_id": "e1", "source": "s"},
            data__correction_kind="retraction",
            data__body={"reason": "duplicate"},
        ),
        "IN0309",
    ),
    "an unknown attribute": (line(2, traceparent="00-0af7"), "IN0310"),
    "an unknown field in data": (line(2, data__offence="theft"), "IN0310"),
    "an unknown field in the body": (
        line(2, data__body={"place": "desk", "remark": "nice man"}),
        "IN0310",
    ),
    "a privacy class of its own": (line(2, data__privacy_class="O"), "IN0310"),
    "an unknown type": (line(2, type="nl.reintegratie.id-card-aplied.v1"), "IN0311"),
    "a version that no type has": (line(2, type="nl.reintegratie.id-card-applied.v9"), "IN0311"),
    "a type of our own spelling": (line(2, type="id-card-applied/1"), "IN0311"),
    "a type that is a list": (line(2, type=["nl.reintegratie.id-card-applied.v1"]), "IN0311"),
    "a word that is not in the list": (line(2, data__body={"place": "kitchen"}), "IN0312"),
    "a certainty that is not in the list": (line(2, data__certainty="perhaps"), "IN0312"),
    "an id that is a number": (line(2, id=17), "IN0312"),
    "an empty actor": (line(2, data__actor=""), "IN0312"),
    "an actor of two lines": (line(2, data__actor="u\n7"), "IN0312"),
    "half a surrogate pair": (line(2, data__actor="\ud800"), "IN0312"),
    "a correction kind alone": (line(2, data__correction_kind="error"), "IN0312"),
    "a day that no month has": (line(2, data__occurred_on="2026-02-30"), "IN0313"),
    "a day in another order": (line(2, data__occurred_on="02-03-2026"), "IN0313"),
    "a day as a number": (line(2, data__occurred_on=20260302), "IN0313"),
    "an hour that no day has": (line(2, data__occurred_on="2026-03-02T25:00:00Z"), "IN0313"),
    "an effect from no day": (line(2, data__effect_from="2026-13-01"), "IN0313"),
    "an effect as seconds since 1970": (line(2, data__effect_from="1772409600"), "IN0313"),
    "a body with a day that is none": (
        line(
            2,
            type="nl.reintegratie.release-date-planned.v1",
            data__body={"release_on": "2026-02-29"},
        ),
        "IN0313",
    ),
    "a body with a day as seconds": (
        line(
            2,
            type="nl.reintegratie.release-date-planned.v1",
            data__body={"release_on": "1772409600"},
        ),
        "IN0313",
    ),
    "a time of logging as seconds": (line(2, time="1772446500"), "IN0313"),
    "a time of logging on no day": (line(2, time="2026-02-30T10:15:00Z"), "IN0313"),
    "a moment after the calendar": (
        line(2, data__occurred_on="9999-12-31T23:59:59-14:00"),
        "IN0313",
    ),
    "a time of logging before the calendar": (line(2, time="0001-01-01T00:00:00+14:00"), "IN0313"),
    "a bare number as person": (line(2, data__stream="person:123456782"), "IN0314"),
    "a stream without a kind": (line(2, data__stream="p-0417"), "IN0314"),
    "a stream that is a number": (line(2, data__stream=417), "IN0314"),
    "a kind of stream that is none": (line(2, data__stream="dog:p-0417"), "IN0314"),
    "subjects that are bare numbers": (
        line(2, data__stream="agreement:a-1", data__subjects=["123456782"]),
        "IN0314",
    ),
    "a time of logging without a zone": (line(2, time="2026-03-02T10:15:00"), "IN0315"),
    "a time of the act without a zone": (
        line(2, data__occurred_on="2026-03-02T10:15:00"),
        "IN0315",
    ),
    "its own time of recording": (line(2, data__recorded_at="2020-01-01T00:00:00Z"), "IN0316"),
    "the id of another event": (line(1, data__organisation="Breda"), "IN0330"),
}


HOSTILE_NUMBERS = {name: 2 * number for number, name in enumerate(HOSTILE, 1)}
"""Where each stands in the file: between two good lines."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file with all hostile lines."""

    result: ImportResult
    asides: list[dict[str, Any]]
    event_ids: list[str]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "events.jsonl"
    # The first organisation shows that the file as a whole is UTF-8.
    first = event(1, data__organisation="Súdwest-Fryslân")
    lines = [json.dumps(first, ensure_ascii=False).encode()]
    for number, (hostile, _) in enumerate(HOSTILE.values()):
        lines += [hostile, line(1000 + number)]
    path.write_bytes(b"\n".join(lines))
    with new_ledger(folder) as ledger:
        result = imported(ledger, path)
        event_ids = [act.envelope.event_id for act in ledger.read("person:p-0417")]
    return Outcome(result, put_aside(result), event_ids)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_put_aside_with_its_reason(name: str, outcome: Outcome) -> None:
    line_number, (hostile, code) = HOSTILE_NUMBERS[name], HOSTILE[name]

    fault = next(fault for fault in outcome.result.faults if fault.line == line_number)
    aside = next(aside for aside in outcome.asides if aside["line"] == line_number)

    assert fault.code == code
    assert fault.where.endswith(f"events.jsonl:{line_number}")
    assert len(fault.reason) < 200
    assert "123456782" not in f"{fault.reason} {fault.why} {fault.help}"
    assert (aside["code"], aside["reason"]) == (code, fault.reason)
    raw = b64decode(aside["raw_base64"]) if "raw_base64" in aside else aside["raw"].encode()
    assert hostile.startswith(raw)
    assert aside.get("truncated", False) or hostile == raw


def test_the_good_lines_between_hostile_ones_all_stay_in_their_order(outcome: Outcome) -> None:
    assert outcome.event_ids == ["e1", *(f"e{1000 + number}" for number in range(len(HOSTILE)))]
    assert outcome.result.added == 1 + len(HOSTILE)
    assert outcome.result.quarantined == len(HOSTILE)
    assert outcome.result.exit_code == 8


def test_faults_and_the_quarantine_file_are_in_the_order_of_the_lines(outcome: Outcome) -> None:
    assert [fault.line for fault in outcome.result.faults] == list(HOSTILE_NUMBERS.values())
    assert [aside["line"] for aside in outcome.asides] == list(HOSTILE_NUMBERS.values())


def test_a_mistyped_name_gets_a_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(
        b"\n".join(
            [
                line(1, type="nl.reintegratie.id-card-aplied.v1"),
                line(2, data__organization="Tilburg"),
                line(3, data__body={"plaace": "desk"}),
            ]
        )
    )

    with new_ledger(tmp_path) as ledger:
        helps = [fault.help for fault in imported(ledger, path).faults]

    assert helps == [
        "did you mean 'nl.reintegratie.id-card-applied.v1'?",
        "did you mean 'organisation'?",
        "did you mean 'place'?",
    ]


@pytest.mark.parametrize(
    ("hostile", "why"),
    [
        (line(1, id="een twee"), "expected letters, digits and . _ : / + = @ - without spaces"),
        (line(1, data__actor="u\n7"), "expected one line of text that is not empty"),
        (
            line(1, data__evidence={"reference": "r", "sha256": "12"}),
            "expected 64 hexadecimal digits",
        ),
    ],
)
def test_the_form_of_a_text_is_told_in_words(tmp_path: Path, hostile: bytes, why: str) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(hostile)

    with new_ledger(tmp_path) as ledger:
        (fault,) = imported(ledger, path).faults

    assert fault.code == "IN0312"
    assert (fault.why or "").startswith(why)


NAME = "Jan Jansen 123456782"


@pytest.mark.parametrize(
    ("hostile", "code", "told"),
    [
        (line(1, type=NAME), "IN0311", "The field type names no type of event that is known"),
        (line(1, **{NAME: "x"}), "IN0310", "A field in the event is not known"),
        (line(1, **{f"data__{NAME}": "x"}), "IN0310", "A field in data is not known"),
        (line(1, **{"data__Jan.Jansen": "x"}), "IN0310", "A field in data is not known"),
        (
            line(1, data__body={"place": "desk", NAME: "x"}),
            "IN0310",
            "A field in data.body is not known",
        ),
        (
            line(1).replace(b'"actor"', f'"{NAME}": 1, "{NAME}": 2, "actor"'.encode()),
            "IN0303",
            "A key is there twice in one object",
        ),
        (line(1, traceparent="x"), "IN0310", "The field 'traceparent' in the event is not known"),
    ],
)
def test_a_fault_names_the_place_and_never_what_may_be_a_person(
    tmp_path: Path, hostile: bytes, code: str, told: str
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(hostile)

    with new_ledger(tmp_path) as ledger:
        (fault,) = imported(ledger, path).faults

    assert (fault.code, fault.reason) == (code, told)
    assert "Jansen" not in f"{fault.why} {fault.help}"
    assert "123456782" not in f"{fault.why} {fault.help}"


def test_a_time_of_recording_outside_the_calendar_puts_its_line_aside(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1, data__recorded_at="0001-01-01T00:00:00+14:00"))

    with create_ledger(tmp_path / "rehearsal.db", rehearsal=True) as ledger:
        result = imported(ledger, path)

    assert [fault.code for fault in result.faults] == ["IN0313"]


def test_a_rehearsal_takes_the_time_of_recording_from_the_line(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1, data__recorded_at="2020-01-01T01:00:00+01:00"))

    with create_ledger(tmp_path / "rehearsal.db", rehearsal=True) as ledger:
        result = imported(ledger, path)
        recorded_at = ledger.at(1).recorded_at

    assert (result.added, recorded_at.isoformat()) == (1, "2020-01-01T00:00:00+00:00")
