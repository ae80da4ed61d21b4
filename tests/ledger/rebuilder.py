"""A program that makes the projection of the tests again, slowly, and tells how far it is.

Usage: python -m tests.ledger.rebuilder LOCATION KEYS
"""

import sys
import time
from pathlib import Path

from ledger import open_ledger
from ledger.rebuild import rebuild
from tests.ledger.seen import Seen


def main() -> None:
    """Make it again in small batches, each told before the next begins."""
    location, keys = sys.argv[1:]

    def tell(position: int, _: int) -> None:
        sys.stdout.write(f"{position}\n")
        sys.stdout.flush()
        time.sleep(0.02)

    with open_ledger(location, keys=Path(keys)) as ledger:
        rebuild(ledger, Seen(), batch=5, progress=tell)


if __name__ == "__main__":
    main()
