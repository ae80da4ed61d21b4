"""The command `reintegration`: the table of its commands, each loaded when it is called."""

from typing import Final, NoReturn

from commands.entry import EntryPoint
from commands.lazy import Entry, Section

PROGRAM: Final = "reintegration"

SECTIONS: Final = (
    Section(
        "Begin",
        (
            Entry("init", "commands.initialise:init", "Create a ledger, its keys and a profile."),
            Entry("demo", "commands.demo:demo", "Show the main job on an example."),
            Entry(
                "generate",
                "commands.generate:generate",
                "Write whole lives of invented people to try it on.",
            ),
        ),
    ),
    Section(
        "Record",
        (
            Entry("record", "commands.record:record", "Record what someone did."),
            Entry("import", "commands.transfer:import_", "Record a file of events."),
            Entry("correct", "commands.correct:correct", "Correct an event by a new one."),
            Entry("retract", "commands.retract:retract", "Propose to take an event back."),
            Entry("approve", "commands.retract:approve", "Approve what another proposed."),
            Entry("link", "commands.link:link", "Propose to read two pseudonyms as one."),
            Entry("unlink", "commands.link:unlink", "Propose to read them apart again."),
            Entry("alias", "commands.aliases:alias", "Keep names by which persons are found."),
            Entry("events", "commands.event_types:events", "Tell which events can be recorded."),
        ),
    ),
    Section(
        "Read",
        (
            Entry("find", "commands.aliases:find", "Find a person by a name or number."),
            Entry("status", "commands.reports:status", "Show where a person stands, per need."),
            Entry("timeline", "commands.reports:timeline", "Show what happened to a person."),
            Entry("why", "commands.why:why", "Explain why a person is stuck."),
            Entry("ways-out", "commands.looking_ahead:ways_out", "List what gets a person out."),
            Entry("forecast", "commands.looking_ahead:forecast", "Tell what is to be expected."),
            Entry("what-if", "commands.looking_ahead:what_if", "Try what a decision would bring."),
            Entry("deadlocks", "commands.deadlocks:deadlocks", "List the persons who are stuck."),
            Entry("caseload", "commands.reports:caseload", "List persons with their next step."),
            Entry(
                "handovers", "commands.handovers:handovers", "List handovers and who answers now."
            ),
            Entry(
                "agreements", "commands.agreements:agreements", "List agreements and who oversees."
            ),
            Entry("deadlines", "commands.deadlines:deadlines", "List what is due, and by when."),
            Entry("stats", "commands.statistics:stats", "Count figures over all persons."),
            Entry("findings", "commands.reports:findings", "List events that do not fit."),
        ),
    ),
    Section(
        "Account for",
        (
            Entry("audit", "commands.audit:audit", "Answer who did what when."),
            Entry("show", "commands.show:show_event", "Show one event and what changed it."),
            Entry("open", "commands.addresses:open_", "Give an answer again by its address."),
            Entry("blame", "commands.review:blame", "Show the events behind each fact."),
            Entry("history", "commands.review:history", "Show how a need came to stand so."),
            Entry("diff", "commands.review:diff", "Show what became known between two moments."),
            Entry("relied-on", "commands.review:relied_on", "Show what relies on an event."),
            Entry("dossier", "commands.review:dossier", "Hand over a person's file for review."),
            Entry("export", "commands.transfer:export", "Write events in a standard form."),
            Entry("verify", "commands.check:verify", "Check that nothing was altered."),
            Entry(
                "check-certificate",
                "commands.certificates:check_certificate",
                "Check the proof of a verdict.",
            ),
            Entry("rebuild", "commands.rebuild:rebuild", "Make the read tables again."),
        ),
    ),
    Section(
        "Look up",
        (
            Entry("rules", "commands.rules:rules", "Show and check the rules of law."),
            Entry("terms", "commands.terms:terms", "Look a word of the field up."),
            Entry("explain", "commands.explain:explain", "Tell more about an error code."),
            Entry("completion", "commands.completion:completion", "Print the shell completion."),
        ),
    ),
)
"""Every command: its name, the place of its code, and its line in the overview."""

reintegration: Final = EntryPoint(PROGRAM, SECTIONS)
"""The whole command line, as click runs it."""


def main() -> NoReturn:
    """Run the command line with the arguments of this process; ends the process."""
    reintegration.main(prog_name=PROGRAM)


if __name__ == "__main__":
    main()
