"""P38: where the rule of choice gives an effect without a programme, that is what is said first."""

import csv
from pathlib import Path

import pytest

from builders import Programme, answer_of
from evaluated import CHOSEN, DAY, TABLES, built, numbers, table

pytestmark = pytest.mark.xdist_group("evaluation")

MORE = 30
RULES = ("lowest-mean", "lowest-last", "largest-fall")


def lifted(folder: Path, path: Path, urns: set[str]) -> Path:
    """A table in which the results of some schools are so many points higher."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    urn, result = header.index("URN"), header.index("PTRWM_EXP")
    for row in rows:
        if row[urn] in urns:
            row[result] = f"{min(float(row[result].rstrip('%')) + MORE, 100):.0f}%"
    with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return folder / path.name


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city where the lowest of 2016 rose in 2017 without a programme, and the chosen later."""
    folder = tmp_path_factory.mktemp("moved")
    before = table(TABLES[0])
    first = numbers(before.PTRWM_EXP)[before.RECTYPE == "1"]
    lowest = set(first.dropna().sort_values().index[: len(CHOSEN)])
    files = [
        TABLES[0],
        lifted(folder, TABLES[1], lowest),
        TABLES[2],
        lifted(folder, TABLES[3], set(CHOSEN)),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLEADCHALLENGE_CLOCK", f"{DAY}T09:00:00+00:00")
        return built(folder, files, CHOSEN)


@pytest.fixture
def city(moved: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    monkeypatch.setenv("BLEADCHALLENGE_STORE", str(moved))
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{DAY}T09:00:00+00:00")
    return programme


def test_an_effect_like_that_of_a_placebo_is_not_said_to_be_ahead(city: Programme) -> None:
    placebos = city.rows("evaluate --placebo --outcome rwm_expected")
    assert [each["moves"] for each in placebos] == ["yes", "no"]
    answer = city.done("evaluate --outcome rwm_expected --format json").json
    row = answer["rows"][0]
    assert row["lower"] > 0
    assert row["verdict"] == "ahead, but so is a placebo"
    assert (row["placebos_moved"], row["placebo_fails"]) == (1, False)
    assert answer["cannot_say"][0].startswith("The same rule of choice")
    assert "the same schools' 2015/16 to 2016/17, +" in answer["cannot_say"][0]


def test_nothing_is_made_of_it(city: Programme) -> None:
    cost = city.done("evaluate cost --format json").json
    assert cost["pounds_per_point"] is None
    assert cost["pupils_gained"] is None
    for row in city.rows("evaluate schools"):
        assert row["verdict"] != "ahead"
        assert row["pupils"] is None or row["verdict"] == "behind"


@pytest.mark.parametrize("kind", ["evaluation", "addendum"])
def test_the_pages_say_so_before_the_effect(city: Programme, kind: str) -> None:
    city.done(f"report {kind} --out out --to md,html")
    (page,) = Path("out").rglob("*.md")
    text = page.read_text(encoding="utf-8")
    assert text.index("The same rule of choice") < text.index("reached")
    assert "ahead, but so is a placebo" in text
    assert ": ahead." not in text
    if kind == "evaluation":
        assert "In brief: ahead, but so are schools where nothing was done" in text
        drawn = next(line for line in text.splitlines() if "all three, expected:" in line)
        assert "ahead, but so is a placebo" in drawn


@pytest.mark.parametrize("rule", RULES)
def test_a_placebo_is_only_where_its_rule_can_be_applied(
    moved: Path, programme: Programme, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one year before there is no fall, so nothing earlier can be chosen by it."""
    store = programme.folder / "own.db"
    store.write_bytes(moved.read_bytes())
    monkeypatch.setenv("BLEADCHALLENGE_STORE", str(store))
    shown = programme.done("policy show").out
    programme.write(
        "own.toml", shown.replace("[evaluation]", f'[evaluation]\nchosen_by = "{rule}"')
    )
    assert answer_of(["policy", "set", "own.toml", "--reason", "another rule"]).code == 0
    rows = programme.rows(f"evaluate --placebo --outcome rwm_expected --as-of {DAY}")
    earlier = [row for row in rows if "2015/16 to 2016/17" in row["where"]]
    assert len(earlier) == (0 if rule == "largest-fall" else 1)
