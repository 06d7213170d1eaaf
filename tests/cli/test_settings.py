"""Settings: an option, the environment, a file in the folder, the user's file, the default."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Programme, answer_of
from stores import as_nobody

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "published"


@pytest.fixture
def own_file(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's settings file would stand; nothing is set in the environment."""
    monkeypatch.setenv("USER", "login")
    for name in ("STORE", "AUTHOR", "COHORT", "AUTHORITY"):
        monkeypatch.delenv(f"BLEADCHALLENGE_{name}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(programme.folder / "config"))
    folder = programme.folder / "config" / "bleadchallenge"
    folder.mkdir(parents=True)
    return folder / "bleadchallenge.toml"


def held(programme: Programme, line: str = "config") -> dict[str, tuple[str | None, str]]:
    """What holds, and where it comes from."""
    return {row["setting"]: (row["value"], row["origin"]) for row in programme.rows(line)}


def test_without_anything_the_defaults_hold(own_file: Path, programme: Programme) -> None:
    assert not own_file.exists()
    assert held(programme) == {
        "store": ("bleadchallenge.db", "default"),
        "author": ("login", "default: who is logged in"),
        "cohort": (None, "default: the first cohort"),
        "authority": (None, "default: the policy's"),
    }


def test_each_source_gives_way_to_the_one_before_it(
    own_file: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_file.write_text('author = "E. Own"\ncohort = "T9"\n\nauthority = 331\n')
    programme.write("bleadchallenge.toml", 'cohort = "T2"\nstore = "folder.db"\n')
    monkeypatch.setenv("BLEADCHALLENGE_STORE", "variable.db")
    assert held(programme, "config --store option.db")["store"] == ("option.db", "--store")
    assert held(programme) == {
        "store": ("variable.db", "BLEADCHALLENGE_STORE"),
        "author": ("E. Own", f"{own_file}, line 1"),
        "cohort": ("T2", "bleadchallenge.toml, line 1"),
        "authority": ("331", f"{own_file}, line 4"),
    }


def test_an_option_before_the_command_is_stronger_than_the_environment(
    own_file: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not own_file.exists()
    monkeypatch.setenv("BLEADCHALLENGE_STORE", "variable.db")
    assert held(programme, "--store option.db config")["store"] == ("option.db", "--store")


def test_an_empty_variable_sets_nothing(
    own_file: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_file.write_text('author = "E. Own"\n')
    monkeypatch.setenv("BLEADCHALLENGE_AUTHOR", "")
    assert held(programme)["author"][0] == "E. Own"


def test_a_store_in_a_file_is_found_from_the_folder_of_that_file(
    own_file: Path, programme: Programme
) -> None:
    own_file.write_text('store = "shared/programme.db"\n')
    assert held(programme)["store"][0] == str(own_file.parent / "shared" / "programme.db")


def test_the_commands_take_store_author_and_authority_from_the_file(
    own_file: Path, programme: Programme
) -> None:
    assert not own_file.exists()
    programme.write(
        "bleadchallenge.toml", 'store = "mine.db"\nauthor = "E. Own"\nauthority = "331"\n'
    )
    programme.with_schools()
    assert (programme.folder / "mine.db").exists()
    assert {row["author"] for row in programme.rows("history")} == {"E. Own"}
    programme.done(f"import-data {SAMPLE / '2016-2017_330_ks2final.csv'}")
    for line in ("eligibility", "analyse", "schools --year 2016/17"):
        assert "authority 331" in programme.run(line).err
        assert "authority 331" not in programme.run(f"{line} --la 330").err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('author = "A"\nauther = "B"\n', ("line 2: auther: there is no such", "mean author?")),
        ("# mine\ncohort = 2\n", ("line 2: cohort: it must be text", 'cohort = "T2"')),
        ('store = ""\n', ("line 1: store: it must be text", 'store = "programme.db"')),
        ("authority = true\n", ("line 1: authority: it must be text", 'authority = "330"')),
        ("[store]\nfile = 'x'\n", ("line 1: store: it must be text", "store =")),
        ("\nauthor = A. Name\n", ("line 2: author: it is not valid TOML", 'author = "A. Coord')),
        ("zzzz = 1\n", ("line 1: zzzz: there is no such", "remove the line of zzzz")),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_by_key_line_and_remedy(
    own_file: Path, programme: Programme, text: str, told: tuple[str, str]
) -> None:
    assert not own_file.exists()
    programme.write("bleadchallenge.toml", text)
    for line in ("schools", "init", "config"):
        answer = programme.run(line)
        assert answer.code == 78
        assert "bleadchallenge.toml" in answer.err
        assert all(words in answer.err for words in told), answer.err
    assert answer_of(["--help"]).code == answer_of(["--version"]).code == 0


def test_a_file_that_is_no_text_or_no_file_is_refused(own_file: Path, programme: Programme) -> None:
    (programme.folder / "bleadchallenge.toml").write_bytes(b"author = '\xff'\n")
    assert programme.run("schools").code == 78
    own_file.mkdir()
    (programme.folder / "bleadchallenge.toml").unlink()
    answer = programme.run("schools")
    assert answer.code == 66
    assert "cannot be read" in answer.err


@pytest.mark.parametrize("where", ["folder", "user"])
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(os.mkfifo, id="a pipe"),
        pytest.param(lambda path: path.symlink_to("nowhere"), id="a dangling link"),
        pytest.param(lambda path: path.symlink_to(path), id="a circle of links"),
    ],
)
def test_a_settings_file_that_is_none_is_refused_and_nobody_waits(
    own_file: Path, programme: Programme, make: Callable[[Path], None], where: str
) -> None:
    make(own_file if where == "user" else programme.folder / "bleadchallenge.toml")
    answer = programme.run("due")
    assert (answer.code, answer.out) == (66, "")
    assert "bleadchallenge.toml cannot be read" in answer.err
    assert "fix:   make it a file that you may read, or remove it" in answer.err


def test_settings_that_may_not_be_looked_for_are_refused_and_not_overlooked(
    own_file: Path, programme: Programme
) -> None:
    own_file.parent.chmod(0)
    with as_nobody():
        answer = programme.run("due")
    own_file.parent.chmod(0o700)
    assert answer.code == 66
    assert "bleadchallenge.toml cannot be read" in answer.err
