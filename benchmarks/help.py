"""How long `reintegration --help` takes, beside Python alone and Python with click.

Starting Python and importing click is what no command line written with click can do without; the
rest is ours.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks._measuring import Contestant, Measures, options, race, show

COMMAND: Final = Path(sys.executable).with_name("reintegration")
MEASURE: Final = "wall time"


def started(*arguments: str | Path) -> Callable[[], Measures]:
    """Return a round that starts a program and waits for its end."""

    def run() -> Measures:
        start = perf_counter()
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
        return {MEASURE: perf_counter() - start}

    return run


def main() -> None:
    """Measure and print."""
    chosen = options("The start of the command line.", rounds=20).parse_args()
    contestants = [
        Contestant("python -c 'import click'", started(sys.executable, "-c", "import click")),
        Contestant("python -c ''", started(sys.executable, "-c", "")),
        Contestant("reintegration --help", started(COMMAND, "--help")),
        Contestant("reintegration --version", started(COMMAND, "--version")),
        Contestant("reintegration status --help", started(COMMAND, "status", "--help")),
    ]
    show([race("start", "ms", contestants, rounds=chosen.rounds)], as_json=chosen.json)


if __name__ == "__main__":
    main()
