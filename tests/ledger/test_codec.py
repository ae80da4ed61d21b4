"""Bodies and envelopes become bytes and come back; what is malformed is named as such."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.envelope import Envelope
from domain.events import EVENT_TYPES, EventBody
from domain.events.documents import (
    ApplicationPlace,
    DocumentKind,
    IdCardApplied,
    IdDocumentVerified,
)
from domain.values import Certainty
from ledger.acts import content_of
from ledger.codec import (
    Codec,
    Fields,
    Undecodable,
    decode_envelope,
    encode_body,
    encode_envelope,
    plain_envelope,
)
from tests.ledger.bodies import models
from tests.ledger.making import APPLIED, envelope

KEY = "0f" * 16


@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_a_body_of_every_type_comes_back_as_it_went_in(type_name: str) -> None:
    bodies = list(models(EVENT_TYPES[type_name]))

    assert bodies
    for body in bodies:
        assert isinstance(body, EventBody)
        assert Codec().decode_body(type_name, encode_body(body)) == body


@pytest.mark.parametrize(
    ("type_name", "content", "why"),
    [
        ("id-card-eaten/1", b'{"place":"desk"}', "its type id-card-eaten/1 is not known"),
        ("id-card-applied/1", b'{"place":"moon"}', "its body is no id-card-applied/1"),
        ("id-card-applied/1", b'{"place":"desk","more":1}', "its body is no id-card-applied/1"),
        ("id-card-applied/1", b"\xff", "its body is no id-card-applied/1"),
        ("id-card-applied/1", b"", "its body is no id-card-applied/1"),
    ],
    ids=["unknown type", "unknown word", "unknown field", "binary", "nothing"],
)
def test_a_body_is_checked_when_it_is_read(type_name: str, content: bytes, why: str) -> None:
    with pytest.raises(Undecodable, match=why):
        Codec().decode_body(type_name, content)


def test_an_earlier_form_is_led_to_the_present_one_step_by_step() -> None:
    def to_second(fields: Fields) -> tuple[str, Fields]:
        return "card-asked/2", {"where": fields["at"]}

    def to_present(fields: Fields) -> tuple[str, Fields]:
        return "id-card-applied/1", {"place": fields["where"]}

    codec = Codec(upcasters={"card-asked/1": to_second, "card-asked/2": to_present})

    for type_name, content in (
        ("card-asked/1", b'{"at":"prison"}'),
        ("card-asked/2", b'{"where":"prison"}'),
    ):
        body = codec.decode_body(type_name, content)
        assert body == IdCardApplied(place=ApplicationPlace.PRISON)
    with pytest.raises(Undecodable):
        codec.decode_body("card-asked/1", b"\xff")


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40
).filter(str.strip)
# From a time when offsets still had seconds.
moments = st.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1), timezones=st.timezones())  # noqa: DTZ001
envelopes = st.builds(
    envelope,
    st.just("e1"),
    occurred_on=st.one_of(st.dates(), moments),
    noted_at=st.one_of(st.none(), moments),
    effect_until=st.one_of(st.none(), st.dates()),
    certainty=st.sampled_from(Certainty),
    organisation=words,
    to=st.lists(words, max_size=3).map(tuple),
    mandate=st.one_of(st.none(), words),
)


@given(envelopes, st.integers(1, 10**9), st.one_of(st.none(), st.binary(min_size=32, max_size=32)))
def test_an_envelope_comes_back_as_it_went_in(
    given_envelope: Envelope, version: int, previous: bytes | None
) -> None:
    content = encode_envelope(plain_envelope(given_envelope), version, KEY, previous)

    stored = decode_envelope(content)

    assert content_of(stored.envelope) == content_of(given_envelope)
    assert stored.envelope.day == given_envelope.day
    assert (stored.version, stored.key) == (version, KEY)
    assert stored.previous == (None if previous is None else previous.hex())
    assert encode_envelope(plain_envelope(stored.envelope), version, KEY, previous) == content


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"shoe_size": 43}, "has fields that are not known: shoe_size"),
        (
            {"evidence": {"reference": "doc-1", "shelf": 4}},
            "has fields that are not known: shelf",
        ),
        ({"version": "1"}, "version, key or previous leaf is malformed"),
        ({"key": 5}, "version, key or previous leaf is malformed"),
        ({"previous": "xyz"}, "version, key or previous leaf is malformed"),
        ({"stream": "5"}, "its envelope is malformed"),
        ({"occurred_on": "2026-02-30"}, "its envelope is malformed"),
        ({"actor": None}, "its envelope is malformed"),
    ],
    ids=["unknown", "unknown in a part", "version", "key", "previous", "stream", "day", "null"],
)
def test_an_envelope_is_checked_when_it_is_read(change: Fields, why: str) -> None:
    fields = json.loads(encode_envelope(plain_envelope(envelope("e1")), 1, KEY, None))

    with pytest.raises(Undecodable, match=why):
        decode_envelope(json.dumps(fields | change).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"5", b"null", b"{}", b"\xff\xfe", b"{" * 5000])
def test_bytes_that_are_no_envelope_are_named_as_such(content: bytes) -> None:
    with pytest.raises(Undecodable):
        decode_envelope(content)


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reading_of_envelopes_and_bodies(content: bytes) -> None:
    for read in (decode_envelope, lambda body: Codec().decode_body("id-card-applied/1", body)):
        with pytest.raises(Undecodable):
            read(content)


def test_fields_without_a_value_are_left_out() -> None:
    content = json.loads(encode_envelope(plain_envelope(envelope("e1")), 1, KEY, None))

    assert {"to", "mandate", "previous", "noted_at"}.isdisjoint(content)
    assert encode_body(APPLIED) == b'{"place":"desk"}'


def test_a_field_that_says_none_is_stored_and_read_as_such() -> None:
    """Given no end of a document is known, that is what is read back, not a broken event."""
    body = IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=None)

    assert body == Codec().decode_body("id-document-verified/1", encode_body(body))
