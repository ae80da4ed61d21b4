"""Writes docs/population.md from the files of parameters.

python -m commands.population_reference >docs/population.md
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from commands.generate import load_population
from domain.population.parameters import Basis, Mix, Parameter, Parameters
from domain.population.profiles import PROFILES

MEASURED: Final = Path(__file__).with_name("population_measured.toml")
"""What fifty thousand people showed when they were last counted."""

HEAD: Final = """\
# Invented people

This page is made from the files of parameters by `python -m commands.population_reference`; a test
compares.

    reintegration generate --persons 500 --seed 7 --profile nl-2007 > persons.jsonl
    reintegration import persons.jsonl

`reintegration generate` writes whole lives of people who do not exist, from before their first
detention until years after it, as events that can be imported. It serves to try the ledger on, to
test reports on many people, and to show what a report would look like. Every line is an event in
the form of [import.md](import.md); nothing is put aside on import.

- **The same words give the same bytes**, on every machine: each person has a source of chance of
  their own, seeded by profile, seed and number. A person stays the same when there are more of
  them. Two seeds never share a pseudonym.
- **Nothing is held in memory** but the person of the moment: lines are written person by person,
  those of organisations (contact officials, mandates, agreements on dwellings) first.
- **Times.** `time` is when the source noted the act, for some weeks after it took place. An
  ordinary ledger records everything when it is imported. For a ledger that was made with
  `init --rehearsal`, `--rehearsal` adds `recorded_at`, equal to `time`. A ledger records in the
  order of the file and never lets time run back, so put the lines in order first; each begins with
  its time:

      reintegration init --rehearsal --organisation Tilburg --role aftercare-coordinator
      reintegration generate --persons 500 --rehearsal | LC_ALL=C sort > persons.jsonl
      reintegration import persons.jsonl

## What is real and what is assumed

Real are the law that applies on the day of an act, the procedures and their order, who does what,
the municipalities and the distances, and the figures that are marked *published* below. Everything
else is *assumed*: chosen so that lives are believable and the published figures come out. No life
is that of anybody, and no share that is assumed here says anything about the Netherlands.

- Problems come together: each person has one burden, and any two problems have the latent
  correlation `person.problems_together` (a one-factor Gaussian copula).
- What is published of the time after release is drawn first (registered, income, work, a roof);
  how it came about is told so that it fits.
- **nl-2007**: first releases from July 2006 to June 2008, told until June 2013. **nl-2026**: first
  releases from July 2022 to September 2024, told until October 2026. Ask for figures on that last
  day (`stats --as-of 2013-06-30`): of what came after it a ledger knows nothing, and it would take
  that for nobody having come back.
- What is published is held against the figures of `reintegration stats`, over all releases that
  are told. The monitor of aftercare (WODC) follows who was held for more than two weeks; its
  figures are those of `stats --by two-weeks`. Documents expire, are lost and are renewed between
  detentions, and later stays are screened and handed over like first ones.
- Sources contradict each other on who returns when. The article has 50 % of those with a long stay
  back within a year and 70 % within five; the sixth monitor has about half of all back within two
  years; and short and long stays do not differ in the factors that matter. Here short and long
  stays have the same share back within five years, and people come back sooner after a long stay.
- How often somebody tends to return (incidental to very frequent) is no event: a ledger keeps no
  such judgment. It is known to the tests of the population only.
- "Nothing or too little arranged" (20 %) is measured on releases after a completed screening: a
  document, income, a roof or care is missing on the day of release, and nobody has taken it on.
- Debts are published as "more than 60 %", without an upper bound. Whoever is held for an unpaid
  claim has debts, so the share lies above that of the others.
- The share of notices that come too late is published nowhere. 25 % in 2007 is assumed, where
  somebody was held for more than 30 days and the notice came less than 14 days ahead.
- Two in three people lack a basic qualification. That 45 % of those with long stays have a diploma
  a year and a half later includes diplomas got inside, below a basic qualification.

Facts are faulty at stated rates (`fault.*`): acts that are missing, contradict each other, are
noted late, are corrected, or are taken back by two people. `reintegration findings` shows them.
"""


def page() -> str:
    """Return the whole page."""
    loaded = {profile: load_population(profile, 1).parameters for profile in PROFILES}
    return "\n".join([HEAD, *_measured(), *_sources(loaded), *_figures(loaded), *_mixes(loaded)])


def _measured() -> Iterator[str]:
    """Yield the table of a dated measurement, which is too slow to be made with the page."""
    found = tomllib.loads(MEASURED.read_text("utf-8"))
    yield f"## What {found['persons']:,} people show\n"
    yield (
        f"Measured on {found['measured_on']} with seed 1, by `python -m tests.population.tabulate`"
        " over the acts of the lives, on\nthe last day that is told. A share may lie outside what"
        " is published by two points, or by the half\nwidth of its 95 % interval where that is"
        " wider; all do. Between brackets: of how many cases.\n"
    )
    yield "| figure | published | " + " | ".join(PROFILES) + " | source |"
    yield "|---|---|" + "---|" * len(PROFILES) + "---|"
    for row in found["rows"]:
        low, high = (f"{row[bound] * 100:g}" for bound in ("low", "high"))
        published = f"{low} %" if low == high else f"{low} to {high} %"
        cells = [_share(row.get(profile)) for profile in PROFILES]
        yield f"| {row['figure']} | {published} | " + " | ".join(cells) + f" | {row['source']} |"
    yield ""


def _share(cell: Mapping[str, int] | None) -> str:
    if cell is None:
        return ""
    return f"{cell['yes'] / cell['of'] * 100:.1f} % ({cell['of']:,})"


def _sources(loaded: Mapping[str, Parameters]) -> Iterator[str]:
    yield "## Sources\n"
    yield "| name | source |\n|---|---|"
    sources = {name: text for each in loaded.values() for name, text in each.sources.items()}
    for name in sorted(sources):
        yield f"| {name} | {sources[name]} |"
    yield ""


def _figures(loaded: Mapping[str, Parameters]) -> Iterator[str]:
    yield "## Figures\n"
    yield "Value, and between brackets the interval in which it may lie. Shares are from 0 to 1.\n"
    yield from _head("figure", loaded)
    first = next(iter(loaded.values()))
    for name, figure in first.figures.items():
        yield _line(name, figure.says, (_figure(each.figures[name]) for each in loaded.values()))
    yield ""


def _head(what: str, loaded: Iterable[str]) -> Iterator[str]:
    columns = [what, "of what", *loaded]
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)


def _line(name: str, says: str, cells: Iterable[str]) -> str:
    return f"| `{name}` | {says} | {' | '.join(cells)} |"


def _figure(figure: Parameter) -> str:
    low, high = figure.interval
    return f"{figure.value:g} ({low:g} to {high:g}), {_basis(figure)}"


def _mixes(loaded: Mapping[str, Parameters]) -> Iterator[str]:
    yield "## Mixes\n"
    yield from _head("mix", loaded)
    first = next(iter(loaded.values()))
    for name, mix in first.mixes.items():
        yield _line(name, mix.says, (_mix(each.mixes[name]) for each in loaded.values()))


def _mix(mix: Mix) -> str:
    shares = ", ".join(f"{code} {share:g}" for code, share in mix.shares.items())
    return f"{shares}; {_basis(mix)}"


def _basis(figure: Parameter | Mix) -> str:
    if figure.basis is Basis.PUBLISHED:
        return f"**published** ({figure.source})"
    return "assumed"


if __name__ == "__main__":
    sys.stdout.write(page() + "\n")
