"""The lines of a file come one at a time, and a line without end does not fill the memory."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.intake.lines import KEPT_OF_LONG_LINE, LONGEST_LINE, raw_lines


@given(st.lists(st.binary(max_size=20).map(lambda content: content.replace(b"\n", b"_"))))
def test_lines_are_numbered_and_joined_give_the_file(contents: list[bytes]) -> None:
    file = b"".join(content + b"\n" for content in contents)

    lines = list(raw_lines(io.BytesIO(file)))

    assert [line.number for line in lines] == list(range(1, len(contents) + 1))
    assert [line.content for line in lines] == [
        content.removeprefix(b"\xef\xbb\xbf" if not place else b"").removesuffix(b"\r")
        for place, content in enumerate(contents)
    ]
    assert [line.end for line in lines][-1:] == ([len(file)] if contents else [])


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_line_of_exactly_the_longest_length_is_whole(end: bytes) -> None:
    content = b"x" * LONGEST_LINE

    (line,) = raw_lines(io.BytesIO(content + end))

    assert (line.content, line.sha256) == (content, None)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("excess", [1, 2, 3, 65_535, 65_536, 65_537, 3_000_000])
def test_a_longer_line_keeps_its_beginning_its_length_and_its_hash(end: bytes, excess: int) -> None:
    content = b"0123456789" * (LONGEST_LINE // 10) + b"y" * excess
    after = b"next"

    first, *rest = raw_lines(io.BytesIO(content + end + (after if end else b"")))

    assert first.content == content[:KEPT_OF_LONG_LINE]
    assert first.length == len(content)
    assert first.sha256 == hashlib.sha256(content).hexdigest()
    assert first.end == len(content + end)
    assert [line.content for line in rest] == ([after] if end else [])
