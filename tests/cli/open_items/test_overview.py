"""The program without a command says where the programme stands."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from builders import Programme, answer_of


def test_in_an_empty_folder_it_says_how_to_begin(programme: Programme) -> None:
    answer = answer_of([])
    assert answer.code == 0
    assert "bleadchallenge init" in answer.out
    assert "bleadchallenge demo" in answer.out
    assert os.listdir(programme.folder) == []  # noqa: PTH208 - the names alone


@pytest.mark.xdist_group("sample programme")
class TestOnTheSampleProgramme:
    """The sample programme on a Thursday in March 2018."""

    def test_it_counts_what_due_lists_and_has_a_line_for_every_school(
        self, programme: Programme, sample_store: Path
    ) -> None:
        del programme
        store = ["--store", str(sample_store), "--format", "json"]
        found = json.loads(answer_of(store).out)
        due = json.loads(answer_of(["due", *store]).out)["rows"]
        schools = json.loads(answer_of(["schools", *store]).out)["rows"]
        assert found["overdue"] == sum(row["urgency"] == "overdue" for row in due) > 0
        assert found["due_soon"] == sum(row["urgency"] == "due soon" for row in due) > 0
        assert [row["urn"] for row in found["rows"]] == [row["urn"] for row in schools]
        assert [row["state"] for row in found["rows"]] == [row["state"] for row in schools]
        assert date.fromisoformat(found["next_meeting"]) - date(2018, 3, 15) < timedelta(14)

    def test_its_days_left_and_worst_status_are_those_of_their_own_commands(
        self, programme: Programme, sample_store: Path
    ) -> None:
        del programme
        store = ["--store", str(sample_store), "--format", "json"]
        found = json.loads(answer_of(store).out)["rows"]
        days = {
            r["urn"]: r["left"] for r in json.loads(answer_of(["days-status", *store]).out)["rows"]
        }
        statuses = json.loads(answer_of(["kpi-status", *store]).out)["rows"]
        for row in found:
            assert row["days_left"] == days[row["urn"]]
            own = {r["status"] for r in statuses if r["urn"] == row["urn"]}
            assert row["status"] in (own or {None})
            assert ("off track" in own) == (row["status"] == "off track")

    def test_on_a_terminal_it_names_the_day_the_meeting_and_whose_move_it_is(
        self, programme: Programme, sample_store: Path
    ) -> None:
        del programme
        told = answer_of(["--store", str(sample_store), "--format", "table"])
        assert told.code == 0
        assert "Thursday 15 March 2018" in told.out
        assert "The scrutiny group meets today." in told.out
        assert "whose move" in told.out
