"""A good line and its faulty variants, a profile, and a few short ways to import."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ledger import Ledger, create_ledger
from ledger.intake import ImportResult, IntakeProfile, import_file

PROFILE: Final = IntakeProfile(account="importer")
SOURCE: Final = "urn:nld:oin:00000001001234567000:systeem:burgerzaken"
NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)


def event(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A good event; `changes` replace attributes, and those written `data__x` fields of data."""
    made: dict[str, Any] = {
        "specversion": "1.0",
        "id": f"e{number}",
        "source": SOURCE,
        "type": "nl.reintegratie.id-card-applied.v1",
        "time": "2026-03-02T10:15:00Z",
        "datacontenttype": "application/json",
        "data": {
            "stream": "person:p-0417",
            "occurred_on": "2026-03-02",
            "actor": "u-7",
            "role": "burgerzaken",
            "organisation": "Tilburg",
            "purpose": "nazorg",
            "legal_basis": "Paspoortwet 26",
            "body": {"place": "desk"},
        },
    }
    for name, value in changes.items():
        table = made["data"] if name.startswith("data__") else made
        field = name.removeprefix("data__")
        if value is ...:
            del table[field]
        else:
            table[field] = value
    return made


def line(number: int = 1, **changes: Any) -> bytes:
    """A good event as a line, without its end."""
    return json.dumps(event(number, **changes)).encode()


@contextmanager
def new_ledger(folder: Path, *, rehearsal: bool = False) -> Iterator[Ledger]:
    """A ledger on SQLite at noon."""
    with create_ledger(folder / "test.db", rehearsal=rehearsal, clock=lambda: NOON) as ledger:
        yield ledger


def imported(ledger: Ledger, path: Path, map_path: Path | None = None) -> ImportResult:
    """Import a file, with the quarantine beside it."""
    return import_file(
        ledger,
        path,
        profile=PROFILE,
        map_path=map_path,
        quarantine=path.parent / "quarantine",
    )


def put_aside(result: ImportResult) -> list[dict[str, Any]]:
    """What the quarantine file of an import holds."""
    if result.quarantine_file is None:
        return []
    return [json.loads(text) for text in result.quarantine_file.read_bytes().splitlines()]
