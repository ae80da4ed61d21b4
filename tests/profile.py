"""How hard the tests look: `quick` for every day, `long` for the night.

`tests` is a package and the checkout is on pytest's path (`pythonpath` in pyproject.toml), so a
test says `from tests.profile import examples`, and mypy follows it.
"""

import os
from typing import Final

PROFILE: Final = os.environ.get("REINTEGRATION_TEST_PROFILE", "quick")
"""The Hypothesis profile that tests/conftest.py loads."""


def examples(quick: int) -> int:
    """Scale a number of examples to the profile, for tests that cannot take the profile's own.

    Args:
        quick: How many examples the quick profile runs.

    Returns:
        That number, or twenty times as many in the long profile.
    """
    return quick if PROFILE == "quick" else 20 * quick
