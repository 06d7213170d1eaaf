"""TOML that people write is read within limits, whatever they write."""

from pathlib import Path

import pytest

from bleadchallenge.intake.toml_files import MOST_BYTES, NotTomlError, entries_of, text_of

DEEP = ["a = " + "[" * 100_000, "a = " + "[" * 300 + "]" * 300, ".".join("a" * 500) + " = 1"]


@pytest.mark.parametrize("line", DEEP, ids=["unclosed", "closed", "dotted"])
def test_what_is_nested_deeper_than_anybody_writes_is_told_with_its_line(line: str) -> None:
    with pytest.raises(NotTomlError, match="nested too deeply") as told:
        entries_of(f'name = "a"\n{line}\n')
    assert told.value.line == 2


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb", 2), ("a = 1\na = 2\n", 2)])
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(NotTomlError) as told:
        entries_of(text)
    assert told.value.line == line


def test_a_file_larger_than_people_write_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(OSError, match="larger than 1000 kB"):
        text_of(path)


def test_what_never_ends_is_not_read_for_ever() -> None:
    with pytest.raises(OSError, match="larger than"):
        text_of(Path("/dev/zero"))
