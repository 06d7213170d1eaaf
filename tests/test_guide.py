"""Every command that README and guide show runs as it is written, in the order of the page."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import answer_of

HOME = Path(__file__).resolve().parents[1]
SAMPLE = HOME / "sample_data"
GUIDE = HOME / "docs" / "guide"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
REFUSED = "# is refused"


def blocks(page: Path, kind: str) -> Iterator[str]:
    """The blocks of one kind on a page, in order."""
    for found, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if found == kind:
            yield text


def commands(page: Path) -> list[str]:
    """What the page types at a prompt."""
    lines = "\n".join(blocks(page, "console")).splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ bleadchallenge")]


def run(line: str) -> None:
    """Run a line as it is written, as a shell does; one that is marked as refused is."""
    typed, _, remark = line.partition("  #")
    words = [each for word in shlex.split(typed.partition(" > ")[0]) for each in _files(word)]
    answer = answer_of(words[1:])
    if "is refused" in remark:
        assert answer.code == 65, line
    else:
        assert answer.code in (0, 1), f"{line}\n{answer.out[-400:]}{answer.err}"


def _files(word: str) -> list[str]:
    """The files that a word with a star means; else the word."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of a person who has set nothing."""
    monkeypatch.chdir(tmp_path)
    for name in ("STORE", "AUTHOR", "CLOCK"):
        monkeypatch.delenv(f"BLEADCHALLENGE_{name}", raising=False)
    return tmp_path


def test_the_tutorial_leads_from_an_empty_folder_to_a_pack(folder: Path) -> None:
    page = GUIDE / "tutorial.md"
    (folder / "bleadchallenge.toml").write_text(next(blocks(page, "toml")), encoding="utf-8")
    for line in commands(page):
        run(line)
    assert {path.suffix for path in (folder / "packs").rglob("*")} >= {".md", ".xlsx", ".html"}


PAGES = [HOME / "README.md", *sorted(GUIDE.glob("*.md"))]
DAYS = {"evaluation.md": "2020-01-10"}
"""The day on which a page is read; else in March 2018."""


@pytest.mark.xdist_group("sample programme")
@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if commands(page) and page.name != "tutorial.md"],
    ids=lambda page: page.name,
)
def test_what_a_page_types_runs_on_the_sample_programme(
    page: Path, folder: Path, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = commands(page)
    day = DAYS.get(page.name, "2018-03-15")
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{day}T09:00:00+00:00")
    if not any("bleadchallenge init" in line for line in lines):
        shutil.copy(sample_store, folder / "bleadchallenge.db")
    for path in (*(SAMPLE / "published").iterdir(), *(SAMPLE / "programme").glob("*.csv")):
        shutil.copy(path, folder)
    (folder / "second.toml").write_text(answer_of(["policy", "show"]).out, encoding="utf-8")
    for line in lines:
        run(line)


def scheduled(kind: str) -> list[str]:
    """What the examples of cron or systemd run, from the program's path on."""
    text = "\n".join(blocks(GUIDE / "scripts.md", kind))
    return re.findall(r"(?:^\S+(?: \S+){4}  |^ExecStart=)(/.*)$", text, re.MULTILINE)


@pytest.mark.xdist_group("sample programme")
@pytest.mark.parametrize("kind", ["cron", "ini"])
def test_what_a_timer_runs_needs_no_folder_and_no_environment(
    kind: str, folder: Path, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2018-03-13T06:00:00+00:00")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    shutil.copy(sample_store, folder / "programme.db")
    (line,) = scheduled(kind)
    program, *words = shlex.split(line.replace("/srv/programme", str(folder)))
    assert Path(program).is_absolute()
    assert answer_of(words).code in (0, 1)
    assert list((folder / "packs").rglob("*.html"))


_SPOKEN = re.compile(r"`bleadchallenge ([a-z][a-z -]*)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_that_a_page_speaks_of_is_there(page: Path) -> None:
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    for said in {found.split(" -")[0].strip() for found in _SPOKEN.findall(text)}:
        assert answer_of([*said.split()[:1], "--help"]).code == 0, said
