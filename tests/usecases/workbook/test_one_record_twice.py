"""One import that speaks of one record twice is refused with file and row."""

import pytest

from builders import ALLIANCES, Programme

HEAD = "code,name,lead_school,capacity_days,specialisms\n"
SAME = HEAD + "TSA1,Larkhill Teaching School Alliance,900004,120,reading; governance\n"
OTHER = HEAD + "TSA3,Fenwick Alliance,,40,\nTSA1,Larkhill,900004,90,reading\n"


@pytest.mark.parametrize(
    ("second", "said"),
    [
        pytest.param(SAME, "says the same as row 2 of alliances.csv", id="the same"),
        pytest.param(OTHER, "differs from row 2 of alliances.csv", id="something else"),
    ],
)
@pytest.mark.parametrize("more", ["", " --dry-run"])
def test_two_lists_with_the_same_new_key_are_refused(
    programme: Programme, second: str, said: str, more: str
) -> None:
    programme.with_schools()
    programme.write("alliances.csv", ALLIANCES.replace("TSA", "NEW"))
    programme.write("more.csv", second.replace("TSA", "NEW"))
    answer = programme.run(f"import-data alliances.csv more.csv{more}")
    assert answer.code == 65
    assert said in answer.err
    assert "more.csv" in answer.err
    assert "UNIQUE" not in answer.err


def test_two_lists_that_change_one_record_differently_are_refused(programme: Programme) -> None:
    programme.with_schools()
    programme.write("more.csv", SAME.replace(",120,", ",100,"))
    programme.write("other.csv", OTHER)
    answer = programme.run("import-data more.csv other.csv")
    assert answer.code == 65
    assert "row 3" in answer.err
    assert "differs from row 2 of more.csv" in answer.err


def test_the_first_stays_where_a_part_may_come_in(programme: Programme) -> None:
    programme.with_schools()
    programme.write("more.csv", SAME.replace("TSA1", "TSA9"))
    programme.write("other.csv", OTHER.replace("TSA1", "TSA9"))
    programme.done("import-data more.csv other.csv --partial")
    programme.done("export all")
    (kept,) = (programme.folder / "all").rglob("alliance.csv")
    assert "TSA9,Larkhill Teaching School Alliance" in kept.read_text(encoding="utf-8")


def test_the_store_not_yet_made_is_no_way_around_it(programme: Programme) -> None:
    programme.write("one.csv", HEAD + "TSA1,Larkhill,,120,\n")
    programme.write("two.csv", HEAD + "TSA1,Mere Road,,80,\n")
    answer = programme.run("import-data one.csv two.csv")
    assert answer.code == 65
    assert "UNIQUE" not in answer.err
