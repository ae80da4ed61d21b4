"""Decisions on mandates that do not hold, among the findings."""

from domain import events as e
from domain.accountability.mandates import DOES_NOT_HOLD
from domain.events.income import RejectionReason
from domain.finding_kinds import FindingKind
from ledger import open_ledger
from tests.commands.shell import Typing
from tests.projections.handovers.recorded import NOW, drafts


class TestFindings:
    """Decisions on mandates that do not hold are findings, those that name none are not."""

    def test_list_decisions_on_a_mandate_that_does_not_hold(self, desk: Typing) -> None:
        answer = desk("findings", "--json")

        assert [
            (row["person"], row["kind"], row["on"], row["events"])
            for row in answer.data
            if row["kind"].startswith("mandate")
        ] == [("p-cold", "mandate-expired", "2026-06-10", ["p-cold-11", "Breda-1"])]
        assert "besluit na afloop van het mandaat" in desk("findings", "--lang", "nl").out

    def test_about_one_person_list_the_same(self, desk: Typing) -> None:
        everybody = desk("findings", "--json").data

        for person in ("p-cold", "p-warm"):
            one = desk("findings", "--person", person, "--json").data
            assert one == [row for row in everybody if row["person"] == person]

    def test_leave_out_a_decision_of_a_later_day(self, desk: Typing) -> None:
        before = desk("findings", "--as-of", "2026-06-09", "--json").data
        after = desk("findings", "--as-of", "2026-06-10", "--json").data

        assert "mandate-expired" not in {row["kind"] for row in before}
        assert "mandate-expired" in {row["kind"] for row in after}

    def test_leave_out_a_decision_that_was_retracted(self, desk: Typing) -> None:
        proposed = desk("retract", "p-cold-11", "--reason", "wrong-person", "--as", "u-1")
        assert proposed.status == 0, proposed.err
        approved = desk("approve", "p-cold-11", "--as", "u-2")
        assert approved.status == 0, approved.err

        assert "mandate-expired" not in {row["kind"] for row in desk("findings", "--json").data}

    def test_say_nothing_of_a_decision_that_names_no_mandate(self, desk: Typing) -> None:
        with open_ledger("reintegration.db", clock=lambda: NOW) as ledger:
            ledger.append(drafts("person:p-none", ((e.BenefitGranted(), "2026-06-01"),)))

        assert "p-none" in {each["person"] for each in desk("findings", "--json").data}
        assert "mandate-absent" not in {row["kind"] for row in desk("findings", "--json").data}

    def test_name_every_other_way_in_which_a_mandate_does_not_hold(self, desk: Typing) -> None:
        wrong = {
            "p-unknown": {"mandate": "M-9"},
            "p-before": {"mandate": "M-1", "actor": "u-7", "on": "2025-12-31"},
            "p-scope": {"mandate": "M-1", "actor": "u-7", "type": "granted"},
            "p-other": {"mandate": "M-1", "actor": "u-8"},
        }
        with open_ledger("reintegration.db", clock=lambda: NOW) as ledger:
            for person, said in wrong.items():
                fields = {k: v for k, v in said.items() if k not in ("on", "type")}
                body = (
                    e.BenefitGranted()
                    if "type" in said
                    else e.BenefitRejected(reason=RejectionReason.OTHER_MUNICIPALITY)
                )
                step = (body, said.get("on", "2026-06-01"), fields)
                ledger.append(drafts(f"person:{person}", (step,)))

        found = desk("findings", "--json").data

        assert {
            row["person"]: row["kind"] for row in found if row["kind"].startswith("mandate-")
        } == {
            "p-cold": "mandate-expired",
            "p-unknown": "mandate-unknown",
            "p-before": "mandate-not-yet",
            "p-scope": "mandate-out-of-scope",
            "p-other": "mandate-of-another",
        }


def test_no_other_finding_has_the_name_of_a_fault_of_a_mandate() -> None:
    assert set(map(str, FindingKind)) & set(map(str, DOES_NOT_HOLD)) == set()
