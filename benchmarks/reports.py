"""How long the reports take over a few thousand persons who do not exist.

The acts are those of the invented persons of the examples, told again of as many persons as are
wanted. The first caseload judges everybody; the second finds the answers kept.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import orjson

from benchmarks._measuring import Contestant, Measures, options, race, show
from ledger import AccessLog, Frame, Reader, Request, create_ledger
from ledger.intake.importing import import_file
from ledger.intake.profile import IntakeProfile
from ledger.rulebook import load_rule_set
from projections import status
from projections.case import assess_case, open_case
from projections.reading import case_rows

EXAMPLES: Final = Path(__file__).parents[1] / "examples" / "article.jsonl"
"""Acts of invented persons in the summer of 2007, as a sender delivers them."""

DAY: Final = date(2007, 6, 18)
REQUEST: Final = Request(
    "u-1", "aftercare-coordinator", "Tilburg", "aftercare", "Wjsg", "benchmark"
)


def lines(persons: int) -> Iterator[bytes]:
    """Yield the lines of a file about so many persons."""
    examples = [orjson.loads(line) for line in EXAMPLES.read_bytes().splitlines()]
    names = sorted({event["data"]["stream"] for event in examples})
    for number in range(persons):
        model = names[number % len(names)]
        for event in examples:
            if event["data"]["stream"] == model:
                name = f"q-{number:06}"
                data = event["data"] | {"stream": f"person:{name}"}
                yield orjson.dumps(event | {"id": f"{name}-{event['id']}", "data": data}) + b"\n"


def measure(file: Path, rules: str) -> Measures:
    """Import the file into a new ledger and ask for the reports."""
    rule_set = load_rule_set(rules)
    times = [perf_counter()]
    with (
        TemporaryDirectory() as folder,
        create_ledger(Path(folder) / "cases.ledger", rehearsal=True) as ledger,
    ):
        times.append(perf_counter())
        import_file(ledger, file, profile=IntakeProfile(account="import-1"))
        times.append(perf_counter())
        frame = Frame(DAY, None, None, rules)
        reader = Reader(ledger, frame, REQUEST, AccessLog(Path(folder) / "access.jsonl"))
        case_rows(reader, rule_set, DAY)
        times.append(perf_counter())
        rows = case_rows(reader, rule_set, DAY)
        times.append(perf_counter())
        case = open_case(reader, rows[-1].person)
        status.report(assess_case(case, rule_set, frame), len(case.findings))
        times.append(perf_counter())
    took = [end - start for start, end in pairwise(times)]
    return dict(zip(("create", "import", "caseload", "again", "status"), took, strict=True))


def main() -> None:
    """Measure and print."""
    parser = options("Reports over a few thousand persons.", rounds=2)
    parser.add_argument("--persons", type=int, default=2000)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "persons.jsonl"
        file.write_bytes(b"".join(lines(chosen.persons)))
        contestants = [
            Contestant(rules, partial(measure, file, rules)) for rules in ("seed-2007", "law")
        ]
        title = f"{chosen.persons} persons"
        result = race(title, "s", contestants, rounds=chosen.rounds)
    show([result], as_json=chosen.json)


if __name__ == "__main__":
    main()
