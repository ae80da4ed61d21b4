"""The profile is read strictly, and written so that it can be read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.errors import ProfileUnreadable
from commands.profile import KEYS, Profile, read_profile, write_profile
from tests.commands.shell import Typing


@given(
    st.builds(
        Profile,
        **{
            key: st.none() | st.text(min_size=1).filter(lambda text: bool(text.strip()))
            for key in KEYS
            if key != "language"
        },
    )
)
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, profile: Profile
) -> None:
    path = tmp_path_factory.mktemp("profile") / "p.toml"

    write_profile(path, profile)

    assert read_profile(path, required=True) == profile


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"account = ", "it is no TOML"),
        (b"\xff\xfe", "it is no TOML"),
        (b'acount = "u-1"', "did you mean account?"),
        (b'zzz = "u-1"', "known are account, role"),
        (b"account = 7", "account has to be a text"),
        (b'account = " "', "account has to be a text"),
        (b'language = "de"', "en or nl"),
    ],
)
def test_a_faulty_profile_is_refused_with_its_fault(
    tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "p.toml").write_bytes(content)

    with pytest.raises(ProfileUnreadable) as refused:
        read_profile(tmp_path / "p.toml", required=True)

    assert told in (refused.value.why or "")


def test_a_profile_may_be_absent_unless_it_was_named(office: Typing, tmp_path: Path) -> None:
    (tmp_path / "reintegration.db.profile.toml").unlink()

    assert office("verify").status == 0
    assert office("verify", "--profile", "none.toml").status == 5


def test_a_folder_is_no_profile(office: Typing, tmp_path: Path) -> None:
    answer = office("verify", "--profile", str(tmp_path))

    assert answer.status == 3
    assert "error[CL0102]" in answer.err


def test_another_profile_can_be_named(office: Typing, tmp_path: Path) -> None:
    (tmp_path / "dutch.toml").write_text('language = "nl"\n')

    assert office("verify", "--profile", "dutch.toml").out.startswith("Niet gecontroleerd")
