"""Recorded acts as CloudEvents JSON lines, in the form in which they can be imported again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from domain.envelope import Act, Envelope
from domain.events import EventBody
from domain.values import person_of_stream
from ledger.codec import plain_envelope
from ledger.intake.cloudevents import COPIED_FIELDS, TYPE_PREFIX


def export_cloudevents(acts: Iterable[Act]) -> Iterator[bytes]:
    r"""Yield each act as one line, with its \n; importing the lines again adds nothing.

    When this ledger recorded an act, and which account imported it, belong to this ledger and are
    not exported. An act whose person has been erased has nothing left to export and is left out.
    """
    for act in acts:
        if act.body is not None:
            yield orjson.dumps(_event(act.envelope, act.body)) + b"\n"


def _event(envelope: Envelope, body: EventBody) -> dict[str, Any]:
    fields = plain_envelope(envelope)
    data = {name: fields[name] for name in COPIED_FIELDS if name in fields}
    if person_of_stream(envelope.stream) is not None:
        del data["subjects"]
    if body.about.privacy is None:
        data["privacy_class"] = fields["privacy_class"]
    data["body"] = body.model_dump(mode="json")
    event = {
        "specversion": "1.0",
        "id": envelope.event_id,
        "source": envelope.source,
        "type": f"{TYPE_PREFIX}{body.about.name}.v{body.about.version}",
        "time": fields.get("noted_at"),
        "datacontenttype": "application/json",
        "data": data,
    }
    return {name: value for name, value in event.items() if value is not None}
