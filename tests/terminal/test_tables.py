"""A table keeps inside the window and breaks no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.terminal.cells import CellText
from bleadchallenge.terminal.school_names import short_name, without_one_school
from bleadchallenge.terminal.tables import RowGroup, draw, fit, group_by_school, share_width
from bleadchallenge.usecases.listing import Column

WANTED = st.lists(
    st.tuples(st.integers(1, 14), st.integers(0, 60)).map(lambda pair: (pair[0], sum(pair))),
    min_size=1,
    max_size=6,
)


@given(WANTED, st.integers(110, 200))
def test_every_column_has_what_it_needs_and_the_window_is_kept(
    wanted: list[tuple[int, int]], width: int
) -> None:
    widths = share_width(wanted, width)
    assert all(low <= got <= high for got, (low, high) in zip(widths, wanted, strict=True))
    assert sum(widths) + 3 * len(widths) <= width


def test_two_wide_columns_lose_no_letter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    titles = ("URN", "school", "pupils", "RWM %", "gap to national", "in pupils", "beside it")
    words = ("900001", "Alder Bank Controlled Church School") + ("61",) * 4
    row = [CellText(text) for text in (*words, "not significantly different from it")]
    draw([Column(title, title) for title in titles], [row], colour=False)
    shown = capsys.readouterr().out
    assert {"significantly", "Controlled", "different"} <= set(shown.split())
    assert max(len(line) for line in shown.splitlines()) <= 80


COMMAND = "bleadchallenge session follow-up JP1 UMB-A --text TEXT --date DATE"
OVERDUE = (
    Column("due", "due"),
    Column("school", "school"),
    Column("what", "what is to be done by then"),
    Column("who", "whose move"),
    Column("why", "because", rank=3),
    Column("command", "command", rank=1),
)


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_no_command_is_dropped_and_each_can_be_pasted(
    width: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    words = ("2018-03-20", "Umberwick Primary", "follow-up of JP1", "UMB-A", "it was promised")
    rows = [[CellText(text) for text in (*words, command)] for command in (COMMAND, "-")]
    note = draw(OVERDUE, rows, colour=False)
    shown = capsys.readouterr().out
    assert "command" not in note
    assert COMMAND in shown or set(COMMAND.split()) <= set(shown.split())


def test_a_long_word_is_whole_or_its_column_is_named_as_left_out() -> None:
    cells = [CellText("2016-2017_330_ks2final.csv"), CellText("82")]
    narrow = fit([Column("file", "file"), Column("value", "value")], [cells], 30)
    assert narrow.places == (0,)
    assert narrow.left_out == ("value",)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        pytest.param(
            "St Anne's Roman Catholic Primary School", "St Anne's RC Primary", id="Catholic"
        ),
        pytest.param(
            "Saddlers' Yard Church of England (VA) Primary School",
            "Saddlers' Yard C of E (VA) Primary",
            id="Church of England",
        ),
        pytest.param("Quillstone Academy", "Quillstone Academy", id="short already"),
    ],
)
def test_school_names_are_shortened_as_people_do(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_school_stands_above_where_all_rows_are_of_one() -> None:
    columns = (Column("school", "school"), Column("code", "code"))
    one: list[dict[str, object]] = [{"school": "Alder", "code": code} for code in ("RWM", "DAYS")]
    assert without_one_school(columns, one) == ((columns[1],), "Alder")
    assert without_one_school(columns, one[:1]) == (columns, "")
    assert without_one_school(columns, [*one, {"school": "Birch", "code": "RWM"}]) == (columns, "")


STATUS = (
    Column("school", "school"),
    Column("code", "code"),
    Column("name", "indicator", rank=1),
    Column("value", "value"),
)
PROMISED = [
    [
        CellText(school),
        CellText(code),
        CellText("a promise told in rather many words"),
        CellText("7"),
    ]
    for school in ("Alder Bank", "Birch Row")
    for code in ("RWM", "LESSONS", "DAYS")
]


def test_rows_stand_under_their_school_where_they_do_not_fit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    note = draw(STATUS, PROMISED, colour=False)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines.count(["Alder", "Bank"]) == lines.count(["Birch", "Row"]) == 1
    assert lines.count(["LESSONS", "7"]) == 2
    assert "no room for: indicator" in note


def test_a_table_without_rows_keeps_its_school() -> None:
    assert group_by_school(STATUS, [], 30) == (STATUS, [RowGroup("", [])])


def test_rows_that_fit_say_their_school_in_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert draw(STATUS, PROMISED, colour=False) == ""
    assert capsys.readouterr().out.count("Alder Bank") == 3


def test_schools_of_one_row_each_stay_a_column(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    draw(STATUS, [PROMISED[0], PROMISED[3]], colour=False)
    assert "school" in capsys.readouterr().out
