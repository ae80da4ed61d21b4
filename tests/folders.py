"""Folders for tests that act as somebody else than root."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A new folder to which any account of the machine can get, and that goes with all in it.

    Not in TMPDIR: a checkout may lie where only its owner may look.
    """
    with tempfile.TemporaryDirectory(prefix="reintegration-test-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
