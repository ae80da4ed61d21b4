"""`why` into files and `check-certificate`: what is written, what never is, what is rejected."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.commands.shell import Answer, Typing

WHY = ("why", "p-0417", "--rules", "seed-2007")


def proofs_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


@pytest.fixture
def proofs(monday: Typing, tmp_path: Path) -> list[Path]:
    """The certificates about a person who is stuck."""
    answer = monday(*WHY, "--certificate", "proofs")
    assert answer.status == 0, answer.err
    return proofs_in(tmp_path / "proofs")


def test_each_verdict_gets_a_proof_of_its_own(monday: Typing, proofs: list[Path]) -> None:
    stuck = monday(*WHY, "--json").data["stuck"]

    circular = {path.name.split("-")[2] for path in proofs if "-circular-" in path.name}
    assert circular == set(stuck)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in proofs)


def test_the_answer_is_given_beside_the_files(monday: Typing) -> None:
    alone = monday(*WHY)

    answer = monday(*WHY, "--certificate", "proofs", "--svg", "why.svg", "--html", "why.html")

    assert answer.out == alone.out
    assert answer.err.count("Written: ") == len(proofs_in(Path("proofs"))) + 2
    assert Path("why.svg").read_text().startswith("<svg")
    assert "<svg" in Path("why.html").read_text()
    assert "72 events" in Path("why.html").read_text()


def test_the_proofs_of_some_needs_can_be_asked_for(monday: Typing, tmp_path: Path) -> None:
    monday(*WHY, "--certificate", "some", "--need", "uitkering", "--need", "cash")

    assert [path.name.split("-")[2] for path in proofs_in(tmp_path / "some")] == [
        "benefit",
        "cash",
    ]


def test_what_is_unknown_is_proved_under_both_readings(monday: Typing, tmp_path: Path) -> None:
    monday("why", "p-0417", "--certificate", "both", "--need", "shelter", "--rules", "seed-2007")

    found = [json.loads(path.read_text())["certificate"] for path in proofs_in(tmp_path / "both")]
    assert {each["reading"] for each in found} <= {"lower", "upper", "certain"}
    assert found


def test_the_same_proof_is_written_once(monday: Typing, proofs: list[Path]) -> None:
    again = monday(*WHY, "--certificate", "proofs")

    assert again.status == 0
    assert again.err.count("There already, with the same content: ") == len(proofs)


@pytest.mark.parametrize("option", ["--svg", "--html"])
def test_another_file_is_never_overwritten(monday: Typing, option: str) -> None:
    Path("mine").write_text("kept")

    answer = monday(*WHY, option, "mine")

    assert answer.status == 6
    assert "error[CL0807]" in answer.err
    assert Path("mine").read_text() == "kept"


def test_a_folder_in_the_way_is_left_alone(monday: Typing) -> None:
    Path("folder").mkdir()

    assert monday(*WHY, "--svg", "folder").status == 6


def test_a_file_in_a_folder_that_is_not_there_cannot_be_written(monday: Typing) -> None:
    answer = monday(*WHY, "--html", "nowhere/why.html")

    assert answer.status == 1
    assert "error[CL0808]" in answer.err


def test_a_folder_for_proofs_that_is_a_file_is_refused(monday: Typing) -> None:
    Path("file").write_text("kept")

    assert monday(*WHY, "--certificate", "file").status == 1


@pytest.mark.parametrize("option", ["--svg", "--html"])
def test_on_stdout_nothing_stands_beside_what_was_asked_for(monday: Typing, option: str) -> None:
    answer = monday(*WHY, option, "-")

    monday(*WHY, option, "file")
    assert answer.out == Path("file").read_text()
    assert "72 events" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--svg", "-", "--html", "-"), "Only one answer fits on stdout"),
        (("--certificate", "-", "--json"), "takes the place of --json"),
        (("--need", "benefit"), "give --certificate with it"),
    ],
)
def test_what_does_not_go_together_is_refused(
    monday: Typing, words: tuple[str, ...], said: str
) -> None:
    answer = monday(*WHY, *words)

    assert answer.status == 2
    assert said in answer.err
    assert answer.out == ""


def test_a_need_that_there_is_not_is_refused_before_anything_is_written(monday: Typing) -> None:
    answer = monday(*WHY, "--certificate", "proofs", "--need", "bread")

    assert answer.status == 2
    assert not Path("proofs").exists()


def checked(answer: Answer) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answer.data
    return rows


def test_every_proof_that_is_written_holds(monday: Typing, proofs: list[Path]) -> None:
    answer = monday("check-certificate", *map(str, proofs))
    rows = checked(monday("check-certificate", *map(str, proofs), "--json"))

    assert answer.status == 0, answer.err
    assert answer.out.count("the proof holds") == len(proofs)
    assert all(row["holds"] for row in rows)
    assert {row["frame"]["position"] for row in rows} == {"72"}


def test_proofs_on_stdout_can_be_checked_from_a_file(monday: Typing, proofs: list[Path]) -> None:
    Path("all.jsonl").write_text(monday(*WHY, "--certificate", "-").out)

    rows = checked(monday("check-certificate", "all.jsonl", "--json"))

    assert len(rows) == len(proofs)
    assert all(row["holds"] for row in rows)
    assert rows[0]["file"] == "all.jsonl:1"


def test_one_proof_on_stdout_can_be_checked(monday: Typing) -> None:
    Path("one.json").write_text(monday(*WHY, "--certificate", "-", "--need", "benefit").out)

    assert [row["needs"] for row in checked(monday("check-certificate", "one.json", "--json"))] == [
        ["benefit"]
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "identity document: stuck in a circle"),
        ("nl", "identiteitsbewijs: vast in een kring"),
    ],
)
def test_a_checked_proof_names_its_need_as_reports_do(
    monday: Typing, proofs: list[Path], language: str, said: str
) -> None:
    path = next(path for path in proofs if "-id_document-" in path.name)

    assert said in monday("check-certificate", str(path), "--lang", language).out


def tampered(path: Path) -> Path:
    """Leave a way of a proof out, and give it the digest that it then has."""
    from domain.certificates import Certificate

    content = json.loads(path.read_text())["certificate"]
    del content["proof"]["blocked"][0]
    certificate = Certificate.model_validate_json(json.dumps(content))
    changed = path.with_name("tampered.json")
    changed.write_bytes(certificate.as_file())
    return changed


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_proof_that_does_not_hold_is_rejected_with_the_step(
    monday: Typing, proofs: list[Path], language: str
) -> None:
    path = tampered(next(path for path in proofs if "-circular-" in path.name))

    answer = monday("check-certificate", str(path), "--lang", language)

    assert answer.status == 7
    assert "error[CL0809]" in answer.err or "fout[CL0809]" in answer.err
    assert "which is not out of reach." in answer.err
    assert ("NOT" if language == "en" else "NIET") in answer.out


def test_a_proof_that_was_changed_without_its_digest_is_no_certificate(
    monday: Typing, proofs: list[Path]
) -> None:
    path = proofs[0]
    path.write_text(path.read_text().replace("p-0417", "p-0418"))

    answer = monday("check-certificate", str(path))

    assert answer.status == 3
    assert "it was changed after it was made" in answer.err


@pytest.mark.parametrize("content", ["", "{}", "not json", '{"certificate": {}}'])
def test_a_file_that_is_no_certificate_is_told_to_be_none(monday: Typing, content: str) -> None:
    Path("file.json").write_text(content)

    answer = monday("check-certificate", "file.json")

    assert answer.status == 3
    assert "error[DM0401]" in answer.err


def test_a_file_that_is_not_there_cannot_be_checked(monday: Typing) -> None:
    answer = monday("check-certificate", "nowhere.json")

    assert answer.status == 3
    assert "nowhere.json" in answer.err


def test_a_proof_of_the_day_of_release_says_so(monday: Typing) -> None:
    answer = monday(
        *("why", "p-0421", "--rules", "seed-2007", "--moment", "release"),
        *("--certificate", "-", "--need", "benefit"),
    )

    certificate = json.loads(answer.out)["certificate"]
    assert certificate["frame"]["moment"] == "release"
    assert certificate["proof"]["verdict"] == "circular"
