"""A shell for tests: words are typed, an answer comes back."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

import cli

NOW = "2026-03-10T09:00:00+01:00"
"""When every command of these tests is typed."""


class Answer(NamedTuple):
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The `data` of an answer in JSON."""
        return json.loads(self.out)["data"]

    @property
    def meta(self) -> dict[str, Any]:
        """The frame of an answer in JSON."""
        meta: dict[str, Any] = json.loads(self.out)["meta"]
        return meta


Typing = Callable[..., Answer]
"""Types a command: its words, and after them what is set in the environment."""


def forget_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the environment of whoever runs the tests says, and fix the clock."""
    for name in (
        *("LEDGER", "KEYS", "PROFILE", "ACCOUNT", "RULES", "LANGUAGE"),
        *("READING_PURPOSE", "READING_BASIS"),
    ):
        monkeypatch.delenv(f"REINTEGRATION_{name}", raising=False)
    monkeypatch.setenv("REINTEGRATION_NOW", NOW)


def typing(*words: str, **environment: str) -> Answer:
    """Type a command in the present folder."""
    result = CliRunner().invoke(cli.reintegration, words, env=dict(environment))
    return Answer(result.exit_code, result.stdout, result.stderr)
