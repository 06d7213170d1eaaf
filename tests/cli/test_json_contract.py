"""The JSON of every listing on the sample programme keeps its keys and their order."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from builders import Programme

GOLDEN = Path(__file__).parents[1] / "golden" / "json-keys.json"
LINES: dict[str, dict[str, list[str]]] = json.loads(GOLDEN.read_text(encoding="utf-8"))

pytestmark = pytest.mark.xdist_group("sample programme")


@pytest.fixture
def sample(sample_store: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A coordinator in January 2020 who looks back on the whole programme."""
    monkeypatch.setenv("BLEADCHALLENGE_STORE", str(sample_store))
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2020-01-10T09:00:00+00:00")
    return programme


def _printed(sample: Programme, line: str, form: str) -> str:
    answer = sample.run(f"{line} --format {form}")
    assert answer.code in (0, 1), answer.err
    return answer.out


@pytest.mark.parametrize("line", LINES)
def test_scripts_find_the_keys_they_know(line: str, sample: Programme) -> None:
    found: dict[str, Any] = json.loads(_printed(sample, line, "json"))
    expected = LINES[line]
    assert list(found) == ["schema", "as_of", "change", *expected["entries"], "rows"]
    if expected["keys"]:
        assert found["rows"], "the sample programme has rows here"
        assert {tuple(row) for row in found["rows"]} == {tuple(expected["keys"])}


@pytest.mark.parametrize("line", LINES)
def test_spreadsheets_find_the_columns_they_know(line: str, sample: Programme) -> None:
    header = next(csv.reader(io.StringIO(_printed(sample, line, "csv").removeprefix("\ufeff"))))
    assert header == LINES[line]["columns"]
