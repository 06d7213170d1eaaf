"""The house: every module belongs to a topic or a shared room, and bears its name."""

import tomllib
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1]
SOURCE = HOME / "src" / "bleadchallenge"
LISTED = tomllib.loads((HOME / "docs" / "topics.toml").read_text(encoding="utf-8"))


def rooms(floor: str) -> list[str]:
    """The modules and packages that stand on a floor."""
    return sorted(
        {
            path.stem
            for path in (SOURCE / floor).iterdir()
            if path.suffix in {".py", ""} and not path.name.startswith("_")
        }
    )


@pytest.mark.parametrize("floor", ["domain", "store", "store/tables", "usecases", "cli", "rules"])
def test_every_room_of_a_floor_is_a_topic_or_shared(floor: str) -> None:
    if not (SOURCE / floor).exists():
        pytest.skip(f"there is no floor {floor}")
    known = set(LISTED["topics"]) | set(LISTED["shared"].get(floor, "").split())
    assert set(rooms(floor)) - known == set()


@pytest.mark.parametrize("floor", ["domain", "store", "usecases", "cli"])
def test_tests_are_found_under_the_topic_of_what_they_hold(floor: str) -> None:
    known = set(LISTED["topics"]) | set(LISTED["shared"].get(floor, "").split())
    folders = {
        path.name
        for path in (HOME / "tests" / floor).iterdir()
        if path.is_dir() and list(path.glob("*.py"))
    }
    assert folders - known == set()


def test_no_module_is_larger_than_a_room_should_be() -> None:
    large = {
        str(path.relative_to(SOURCE)): lines
        for path in SOURCE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert large == {}
