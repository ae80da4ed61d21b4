"""Golden files: what a report looked like when somebody last read it and found it good.

Set REINTEGRATION_UPDATE_GOLDEN=1 to write them anew, and read the difference before committing.
"""

import os
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "golden"
UPDATES: Final = bool(os.environ.get("REINTEGRATION_UPDATE_GOLDEN"))


def golden(name: str, found: str, folder: Path = FOLDER) -> str:
    """Return what a report has to be, byte for byte.

    Args:
        name: The file in the folder of golden files.
        found: What the report is; written to the file first where they are to be updated.
        folder: The folder of golden files.
    """
    path = folder / name
    if UPDATES:
        path.write_bytes(found.encode())
    return path.read_bytes().decode()
