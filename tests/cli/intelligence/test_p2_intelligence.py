"""Soft intelligence at the terminal: what stays in the office and what does not."""

from datetime import date

import pytest

from bleadchallenge.store.intelligence import shareable_intelligence
from builders import Programme


@pytest.fixture
def schools(programme: Programme) -> Programme:
    return programme.with_schools()


def may_go_out(programme: Programme, as_of: date = date(2018, 3, 15)) -> list[str]:
    with programme.store.read() as reader:
        return [note.text for note in shareable_intelligence(reader, "900001", as_of)]


def test_p2_a_note_stays_in_the_office_unless_it_says_otherwise(schools: Programme) -> None:
    schools.done("intelligence 900001 --text 'two heads in a year' --source 'a governor'")
    row = schools.rows("intelligence list 900001")[0]
    assert (row["sensitivity"], row["shareable"]) == ("office", False)
    assert may_go_out(schools) == []


def test_p2_what_is_shareable_may_go_out_without_its_source(schools: Programme) -> None:
    schools.done(
        "intelligence 900001 --text 'the head retires' --source 'a governor' "
        "--sensitivity partnership --shareable --date 2018-02-01"
    )
    assert may_go_out(schools) == ["the head retires"]
    assert may_go_out(schools, date(2018, 1, 31)) == []
    with schools.store.read() as reader:
        note = shareable_intelligence(reader, "900001", date(2018, 3, 15))[0]
    assert "governor" not in repr(note)


def test_p2_what_is_for_the_office_is_never_shareable(schools: Programme) -> None:
    assert schools.run("intelligence 900001 --text x --source y --shareable").code == 65
    schools.done("intelligence 900001 --text x --source y")
    assert schools.run("intelligence mark 1 --shareable").code == 65


def test_p2_a_note_is_marked_and_unmarked(schools: Programme) -> None:
    schools.done("intelligence 900001 --text x --source y")
    schools.done("intelligence mark 1 --sensitivity open --shareable")
    assert may_go_out(schools) == ["x"]
    schools.done("intelligence mark 1")
    assert may_go_out(schools) == []
    assert schools.run("intelligence mark 7").code == 65


def test_p2_a_note_has_words_a_source_and_a_day(schools: Programme) -> None:
    assert schools.run("intelligence 900001 --text ' ' --source y").code == 65
    assert schools.run("intelligence 900001 --text x --source ''").code == 65
    assert schools.run("intelligence 900001 --text x --source y --date 2018-03-16").code == 65


def test_p2_notes_are_listed_by_school_and_by_what_may_be_shared(schools: Programme) -> None:
    schools.done("intelligence 900001 --text x --source y")
    schools.done("intelligence 900002 --text z --source y --sensitivity open --shareable")
    assert [row["number"] for row in schools.rows("intelligence list")] == [1, 2]
    assert [row["number"] for row in schools.rows("intelligence list --shareable")] == [2]
    assert len(schools.rows("intelligence list 900001")) == 1
