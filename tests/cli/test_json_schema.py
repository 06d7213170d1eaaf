"""The JSON of every listing keeps to the schema that ``schema COMMAND`` prints."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from bleadchallenge.usecases.answers import ANSWERS
from bleadchallenge.usecases.json_schema import Answer, schema_of
from bleadchallenge.usecases.listing import Figure, column, row
from builders import Programme
from figures_at_hand import with_city

GOLDEN = Path(__file__).parents[1] / "golden" / "json-keys.json"
LINES: list[str] = list(json.loads(GOLDEN.read_text(encoding="utf-8")))


@pytest.fixture
def sample(sample_store: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A coordinator in January 2020 who looks back on the whole programme."""
    monkeypatch.setenv("BLEADCHALLENGE_STORE", str(sample_store))
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2020-01-10T09:00:00+00:00")
    return programme


def _faults(programme: Programme, line: str, name: str = "") -> list[str]:
    """What of a command's JSON its schema does not allow."""
    answer = programme.run(f"{line} --format json".strip())
    assert answer.code in (0, 1), answer.err
    return _errors(programme, answer.out, name or line)


def _errors(programme: Programme, text: str, line: str) -> list[str]:
    schema = json.loads(_schema(programme, line))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [each.message for each in validator.iter_errors(json.loads(text))]


def _schema(programme: Programme, line: str) -> str:
    """The schema of the longest beginning of a line that is a command."""
    words = line.split()
    for count in range(len(words), 0, -1):
        answer = programme.run(f"schema {' '.join(words[:count])}")
        if answer.code == 0:
            return answer.out
    raise AssertionError(f"no schema for {line}")


@pytest.mark.xdist_group("sample programme")
@pytest.mark.parametrize("line", LINES)
def test_every_listing_keeps_to_its_schema(line: str, sample: Programme) -> None:
    assert _faults(sample, line) == []


@pytest.mark.xdist_group("sample programme")
def test_the_first_screen_keeps_to_its_schema(sample: Programme) -> None:
    assert _faults(sample, "", "overview") == []


@pytest.mark.parametrize(
    ("role", "code"), [("coordinator", 0), ("pilot", 65)], ids=["taken", "refused"]
)
def test_an_import_keeps_to_its_schema(role: str, code: int, programme: Programme) -> None:
    begun = programme.with_schools()
    begun.write("people.csv", f"code,name,role\nP01,Ada Quill,{role}\n")
    answer = begun.run("import-data people.csv --dry-run --format json")
    assert answer.code == code
    assert json.loads(answer.out)["rows"]
    assert _errors(begun, answer.out, "import-data") == []


def test_a_family_keeps_to_its_schema(programme: Programme) -> None:
    with_city(programme).done("family draw --year 2016/17 --as-of 2017-09-04")
    assert _faults(programme, "family 900003 --year 2016/17", "family show") == []


@pytest.mark.parametrize("name", ANSWERS)
def test_every_schema_is_one_and_is_printed(name: str, programme: Programme) -> None:
    answer = programme.run(f"schema {name}")
    assert answer.code == 0, answer.err
    Draft202012Validator.check_schema(json.loads(answer.out))


def test_a_group_means_its_own_command(programme: Programme) -> None:
    assert programme.run("schema evaluate").out == programme.run("schema evaluate effects").out


def test_an_unknown_command_is_answered_with_the_nearest(programme: Programme) -> None:
    answer = programme.run("schema kpi-statu")
    assert answer.code == 2
    assert "Did you mean 'kpi-status'" in answer.err


def test_a_word_behind_a_command_is_refused(programme: Programme) -> None:
    for asked in ("schema check thread", "help check thread"):
        answer = programme.run(asked)
        assert answer.code == 2
        assert "check has no command 'thread'" in answer.err


def test_a_command_without_json_is_refused_and_the_others_are_named(programme: Programme) -> None:
    answer = programme.run("schema undo")
    assert (answer.code, answer.out) == (2, "")
    assert "undo has no JSON" in answer.err
    assert programme.run("schema").out.splitlines() == list(ANSWERS)


@row
class _FigureRow:
    """A figure that may be hidden."""

    gap: Figure = column("gap to England", unit="points")


@pytest.mark.parametrize(
    ("value", "is_valid"),
    [(1.5, True), (3, True), (None, True), ("c", True), ("hidden", False), (True, False)],
)
def test_a_figure_is_a_number_hidden_or_unknown(value: object, *, is_valid: bool) -> None:
    answer = {
        "schema": "bleadchallenge/gaps/1",
        "as_of": "2018-03-15",
        "change": 1,
        "rows": [{"gap": value}],
    }
    schema = schema_of([Answer("gaps", _FigureRow)])
    assert Draft202012Validator(schema).is_valid(answer) is is_valid


def test_a_schema_says_title_and_unit() -> None:
    schema = schema_of([Answer("gaps", _FigureRow)])
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    gap = definitions["_FigureRow"]["properties"]["gap"]
    assert (gap["title"], gap["unit"]) == ("gap to England", "points")
