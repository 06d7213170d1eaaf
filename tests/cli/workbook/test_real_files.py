"""The main job on the real files, through the public commands."""

import json
from pathlib import Path
from typing import Any

import pytest

from builders import Answer, answer_of
from places import SHARED, needs_shared

pytestmark = [*needs_shared, pytest.mark.xdist_group("real files")]

DATA = SHARED / "data"
FILES = [
    *(
        DATA / "ks2" / f"{years}_850_ks2final.csv"
        for years in ("2016-2017", "2017-2018", "2018-2019")
    ),
    DATA / "census" / "2016-2017_england_census.csv",
    DATA / "spine" / "2016-2017_england_spine.xlsx",
    DATA / "ofsted" / "2016-2017_england_ofsted-schools.xlsx",
]
ROWS = {"ks2": [331, 331, 334], "census": [23510], "register": [26328], "ofsted": [21739]}


def run(store: Path, *words: str | Path) -> Answer:
    """Run a command on the store."""
    return answer_of([*map(str, words), "--store", str(store)])


def answered(store: Path, *words: str | Path) -> Any:
    """What a command answers as JSON."""
    done = run(store, *words, "--format", "json")
    assert done.code == 0, done.err
    return json.loads(done.out)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the real files in."""
    path = tmp_path_factory.mktemp("real") / "x.db"
    done = run(path, "import-data", *FILES)
    assert done.code == 0, done.err
    return path


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    found: dict[str, list[int]] = {}
    answer = answered(tmp_path / "new.db", "import-data", *FILES)
    for row in answer["rows"]:
        found.setdefault(row["kind"], []).append(row["rows"])
    assert found == ROWS
    repeated = [p for p in answer["problems"] if p["kind"] == "duplicate-row"]
    assert len(repeated) == 4
    assert sum(row["new"] for row in answer["rows"]) + len(repeated) == sum(map(sum, ROWS.values()))


def test_a_second_run_changes_nothing(store: Path) -> None:
    before = answered(store, "check")
    assert run(store, "import-data", *FILES).code == 0
    after = answered(store, "check")
    assert (after["digest"], after["change"]) == (before["digest"], before["change"])


def test_hampshires_schools_are_listed_with_what_is_hidden_and_unknown(store: Path) -> None:
    rows = answered(store, "schools", "--la", "850", "--year", "2016/17")["rows"]
    assert len(rows) == 328
    assert {"urn", "laestab", "name", "eligible_pupils", "rwm_expected_pct"} <= set(rows[0])
    assert {f"reading_progress{limit}" for limit in ("", "_lower", "_upper")} <= set(rows[0])
    for row in rows:
        eligible = row["eligible_pupils"]
        if eligible is not None and 0 < eligible <= 5:
            assert row["rwm_expected_pct"] == "c"
    assert any(row["rwm_expected_pct"] is None for row in rows)


def test_undo_of_an_import_gives_the_digest_back(store: Path) -> None:
    before = answered(store, "check")["digest"]
    assert run(store, "import-data", DATA / "census" / "2016-2017_england_abs.csv").code == 0
    changed = answered(store, "check")
    assert changed["digest"] != before
    assert run(store, "undo", str(changed["change"])).code == 0
    assert answered(store, "check")["digest"] == before


def test_a_real_school_goes_from_import_to_pack(store: Path, tmp_path: Path) -> None:
    alliances = tmp_path / "alliances.csv"
    alliances.write_text(
        "code,name,capacity_days\nTSA1,An invented alliance,60\n", encoding="utf-8"
    )
    kpis = tmp_path / "kpis.csv"
    kpis.write_text(
        "urn,code,name,side,heading,unit,measure,starts_on,target T3\n"
        "116482,RWM,Expected standard,school,teaching and learning,%,PTRWM_EXP,2017-09-06,70\n",
        encoding="utf-8",
    )
    steps = [
        ["import-data", alliances],
        ["consult-rsc", "116482", "--date", "2017-07-03", "--outcome", "agreed"],
        ["select", "116482", "selected", "--reason", "for the test", "--as-of", "2017-07-10"],
        ["agree", "116482", "--role", "head", "--name", "A", "--date", "2017-09-06"],
        ["agree", "116482", "--role", "chair", "--name", "B", "--date", "2017-09-06"],
        [
            "record-review",
            "116482",
            "--stage",
            "baseline",
            "--date",
            "2017-10-11",
            "--recommendation",
            "Read more",
        ],
        ["assign-tsa", "116482", "TSA1", "--from", "2017-11-06", "--reason", "near"],
        ["import-data", kpis],
        ["report", "isg-pack", "--next", "--as-of", "2019-04-02", "--out", tmp_path / "packs"],
    ]
    for words in steps:
        done = run(store, *words)
        assert done.code == 0 or "--next" in words, (words, done.err)
    for day, known in (("2018-09-13", None), ("2019-04-02", 76.0)):
        rows = answered(store, "kpi-status", "--as-of", day)["rows"]
        assert [row["value"] for row in rows] == [known], "final results count from 1 April 2019"
    (text,) = (tmp_path / "packs").rglob("*.md")
    assert "114 of 150" in text.read_text(encoding="utf-8")  # 76 % of those eligible


BAD = {
    "missing.csv": (None, 66, "no"),
    "empty.csv": ("", 65, "empty"),
    "picture.csv": ("\x00\x01\x02\x7fELF", 65, "picture.csv"),
    "columns.csv": ("a,b\n1,2\n", 65, "known"),
    "unknown.csv": ("urn,kpi,on_day,value\n999999,RWM,2018-01-01,1\n", 65, "999999"),
    "date.csv": ("urn,held_on,outcome\n116482,2016-13-01,x\n", 65, "2016-13-01"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_and_leaves_the_store_as_it_was(
    store: Path, tmp_path: Path, name: str
) -> None:
    text, code, word = BAD[name]
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    before = store.read_bytes()
    done = run(store, "import-data", path)
    assert done.code == code
    assert word in done.err + done.out
    assert "fix:" in done.err
    assert "Traceback" not in done.err
    assert store.read_bytes() == before


def test_a_row_with_a_field_too_many_is_named_and_nothing_is_taken(
    store: Path, tmp_path: Path
) -> None:
    lines = (
        (DATA / "ks2" / "2017-2018_850_ks2final.csv").read_text(encoding="utf-8-sig").splitlines()
    )
    lines[9] = lines[9].replace(",", ",1,", 1)
    path = tmp_path / "2017-2018_850_ks2revised.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    before = store.read_bytes()
    done = run(store, "import-data", path)
    assert done.code == 65
    assert "row 10" in done.err
    assert store.read_bytes() == before
