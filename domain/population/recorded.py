"""The acts of an invented life as a ledger would read them back, without a ledger."""

from __future__ import annotations

from datetime import datetime

from domain.envelope import Act, Envelope
from domain.events import EVENT_TYPES
from domain.population.diary import data_of
from domain.population.life import Life
from domain.values import PrivacyClass, person_of_stream

_TYPES = {body: name for name, body in EVENT_TYPES.items()}


def recorded_acts(life: Life) -> tuple[Act, ...]:
    """Return the acts in the stream of the person, in the order in which they were noted.

    Each counts as recorded at the moment at which its source noted it.
    """
    told = [each for each in life.acts if person_of_stream(each.stream) is not None]
    acts = []
    for position, each in enumerate(told, start=1):
        data = data_of(each)
        body = each.body
        data.pop("body")
        privacy = data.pop("privacy_class", None) or body.about.privacy or PrivacyClass.ORDINARY
        person = person_of_stream(each.stream)
        noted_at = datetime.fromisoformat(each.noted_at)
        envelope = Envelope.model_validate(
            {
                "subjects": (person,),
                "recorded_by": data["actor"],
                **data,
                "event_id": each.event_id,
                "source": each.office.source,
                "type": _TYPES[type(body)],
                "noted_at": noted_at,
                "privacy_class": privacy,
            }
        )
        acts.append(Act(position, position, noted_at, envelope, body))
    return tuple(acts)
