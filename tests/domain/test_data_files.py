"""A file of data becomes a model, or is refused with the place of what is wrong."""

from datetime import date, time
from enum import StrEnum

import pytest
from pydantic import model_validator

from domain.data_files import DataNotText, DataNotToml, DataUnfit, Fault, read_data
from domain.values import Value


class Colour(StrEnum):
    RED = "red"


class Book(Value):
    id: str | None = None
    colour: Colour
    pages: tuple[int, int] = (1, 1)

    @model_validator(mode="after")
    def _pages_in_order(self) -> "Book":
        if self.pages[0] > self.pages[1]:
            msg = "the last page comes before the first"
            raise ValueError(msg)
        return self


class Shelf(Value):
    since: date | None = None
    at: time | None = None
    books: tuple[Book, ...] = ()


def test_days_times_lists_and_names_become_what_the_model_says() -> None:
    content = b"""
    since = 2007-06-01
    at = 09:00:00
    books = [{ id = "one", colour = "red", pages = [1, 9] }]
    """

    assert read_data(content, Shelf) == Shelf(
        since=date(2007, 6, 1),
        at=time(9),
        books=(Book(id="one", colour=Colour.RED, pages=(1, 9)),),
    )


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (b'books = [{ id = "one", colour = "blue" }]', "one, colour", "Input should be 'red'"),
        (b'books = [{ colour = "red" }, { }]', "books 2, colour", "Field required"),
        (
            b'books = [{ id = "one", colour = "red", pages = [1, "two"] }]',
            "one, pages, 2",
            "Input should be a valid integer",
        ),
        (
            b'books = [{ id = "one", colour = "red", pages = [9, 1] }]',
            "one",
            "the last page comes before the first",
        ),
        (b"books = [{ id = 5 }]", "books 1, id", "Input should be a valid string"),
        (b"books = 3", "books", "Input should be a valid array"),
        (b'since = "2007-06-01x"', "since", "Input should be a valid date"),
    ],
    ids=["no such name", "missing", "in a list", "contradicts itself", "id", "no list", "no day"],
)
def test_what_does_not_fit_is_told_with_its_place(content: bytes, place: str, reason: str) -> None:
    with pytest.raises(DataUnfit) as unfit:
        read_data(content, Shelf)

    assert unfit.value.place == place
    assert unfit.value.reason.startswith(reason)


def test_everything_that_does_not_fit_is_told() -> None:
    with pytest.raises(DataUnfit) as unfit:
        read_data(b'covers = 1\nbooks = [{ colour = "red", sold = true }]', Shelf)

    unknown = "Extra inputs are not permitted"
    assert set(unfit.value.faults) == {
        Fault(("books", 0, "sold"), unknown),
        Fault(("covers",), unknown),
    }


def test_what_is_no_text_is_told_with_the_byte() -> None:
    with pytest.raises(DataNotText) as unreadable:
        read_data(b"at = \xff", Shelf)

    assert unreadable.value.offset == 5


@pytest.mark.parametrize(
    "content", [b"books", b"books = " + b"[" * 10_000], ids=["no TOML", "deep"]
)
def test_what_is_no_toml_is_told(content: bytes) -> None:
    with pytest.raises(DataNotToml) as unreadable:
        read_data(content, Shelf)

    assert unreadable.value.place == "the file"
