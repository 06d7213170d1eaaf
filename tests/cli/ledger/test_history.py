"""The history in sentences: who changed what, when and why, of whom and since when."""

import pytest

from builders import Programme


@pytest.fixture
def school(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A school with an alliance; two people at work, the second a day later."""
    programme.supported()
    programme.done("kpi start 900001 --only RWM=40,T2=48 --date 2018-01-31")
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2018-03-16T09:00:00+00:00")
    programme.done("kpi read 900001 RWM=44 --author P13 --reason 'the moderated sample'")
    programme.done("consult-rsc 900002 --outcome agreed --author P13")
    return programme


def told(school: Programme, options: str) -> list[str]:
    """What the changes that are asked for did."""
    return [row["what"] for row in school.rows(f"history {options}")]


def test_a_change_is_told_in_a_sentence_with_author_and_reason(school: Programme) -> None:
    row = school.rows("history --limit 2")[0]
    assert row["what"].startswith("Alder Bank Primary School: ")
    assert "(RWM) read 44% on 16 March 2018" in row["what"]
    assert (row["author"], row["reason"]) == ("P13", "the moderated sample")


def test_the_last_changes_are_shown_where_a_number_is_given(school: Programme) -> None:
    every = school.rows("history")
    assert school.rows("history --limit 2") == every[-2:]
    assert school.rows("history --limit 0") == []
    assert "the last 2 of 11 changes" in school.done("history --limit 2").err


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ("--author p13", 2),
        ("--author coordinator", 9),
        ("--author nobody", 0),
        ("--since 2018-03-16", 2),
        ("--since 17/03/2018", 0),
        ("--school 900002", 1),
        ("--school 'Alder Bank' --author P13", 1),
        ("--kind reading", 1),
        ("--kind signature", 2),
        ("--kind Team-Member", 0),
    ],
)
def test_changes_are_found_by_author_day_school_and_kind(
    school: Programme, options: str, count: int
) -> None:
    assert len(told(school, options)) == count


def test_of_a_school_only_what_it_is_about_is_told(school: Programme) -> None:
    school.write(
        "signatures.csv",
        "urn,role,signed_on,name\n900001,head,2018-03-12,A. Head\n900001,chair,2018-03-12,A. Chair\n",
    )
    school.done("import-data signatures.csv")
    assert all("Birch" not in what for what in told(school, "--school 900001"))
    assert all("Alder" not in what for what in told(school, "--school 900002"))


def test_a_large_change_is_summed_up(school: Programme) -> None:
    school.done("record-days 900001 2018-01-10=1 2018-01-17=1 2018-01-24=1 2018-01-31=1")
    (what,) = told(school, "--limit 1")
    assert what.endswith("; and 2 more: day of support (2)")


def test_a_kind_that_is_none_is_answered_with_those_there_are(school: Programme) -> None:
    answer = school.run("history --kind nonsense")
    assert answer.code == 2
    assert "reading" in answer.err
    assert "visit" in answer.err


def test_an_undone_change_says_so(school: Programme) -> None:
    school.done("undo 10 --reason 'of another school'")
    assert [row["state"] for row in school.rows("history")][-3:] == ["undone", "", "undoes 10"]


def test_on_a_terminal_each_change_is_a_paragraph_that_fits(
    school: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = school.done("history --format table --limit 3").out.splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[2].startswith("10  2018-03-16 09:00 GMT  P13") or "10  2018-03-16" in str(lines)
    assert "  why: the moderated sample" in lines
