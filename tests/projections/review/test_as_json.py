"""The answers about how it came to be known, as JSON."""

from datetime import UTC, datetime

from domain.needs import Need
from ledger import Ledger
from tests.projections.golden import golden
from tests.projections.looking import (
    as_json,
)
from tests.projections.review.answers import blame_of, diff_of, history_of, relied_of


def test_all_of_them_are_in_json_what_they_were(article: Ledger) -> None:
    since = datetime(2007, 6, 7, tzinfo=UTC)
    answers = {
        "blame-p-0417-seed-2007": blame_of(article).as_json(),
        "history-p-0417-benefit": history_of(article, Need.BENEFIT).as_json(),
        "relied-on-p-0417-11": relied_of(article, "p-0417-11").as_json(),
        "diff-p-0417": diff_of(article, since).as_json(),
    }

    for name, answer in answers.items():
        found = as_json(answer)
        assert found == golden(f"{name}.json", found)
