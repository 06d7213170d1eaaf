"""A table keeps inside the window and breaks no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.terminal.cells import CellText
from bleadchallenge.terminal.tables import draw, share_width
from bleadchallenge.usecases.request import Column

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
