"""Reading a file: what it is, where it is not, and what it leaves behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import DataError, Exit, InputError
from bleadchallenge.domain.problems import ProblemKind, Severity
from bleadchallenge.intake.files import RefusedFileError, read_book, shown_name
from intake.sheetmaking import saved, xlsx

TABLE = b"URN,Score\n100000,53%\n"
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of the superuser, for whom nothing is unreadable."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_book_holds_its_name_its_digest_and_its_rows(tmp_path: Path) -> None:
    path = saved(tmp_path, "results.csv", TABLE)
    book = read_book(path)
    assert (book.path, book.name) == (path, "results.csv")
    assert book.sha256 == sha256(TABLE).hexdigest()
    assert [sheet.name for sheet in book.sheets] == [None]
    assert book.sheets[0].rows == [["URN", "Score"], ["100000", "53%"]]
    assert book.notes == ()


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        pytest.param("results.xlsx", TABLE, [["URN", "Score"], ["100000", "53%"]], id="text"),
        pytest.param("results.CSV", xlsx(ROWS), [["1"]], id="workbook"),
    ],
)
def test_the_bytes_decide_and_not_the_name(
    tmp_path: Path, name: str, data: bytes, rows: list[list[str]]
) -> None:
    book = read_book(saved(tmp_path, name, data))
    assert book.sheets[0].rows == rows
    assert [note.kind for note in book.notes] == [ProblemKind.DECIDED]


def test_a_name_without_an_ending_is_no_matter(tmp_path: Path) -> None:
    assert read_book(saved(tmp_path, "results", TABLE)).notes == ()


def test_a_refusal_is_a_data_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_book(saved(tmp_path, "results.csv", b""))
    error = caught.value
    assert isinstance(error, RefusedFileError)
    assert (error.what, error.exit_code) == ("results.csv is empty", Exit.DATA)
    assert all((error.why, error.fix))


def test_a_refusal_can_stand_in_a_list_of_problems() -> None:
    refusal = RefusedFileError(ProblemKind.EMPTY_FILE, "is empty")
    problem = refusal.problem("results.csv")
    assert (problem.kind, problem.severity) == (ProblemKind.EMPTY_FILE, Severity.FILE)
    assert (problem.message, problem.file) == ("is empty", "results.csv")


def test_a_workbook_is_refused_in_the_same_words(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_book(saved(tmp_path, "results.xlsx", xlsx(ROWS)[:200]))
    assert caught.value.what == "results.xlsx is damaged"
    assert caught.value.kind is ProblemKind.DAMAGED


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"results\.csv is not there") as caught:
        read_book(tmp_path / "results.csv")
    assert caught.value.exit_code is Exit.NO_INPUT


def test_a_folder_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_book(tmp_path)


def test_links_that_go_round_are_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "one.csv").symlink_to(tmp_path / "two.csv")
    (tmp_path / "two.csv").symlink_to(tmp_path / "one.csv")
    with pytest.raises(InputError, match=r"one\.csv cannot be read"):
        read_book(tmp_path / "one.csv")


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(saved(tmp_path, "results.csv", TABLE))
    assert read_book(tmp_path / "link.csv").name == "link.csv"


def test_a_pipe_is_an_input_error_and_nobody_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="is not an ordinary file"):
        read_book(tmp_path / "pipe.csv")


def test_a_file_without_permission_is_an_input_error(tmp_path: Path) -> None:
    path = saved(tmp_path, "results.csv", TABLE)
    path.chmod(0)
    with as_nobody(), pytest.raises(InputError, match="cannot be read") as caught:
        read_book(path)
    assert "permission" in caught.value.why


@pytest.mark.parametrize(
    "name", ["x" * 300, "a\0b"], ids=["a name too long", "a name with a zero byte"]
)
def test_a_name_that_no_system_takes_is_an_input_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_book(tmp_path / name)


def test_a_file_of_too_many_bytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    with path.open("wb") as file:
        file.truncate(500_000_001)
    with pytest.raises(RefusedFileError, match="larger than 500 MB") as caught:
        read_book(path)
    assert caught.value.kind is ProblemKind.TOO_LARGE


def test_a_workbook_of_too_many_bytes_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "results.xlsx", b"PK\x03\x04")
    os.truncate(path, 200_000_001)
    with pytest.raises(RefusedFileError, match="larger than 200 MB"):
        read_book(path)


def test_a_name_is_made_fit_to_print() -> None:
    assert shown_name(Path("/data/results 2017.csv")) == "results 2017.csv"
    assert shown_name(Path("a\x1b[31m\n.csv")) == "a\ufffd[31m\ufffd.csv"
    assert shown_name(Path(os.fsdecode(b"\xe9.csv"))) == "\ufffd.csv"


def test_nothing_is_written_beside_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = saved(tmp_path, "results.xlsx", xlsx(ROWS))
    far = saved(tmp_path, "far.xlsx", xlsx("<row r='1'><c r = 'XFD1048576'><v>1</v></c></row>"))
    read_book(path)
    with pytest.raises(RefusedFileError):
        read_book(far)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["far.xlsx", "results.xlsx"]


def test_a_module_lying_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, "results.xlsx", xlsx(ROWS))
    saved(tmp_path, "zipfile.py", b"raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)
    assert read_book(path).sheets[0].rows == [["1"]]


def test_reading_a_file_loads_little() -> None:
    code = "import sys, bleadchallenge.intake.files; print(len(sys.modules))"
    source = Path(__file__).resolve().parents[2] / "src"
    run = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(source)},
    )
    assert int(run.stdout) < 130
