"""Links made and undone with two accounts, and what a timeline then shows."""

from tests.commands.shell import Answer, Typing


def linked(typing: Typing, one: str = "p-1", other: str = "p-2") -> Answer:
    """Link `one` to `other` with two accounts."""
    proposed = typing("link", one, other, "--reason", "duplicate-file", "--json")
    assert proposed.status == 0, proposed.err
    approved = typing("approve", proposed.data["events"][0]["event_id"], "--as", "u-2", "--json")
    assert approved.status == 0, approved.err
    return approved


def unlinked(typing: Typing, one: str = "p-1", other: str = "p-2") -> Answer:
    """Undo the link with two accounts."""
    proposed = typing("unlink", one, other, "--reason", "different-persons", "--json")
    assert proposed.status == 0, proposed.err
    approved = typing("approve", proposed.data["events"][1]["event_id"], "--as", "u-2", "--json")
    assert approved.status == 0, approved.err
    return approved


def shown(answer: Answer) -> list[str]:
    """The ids of the events of a timeline that were no links and no proposals."""
    assert answer.status == 0, answer.err
    return sorted(
        entry["event_id"]
        for entry in answer.data["entries"]
        if not entry["type"].startswith("identities-")
    )
