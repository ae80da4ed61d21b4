"""The PostgreSQL that the tests run on, and what happens where there is none."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.postgres import PostgresServer

ROOT = Path(__file__).parent.parent


def run_a_test_that_needs_postgres(
    cache: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one test of this file in another process."""
    test = "tests/test_postgres.py::test_a_test_gets_an_empty_database"
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"CI", "LEDGER_REQUIRE_POSTGRES"}
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-o", f"cache_dir={cache}", test],
        cwd=ROOT,
        env=inherited | environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_test_gets_an_empty_database(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        tables = connection.execute(
            text("select count(*) from information_schema.tables where table_schema = 'public'")
        )

        assert tables.scalar_one() == 0
    engine.dispose()


def test_a_database_is_dropped_even_while_somebody_is_connected(
    postgres_server: PostgresServer,
) -> None:
    with postgres_server.fresh_database() as url:
        left_open = psycopg.connect(url.replace("+psycopg", ""))

    with pytest.raises(psycopg.OperationalError):
        left_open.execute("select 1")
    left_open.close()


def test_without_postgres_the_tests_that_need_it_are_skipped_loudly(tmp_path: Path) -> None:
    run = run_a_test_that_needs_postgres(tmp_path, LEDGER_TEST_PG_BIN=str(tmp_path))

    assert run.returncode == 0
    assert "NOT TESTED ON POSTGRESQL" in run.stdout
    assert "tests/test_postgres.py: 1 not run" in run.stdout


@pytest.mark.parametrize("name", ["CI", "LEDGER_REQUIRE_POSTGRES"])
def test_where_postgres_is_required_its_absence_is_a_failure(name: str, tmp_path: Path) -> None:
    run = run_a_test_that_needs_postgres(tmp_path, LEDGER_TEST_PG_BIN=str(tmp_path), **{name: "1"})

    assert run.returncode == 1
    assert "NOT TESTED ON POSTGRESQL" in run.stdout


def test_killed_tests_leave_no_server_and_no_folder() -> None:
    program = (
        "import time; from tests.postgres import running_server\n"
        "with running_server() as server: print(server.folder, flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as tests:
        assert tests.stdout is not None
        folder = Path(tests.stdout.readline().strip())
        assert (folder / "data" / "postmaster.pid").exists()

        tests.send_signal(signal.SIGKILL)

    give_up_at = time.monotonic() + 30
    while folder.exists() and time.monotonic() < give_up_at:
        time.sleep(0.05)
    assert not folder.exists()
