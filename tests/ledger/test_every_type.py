"""Every type of event is stored in a stream of its kind and comes back, on each engine."""

from typing import Final

from domain.envelope import CorrectionKind, EventReference
from domain.events import EVENT_TYPES
from domain.values import PrivacyClass, StreamKind
from ledger import Draft, Ledger
from tests.ledger.bodies import models
from tests.ledger.making import SOURCE, draft

STREAMS: Final = {kind: f"{kind}:a-1" for kind in StreamKind}
OTHER: Final = EventReference(event_id="e0", source=SOURCE)


def drafts_of_every_type() -> list[Draft]:
    """One act of each type in each kind of stream where it may stand, with all its fields."""
    made = []
    for type_name, kind in EVENT_TYPES.items():
        body = next(models(kind))
        for stream in kind.about.streams:
            correction = kind.about.privacy is None
            made.append(
                draft(
                    f"{stream}-{type_name.partition('/')[0]}",
                    STREAMS[stream],
                    body,
                    privacy_class=kind.about.privacy or PrivacyClass.ORDINARY,
                    corrects=OTHER if correction else None,
                    correction_kind=CorrectionKind.ERROR if correction else None,
                )
            )
    return made


def test_an_act_of_every_type_comes_back_from_its_stream(ledger: Ledger) -> None:
    drafts = drafts_of_every_type()

    ledger.append(drafts)

    found = {
        act.envelope.event_id: (act.envelope, act.body)
        for stream in STREAMS.values()
        for act in ledger.read(stream)
    }
    assert found == {each.envelope.event_id: (each.envelope, each.body) for each in drafts}
    assert ledger.verify().faults == []


def test_a_case_is_encrypted_for_its_person_and_other_agreements_for_their_stream(
    ledger: Ledger,
) -> None:
    """Given an agreement names the person whom it is about, it is lost with that person's keys."""
    waived = next(models(EVENT_TYPES["agreement-waived/1"]))
    ledger.append(
        [
            draft(
                "e1",
                "agreement:a-1",
                waived,
                subjects=("p-1",),
                privacy_class=PrivacyClass.CRIMINAL,
            ),
            draft("e2", "agreement:a-2", waived, privacy_class=PrivacyClass.CRIMINAL),
            draft(
                "e3",
                "agreement:a-2",
                waived,
                subjects=("p-1", "p-2"),
                privacy_class=PrivacyClass.CRIMINAL,
            ),
        ]
    )

    owners = {row[0] for row in ledger._keyring._connection.execute("select owner from data_keys")}
    assert owners == {"p-1", "agreement:a-2"}
