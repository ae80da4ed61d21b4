"""How many of many invented persons are stuck, in which circles, by which rules; and how fast.

    .venv/bin/python benchmarks/deadlocks.py --persons 10000

Each person is judged three times: the day before the first release as if released and nobody acted,
a month after it, and on the last day that is told. Then the whole life is walked through for spans.
That the answers are right is for tests/population/test_deadlocks.py to show.
"""

import json
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any, Final

from commands.generate import load_population
from domain.assessment import Moment
from domain.envelope import Act
from domain.evolve import fold
from domain.held_circles import CircleFinder, HeldCircle, HeldOn
from domain.history import as_of, resolve
from domain.population.life import Life
from domain.population.profiles import PROFILES
from domain.population.recorded import recorded_acts
from domain.spans import Span, spans_of
from ledger.rulebook import load_rule_set

OCCASIONS: Final = ("at release", "a month later", "on the last day")


def main() -> None:
    """Judge, and print what was found and how long it took."""
    parser = ArgumentParser(description="Deadlocks over invented people.")
    parser.add_argument("--persons", type=int, default=500)
    parser.add_argument("--profile", choices=PROFILES, default="nl-2007")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rules", default="seed-2007")
    parser.add_argument("--law-on", type=date.fromisoformat)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = measure(chosen.profile, chosen.seed, chosen.persons, chosen.rules, chosen.law_on)
    print(json.dumps(found, indent=2) if chosen.json else as_text(found))


def measure(
    profile: str, seed: int, persons: int, rules: str, law_on: date | None
) -> dict[str, Any]:
    """Judge so many persons of a profile; return counts by occasion and circle, and times."""
    population = load_population(profile, seed)
    finder = CircleFinder(load_rule_set(rules), law_on)
    last = population.parameters.ends_on
    stuck: Counter[str] = Counter()
    holds: dict[str, Counter[str]] = {name: Counter() for name in OCCASIONS}
    circles: dict[str, HeldCircle] = {}
    spans: list[Span] = []
    times: defaultdict[str, float] = defaultdict(float)
    began = perf_counter()
    for life in _timed(times, "telling", population.lives(persons)):
        start = process_time()
        acts = resolve(recorded_acts(life)).acts
        times["reading"] += process_time() - start
        start = process_time()
        for name, held in zip(OCCASIONS, judged(life, acts, finder, last), strict=True):
            stuck[name] += bool(held.stuck)
            holds[name].update(held.circles.keys())
            circles |= held.circles
        times["judging"] += process_time() - start
        start = process_time()
        spans += spans_of(life.traits.person, acts, finder, last)
        times["walking"] += process_time() - start
    circles |= {span.circle.id: span.circle for span in spans}
    return {
        "profile": profile,
        "seed": seed,
        "persons": persons,
        "rules": rules,
        "law_on": None if law_on is None else law_on.isoformat(),
        "stuck": {name: stuck[name] for name in OCCASIONS},
        "spans": len(spans),
        "persons_with_spans": len({span.person for span in spans}),
        "days": sum(span.days(last) for span in spans),
        "ended_by": dict(Counter(span.reason.value for span in spans).most_common()),
        "circles": [
            {
                "circle": circle.id,
                "needs": list(circle.needs),
                "weakest": circle.weakest.value,
                "rules": list(circle.rules),
                **{name: holds[name][circle.id] for name in OCCASIONS},
                "persons": len({span.person for span in spans if span.circle.id == circle.id}),
            }
            for circle in sorted(circles.values(), key=_by_persons(spans))
        ],
        "processor_ms_a_person": {
            name: round(seconds * 1000 / persons, 2) for name, seconds in times.items()
        },
        "seconds": round(perf_counter() - began, 1),
    }


def judged(life: Life, acts: tuple[Act, ...], finder: CircleFinder, last: date) -> Iterator[HeldOn]:
    """Yield how a person is held on each occasion."""
    before = min(life.stays[0].ended - timedelta(days=1), last)
    for day, moment in (
        (before, Moment.RELEASE),
        (min(life.stays[0].ended + timedelta(days=30), last), Moment.NOW),
        (last, Moment.NOW),
    ):
        yield finder.on(fold(life.traits.person, as_of(acts, day)), day, moment=moment)


def _by_persons(spans: list[Span]) -> Callable[[HeldCircle], tuple[int, str]]:
    persons = Counter(circle for circle, _ in {(span.circle.id, span.person) for span in spans})
    return lambda circle: (-persons[circle.id], circle.id)


def _timed(times: defaultdict[str, float], name: str, lives: Iterator[Life]) -> Iterator[Life]:
    while True:
        start = process_time()
        life = next(lives, None)
        times[name] += process_time() - start
        if life is None:
            return
        yield life


def as_text(found: dict[str, Any]) -> str:
    """Return what was found as lines."""
    law = found["rules"] if found["law_on"] is None else f"{found['rules']} of {found['law_on']}"
    lines = [f"{found['persons']} persons of {found['profile']}, seed {found['seed']}, by {law}"]
    lines += [f"  stuck {name}: {count}" for name, count in found["stuck"].items()]
    lines.append(
        f"  held at some time: {found['persons_with_spans']} persons, "
        f"{found['spans']} spans, {found['days']} days; ended by {found['ended_by']}"
    )
    for circle in found["circles"]:
        counts = ", ".join(f"{name} {circle[name]}" for name in OCCASIONS)
        lines.append(f"  {circle['circle'][:4]}  {' > '.join(circle['needs'])}")
        lines.append(f"        weakest {circle['weakest']}; {', '.join(circle['rules'])}")
        lines.append(f"        persons ever {circle['persons']}; {counts}")
    times = ", ".join(f"{name} {ms}" for name, ms in found["processor_ms_a_person"].items())
    lines.append(f"  {found['seconds']} s; processor ms a person: {times}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
