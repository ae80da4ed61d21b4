"""The bytes of the first version, kept for ever: still written the same, still read the same.

A file in `golden/` is never changed. Another form of the stored bytes gets a file of its own.
"""

import json
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.envelope import CorrectionKind, EventReference, Evidence
from domain.events.corrections import CorrectionReason, EventCorrected
from domain.events.detention import PersonReleased
from domain.events.screening import ScreeningStarted
from domain.values import Certainty, PrivacyClass
from ledger import Draft, create_ledger
from ledger.codec import Codec
from ledger.key_file import create_key_file
from ledger.keys import Keyring
from ledger.opening import Opener
from ledger.sessions import EventRow
from tests.ledger.making import SOURCE, draft, repeating, standing

FORMAT_1: Final = Path(__file__).parent / "golden" / "format-1.json"

DRAFTS: Final[list[Draft]] = [
    draft("0195e0b0-7b1c-7000-8000-000000000001"),
    draft(
        "b7c1",
        body=PersonReleased(destination_municipality="'s-Hertogenbosch", release_document=True),
        occurred_on=datetime(2026, 3, 3, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam")),
        noted_at=datetime(2026, 3, 3, 8, 31, 5, 250000, tzinfo=ZoneInfo("UTC")),
        organisation="Zoë's Huis van Bewaring",
        to=("Tilburg", "Breda"),
        mandate="mandaat 2026/4",
        evidence=Evidence(reference="dossier 12", sha256="ab" * 32),
        privacy_class=PrivacyClass.CRIMINAL,
    ),
    draft(
        "b7c2",
        "agreement:a-1",
        ScreeningStarted(),
        subjects=("p-1", "p-2"),
        certainty=Certainty.ESTIMATED,
        effect_from=date(2026, 3, 1),
        effect_until=date(2026, 12, 31),
        causation="b7c1",
        correlation="c-9",
        privacy_class=PrivacyClass.CRIMINAL,
    ),
    draft(
        "b7c3",
        body=EventCorrected(reason=CorrectionReason.WRONG_VALUE, body={"place": "prison"}),
        corrects=EventReference(event_id="0195e0b0-7b1c-7000-8000-000000000001", source=SOURCE),
        correction_kind=CorrectionKind.ERROR,
        evidence=Evidence(reference="letter"),
    ),
]


def as_text(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def written_now(folder: Path) -> dict[str, Any]:
    """Everything that is stored when the drafts are recorded with a fixed clock and chance."""
    path = folder / "test.ledger"
    with create_ledger(path, clock=standing(), randomness=repeating("golden")) as ledger:
        ledger.append(DRAFTS)
        with ledger._store.reading() as session:
            rows = session.page(0, 100, 100)
            head = session.head()
        keys = ledger._keyring._connection.execute(
            "select key_id, owner, privacy_class, created_at, wrapped from data_keys order by 1"
        ).fetchall()
        return {
            "ledger_id": ledger.header.ledger_id,
            "master": Path(f"{path}.keys.master").read_text().strip(),
            "keys": [[as_text(value) for value in key] for key in keys],
            "events": [
                {name: as_text(value) for name, value in row._asdict().items()}
                | {"envelope": row.envelope.decode()}
                for row in rows
            ],
            "peaks": head.peaks.hex(),
            "root": head.root.hex(),
        }


def golden() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FORMAT_1.read_text("utf-8"))
    return content


def golden_rows() -> list[EventRow]:
    return [
        EventRow(*(as_stored(name, event[name]) for name in EventRow._fields))
        for event in golden()["events"]
    ]


def as_stored(name: str, value: Any) -> Any:
    if name == "envelope":
        return value.encode()
    is_text = name in {"stream", "event_id", "source", "type"}
    return value if is_text or isinstance(value, int) else bytes.fromhex(value)


def test_the_same_acts_give_the_same_bytes(tmp_path: Path) -> None:
    assert written_now(tmp_path) == golden()


def test_the_bytes_of_the_first_version_are_still_read(tmp_path: Path) -> None:
    kept = golden()
    path = tmp_path / "golden.keys"
    given = iter([bytes.fromhex(kept["master"]), bytes(12)])
    create_key_file(
        path, kept["ledger_id"], bound=b"", clock=standing(), randomness=lambda _: next(given)
    )
    keyring = Keyring(
        path,
        kept["ledger_id"],
        read_only=False,
        wait_seconds=1,
        clock=standing(),
        randomness=repeating(),
    )
    keyring._connection.executemany(
        "insert into data_keys (key_id, owner, privacy_class, created_at, wrapped)"
        " values (?, ?, ?, ?, ?)",
        [(*key[:4], bytes.fromhex(key[4])) for key in kept["keys"]],
    )

    acts = Opener(keyring, Codec()).acts(golden_rows())

    keyring.close()
    assert [(act.envelope, act.body) for act in acts] == [
        (draft.envelope, draft.body) for draft in DRAFTS
    ]
    assert [act.version for act in acts] == [1, 2, 1, 3]
    assert {act.recorded_at for act in acts} == {standing()()}


def test_an_envelope_is_canonical_json() -> None:
    """Sorted ASCII keys, no white space, UTF-8, nothing absent, no number with a fraction."""
    for row in golden_rows():
        fields = json.loads(row.envelope)
        canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert row.envelope == canonical.encode()
        assert all(name.isascii() and value not in (None, []) for name, value in fields.items())


def test_a_leaf_is_what_the_design_says_it_is() -> None:
    """Computed here once more, from nothing but SHA-256."""
    for row in golden_rows():
        header = b"\x01" + row.position.to_bytes(8, "big") + row.recorded_at.to_bytes(8, "big")
        envelope = sha256(row.envelope_salt + row.envelope).digest()
        body = sha256(row.body_salt + row.body).digest()
        assert row.leaf == sha256(b"\x00" + header + envelope + body).digest()
        assert {len(row.envelope_salt), len(row.body_salt), len(row.leaf), len(row.root)} == {32}


def test_an_envelope_carries_the_leaf_of_the_event_before_it_in_its_stream() -> None:
    rows = golden_rows()
    envelopes = [json.loads(row.envelope) for row in rows]

    assert [envelope.get("previous") for envelope in envelopes] == [
        None,
        rows[0].leaf.hex(),
        None,
        rows[1].leaf.hex(),
    ]


def test_each_person_and_class_has_a_key_of_its_own() -> None:
    owners = [(owner, privacy_class) for _, owner, privacy_class, *_ in golden()["keys"]]

    assert sorted(owners) == [("agreement:a-1", "C"), ("p-1", "C"), ("p-1", "O")]
