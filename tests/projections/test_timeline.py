"""The timeline shows what every event shows, its content, and what a correction is about."""

from domain.values import person_stream
from ledger import Ledger
from projections import timeline
from projections.event_rows import rows_of
from tests.commands.shell import Typing
from tests.projections.looking import case, reader


def test_a_timeline_tells_of_an_event_what_every_report_tells_of_it(article: Ledger) -> None:
    known = case(article, "p-0417")

    entries = timeline.report(known, reader(article).frame).entries

    rows = [rows_of(known)[entry.event_id][0] for entry in entries]
    assert entries
    assert [
        {name: getattr(entry, name) for name in type(row).model_fields}
        for entry, row in zip(entries, rows, strict=True)
    ] == [dict(row) for row in rows]
    assert {person_stream("p-0417")} == {act.envelope.stream for act in known.recorded}


def test_corrections_and_retractions_name_what_they_are_about(monday: Typing) -> None:
    monday("correct", "p-0417-19", "--on", "2007-06-03", "--reason", "wrong-date")
    monday("retract", "p-0417-20", "--reason", "never-happened")

    entries = monday("timeline", "p-0417", "--json").data["entries"]
    english, dutch = monday("timeline", "p-0417").out, monday("timeline", "p-0417", "--lang", "nl")

    targets = {
        entry["type"]: (entry["target"]["event_id"], entry["target"]["occurred_on"])
        for entry in entries
        if entry["target"] is not None
    }
    assert targets == {
        "event-corrected/1": ("p-0417-19", "2007-06-04"),
        "event-retraction-proposed/1": ("p-0417-20", "2007-06-04"),
    }
    assert "[about p-0417-19, need-status-verified of Mon 4 Jun 2007]" in english
    assert "[over p-0417-19, " in dutch.out
    [corrected] = [entry for entry in entries if entry["event_id"] == "p-0417-19"]
    assert [change["field"] for change in corrected["changes"]] == ["occurred_on"]


def test_what_a_correction_says_is_told_field_by_field_in_words(monday: Typing) -> None:
    monday("correct", "p-0417-06", "--reason", "wrong-value", "--set", "institution=PI Grave")

    english, dutch = monday("timeline", "p-0417"), monday("timeline", "p-0417", "--lang", "nl")

    assert "reason: wrong value; title: sentence; institution: PI Grave;" in english.out
    assert "reden: verkeerde waarde; titel: straf; inrichting: PI Grave;" in dutch.out
