"""A pupil-level file at the terminal: its sums are kept, and nothing of a pupil anywhere."""

import csv
from pathlib import Path

import pytest

from builders import Programme
from stores import all_that_is_kept

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"
PUPILS = SAMPLE / "pupils" / "2017-2018_900011_ks2_pupils.csv"
SECRET = ("UPN", "CYPMD_ID", "SURNAME", "FORENAME", "DOB")


def secrets() -> list[str]:
    """What identifies the pupils: numbers, names, days of birth."""
    with PUPILS.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return sorted({row[name] for row in rows for name in SECRET if row[name]})


def found_in(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    told = b"".join(path.read_bytes() for path in files)
    return [secret for secret in secrets() if secret.encode() in told]


@pytest.fixture
def imported(programme: Programme) -> Programme:
    answer = programme.done(f"import-data {PUPILS}")
    assert not [secret for secret in secrets() if secret in answer.out + answer.err]
    return programme


def test_the_store_holds_nothing_of_a_pupil(imported: Programme) -> None:
    kept = str(all_that_is_kept(imported.store))
    assert "assessment_accuracy" in kept
    assert [secret for secret in secrets() if secret in kept] == []
    assert found_in(imported.folder) == []


def test_the_sums_are_kept_by_school_and_subject(imported: Programme) -> None:
    from bleadchallenge.store.published_files import lines

    with imported.store.read() as reader:
        kept = {line.text("SUBJECT"): line for line in lines(reader, "assessment_accuracy")}
    assert set(kept) == {"reading", "maths", "writing", "rwm"}
    reading = kept["reading"]
    counts = [reading.cell(name).value for name in ("AGREE", "OVER", "UNDER")]
    assert reading.cell("PUPILS").value == sum(value or 0 for value in counts) > 5
    assert "not kept" in reading.address("AGREE").note


def test_importing_it_twice_changes_nothing(imported: Programme) -> None:
    before = imported.done("check --format json").json["digest"]
    assert "nothing was changed" in imported.done(f"import-data {PUPILS}").err
    assert imported.done("check --format json").json["digest"] == before


def test_a_spoilt_row_is_named_by_its_place_and_none_of_it_is_written(programme: Programme) -> None:
    text = PUPILS.read_text("utf-8-sig").replace("900011,X330291007003", "9000,X330291007003")
    spoilt = programme.folder / "in" / PUPILS.name
    spoilt.parent.mkdir()
    spoilt.write_text(text, encoding="utf-8")
    refused = programme.run(f"import-data {spoilt}")
    taken = programme.done(f"import-data {spoilt} --partial --rejects rejects.csv")
    spoilt.unlink()
    said = refused.out + refused.err + taken.out + taken.err
    assert refused.code == 65
    assert "row 4, column URN" in refused.err
    assert not [secret for secret in secrets() if secret in said]
    assert found_in(programme.folder) == []
    assert "URN: has no proper URN" in (programme.folder / "rejects.csv").read_text("utf-8-sig")


def test_the_sums_are_held_against_the_published_table(programme: Programme) -> None:
    table = SAMPLE / "published" / "2017-2018_330_ks2final.csv"
    programme.done(f"import-data {table}")
    said = programme.done(f"import-data {PUPILS}").err
    assert "school 900011:" in said
    assert "% in reading, writing and maths, as published" in said


@pytest.mark.parametrize("option", ["--suggest-mapping", "--mapping m.toml"])
def test_pupils_are_not_read_through_a_mapping_nor_shown_as_examples(
    programme: Programme, option: str
) -> None:
    programme.write(
        "m.toml", 'kind = "ks2"\nyear = "2017/18"\n[columns]\nURN = "URN"\nRWMEXP = "TELIG"\n'
    )
    answer = programme.run(f"import-data {option} {PUPILS}")
    assert answer.code == 65
    assert "single pupils" in answer.err
    assert not [secret for secret in secrets() if secret in answer.out + answer.err]
    assert not (programme.folder / "bleadchallenge.db").exists()


def test_a_pupil_file_that_lost_columns_is_refused_without_a_word_of_its_cells(
    programme: Programme,
) -> None:
    with PUPILS.open(encoding="utf-8-sig", newline="") as opened:
        rows = [row[:20] for row in csv.reader(opened)]
    cut = programme.write("cut.csv", "\n".join(",".join(row) for row in rows) + "\n")
    answer = programme.run(f"import-data {cut}")
    assert answer.code == 65
    assert not [secret for secret in secrets() if secret in answer.out + answer.err]
