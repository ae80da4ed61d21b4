"""A program that lets a projection follow a ledger up to a position.

Usage: python -m tests.ledger.runner LOCATION KEYS POSITION
"""

import sys
import time
from pathlib import Path

from ledger import open_ledger
from ledger.tracking import catch_up
from tests.ledger.seen import Seen


def main() -> None:
    """Follow with the projection of the tests, beside others that do the same."""
    location, keys, position = sys.argv[1:]
    with open_ledger(location, keys=Path(keys)) as ledger:
        while catch_up(ledger, Seen(), batch=7) < int(position):
            time.sleep(0.002)


if __name__ == "__main__":
    main()
