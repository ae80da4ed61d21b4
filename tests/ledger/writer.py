"""A program that writes to a ledger and says what was acknowledged, until it is told or killed.

Usage: python -m tests.ledger.writer LOCATION KEYS NAME BATCHES SIZE
"""

import sys
from pathlib import Path

from ledger import open_ledger
from tests.ledger.making import draft


def main() -> None:
    """Append batches over a few streams that all writers share, and print the last position."""
    location, keys, name, batches, size = sys.argv[1:]
    with open_ledger(location, keys=Path(keys)) as ledger:
        say("ready")
        for batch in range(int(batches)):
            receipts = ledger.append(
                [
                    draft(f"{name}-{batch}-{number}", f"person:p-{(batch + number) % 7}")
                    for number in range(int(size))
                ]
            )
            say(" ".join(f"{receipt.event_id}={receipt.position}" for receipt in receipts))


def say(line: str) -> None:
    """Write a line that has left this process when this returns."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
