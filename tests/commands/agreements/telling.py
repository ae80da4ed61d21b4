"""Agreements as they are typed, and the list that comes back."""

from tests.commands.shell import Answer, Typing

PROMISE = {
    "level": "local",
    "parties": "Tilburg,WonenBreda",
    "performer": "WonenBreda",
    "beneficiary": "Tilburg",
    "deliverable": "place-to-live",
    "need": "housing",
    "due_on": "2026-03-05",
    "overseer": "Gemeenteraad",
}


def tell(
    shell: Typing, type_name: str, id: str, *words: str, on: str, org: str, **fields: str
) -> Answer:
    """Record an event of an agreement."""
    settings = [word for name, value in fields.items() for word in ("--set", f"{name}={value}")]
    answer = shell(
        *("record", type_name, f"agreement:{id}", "--on", on, "--org", org), *settings, *words
    )
    assert answer.status == 0, answer.err
    return answer


def agree(shell: Typing, id: str, *words: str, on: str = "2026-02-01", **fields: str) -> Answer:
    """Record that an agreement was made: a promise of a place to live, unless fields differ."""
    terms = {name: value for name, value in (PROMISE | fields).items() if value}
    return tell(shell, "agreement-made", id, *words, on=on, org="Tilburg", **terms)


def fulfil(shell: Typing, id: str, *words: str, on: str = "2026-03-04", org: str) -> Answer:
    return tell(shell, "agreement-fulfilled", id, *words, on=on, org=org)


def listed(answer: Answer) -> dict[str, str]:
    assert answer.status == 0, answer.err
    return {row["agreement"]: row["state"] for row in answer.data}
