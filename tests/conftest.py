"""What all tests share: the Hypothesis profile, the storage engines and a PostgreSQL server."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, configuration, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.postgres import PostgresMissing, PostgresServer, running_server
from tests.profile import PROFILE

EXAMPLES: Final = Path(__file__).parent.parent / ".cache" / "hypothesis"

configuration.set_hypothesis_home_dir(EXAMPLES)
# A busy machine says nothing about the code: no deadline, no complaint that data came slowly.
settings.register_profile(
    "quick",
    derandomize=True,
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long",
    max_examples=5000,
    deadline=None,
    database=DirectoryBasedExampleDatabase(EXAMPLES / "examples"),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(PROFILE)

POSTGRES_MISSING: Final = pytest.StashKey[str]()
POSTGRES_HELP: Final = (
    "To run them: install PostgreSQL, or set LEDGER_TEST_PG_BIN to the folder of its 'postgres'."
)


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> Iterator[PostgresServer]:
    """A PostgreSQL server; without one the test is skipped, or fails where CI asks for it."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except PostgresMissing as missing:
            pytestconfig.stash[POSTGRES_MISSING] = str(missing)
            give_up = pytest.fail if _is_postgres_required() else pytest.skip
            give_up(f"No PostgreSQL: {missing}. {POSTGRES_HELP}")
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty PostgreSQL database of the test's own."""
    with postgres_server.fresh_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where `ledger.open_ledger` can make a new ledger, on each engine in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "test.ledger")
    url: str = request.getfixturevalue("postgres_url")
    return url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what takes minutes to the long profile, and mark what needs PostgreSQL."""
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")
    if PROFILE != "long":
        long = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it in red when tests did not run because there is no PostgreSQL."""
    reason = terminalreporter.config.stash.get(POSTGRES_MISSING, None)
    if reason is None:
        return
    files = Counter(
        report.nodeid.partition("::")[0]
        for outcome in ("skipped", "error")
        for report in terminalreporter.stats.get(outcome, [])
        if reason in report.longreprtext
    )
    terminalreporter.section("NOT TESTED ON POSTGRESQL", red=True, bold=True)
    terminalreporter.write_line(f"No PostgreSQL: {reason}.", red=True)
    for file, count in sorted(files.items()):
        terminalreporter.write_line(f"  {file}: {count} not run", red=True)
    terminalreporter.write_line(POSTGRES_HELP, red=True)


def _is_postgres_required() -> bool:
    asked = (os.environ.get(name, "") for name in ("CI", "LEDGER_REQUIRE_POSTGRES"))
    return any(value.lower() not in {"", "0", "false", "no"} for value in asked)
