"""`generate`: a synthetic population, as events that can be imported."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING, Any

import click

from commands.context import language
from commands.log import log
from commands.options import COMMON, command
from commands.output import note
from commands.texts import text
from domain.population.profiles import PROFILES

if TYPE_CHECKING:
    from domain.population.diary import Happening
    from domain.population.life import Population


@command(
    "generate",
    takes=COMMON - {"as_json"},
    examples=(
        "reintegration generate --persons 500 --seed 7 > persons.jsonl",
        "reintegration generate --persons 500 --profile nl-2026 > persons.jsonl",
    ),
)
@click.option(
    "--persons", type=click.IntRange(min=1), required=True, metavar="N", help="How many persons."
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="S",
    help="What makes one population another than the next.",
)
@click.option(
    "--profile",
    "population",
    type=click.Choice(PROFILES),
    default="nl-2007",
    show_default=True,
    help="The years and the law in which they live.",
)
@click.option(
    "--rehearsal",
    is_flag=True,
    help="Say when each event was recorded, for a rehearsal ledger; sort the lines first.",
)
@click.pass_context
def generate(
    ctx: click.Context, /, persons: int, seed: int, population: str, *, rehearsal: bool
) -> None:
    """Write whole lives of invented people as CloudEvents, one event a line.

    The same words give the same bytes, and a person stays the same when there are more of them.
    Lines are written person by person. With --rehearsal they can be put in the order in which they
    were recorded by 'LC_ALL=C sort', because each begins with its time. docs/population.md tells
    which figures are published and which are assumed.
    """
    people = load_population(population, seed)
    out = sys.stdout.buffer
    count = 0
    for lines in _lines(people, persons, rehearsal=rehearsal):
        out.write(b"".join(lines))
        count += len(lines)
    out.flush()
    log(ctx, "population generated", persons=persons, events=count)
    note(text(language(ctx), "generated", persons=persons, count=count))


def load_population(profile: str, seed: int) -> Population:
    """Return the population of a profile, with its frozen parameters.

    Args:
        profile: One of `PROFILES`.
        seed: What makes it another one than the next.

    Raises:
        ParametersUnreadable: A file of parameters was changed into something it cannot be.
    """
    from importlib.resources import files

    from domain.population.life import Population
    from domain.population.parameters import read_parameters
    from domain.population.places import read_places

    folder = files("domain").joinpath("population")
    file, places = f"{profile}.toml", "places.toml"
    return Population(
        read_parameters(file, folder.joinpath(file).read_bytes()),
        read_places(places, folder.joinpath(places).read_bytes()),
        seed,
        Random,
    )


def line_writer(*, rehearsal: bool) -> Callable[[Happening], bytes]:
    """Return what makes a line of an act, with its newline.

    Args:
        rehearsal: Whether to say that acts were recorded when their sources noted them.
    """
    import orjson

    from domain.events import EVENT_TYPES
    from domain.population.diary import data_of
    from ledger.intake.cloudevents import TYPE_PREFIX

    names = {
        body: f"{TYPE_PREFIX}{body.about.name}.v{body.about.version}"
        for body in EVENT_TYPES.values()
    }

    def line_of(act: Happening) -> bytes:
        data = data_of(act)
        if rehearsal:
            data["recorded_at"] = act.noted_at
        event = {
            "time": act.noted_at,
            "specversion": "1.0",
            "id": act.event_id,
            "source": act.office.source,
            "type": names[type(act.body)],
            "datacontenttype": "application/json",
            "data": data,
        }
        return orjson.dumps(event, default=_fields, option=orjson.OPT_APPEND_NEWLINE)

    return line_of


def _lines(people: Population, persons: int, *, rehearsal: bool) -> Iterator[list[bytes]]:
    """Yield the lines of the organisations, and then of each person."""
    line_of = line_writer(rehearsal=rehearsal)
    yield list(map(line_of, people.setting()))
    for life in people.lives(persons):
        yield list(map(line_of, life.acts))


def _fields(value: object) -> dict[str, Any]:
    """Return the fields of a model within a body, such as one answer of a screening."""
    return value.__dict__
