"""The story of the programme: its diary is well formed, and everything that should happen does."""

import csv
import itertools
import re
import shlex
from collections import Counter
from datetime import date
from functools import cache

import pytest

from sample_data.tables import SAMPLE, SCRIPTS, Row

LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) ([a-zA-Z-]+): (.+)")
RECORDS = SAMPLE / "programme" / "records"
Told = tuple[date, str, list[str]]


@cache
def diary() -> tuple[Told, ...]:
    told = []
    text = (SAMPLE / "programme" / "diary.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        found = LINE.fullmatch(line)
        assert found, line
        told.append((date.fromisoformat(found[1]), found[2], shlex.split(found[3])))
    return tuple(told)


def commands(*beginning: str) -> list[Told]:
    return [told for told in diary() if told[2][: len(beginning)] == list(beginning)]


def option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1]


def records(name: str) -> list[Row]:
    rows: list[Row] = []
    for path in sorted(RECORDS.glob(f"{name}_20*.csv")):
        rows += csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return rows


def day_of(name: str) -> date:
    return date.fromisoformat(name.rpartition(".")[0][-10:])


def test_the_story_is_told_again_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    from sample_city.story.make import contents

    again = {
        name: text.encode() if isinstance(text, str) else text for name, text in contents().items()
    }
    kept = {f"programme/records/{path.name}": path.read_bytes() for path in RECORDS.iterdir()}
    kept["programme/diary.txt"] = (SAMPLE / "programme" / "diary.txt").read_bytes()
    assert again == kept


def test_the_diary_is_in_the_order_of_its_days() -> None:
    days = [on for on, _author, _words in diary()]
    assert days == sorted(days)
    assert 350 <= len(days) <= 600


def test_every_list_is_imported_on_its_own_day_and_no_other_file_is_named() -> None:
    named = [
        (on, word.removeprefix("{sample}/"))
        for on, _author, words in commands("import-data")
        for word in words[1:]
        if not word.startswith("--")
    ]
    assert all((SAMPLE / path).is_file() for _on, path in named)
    lists = {path.rpartition("/")[2]: on for on, path in named if "/records/" in path}
    assert set(lists) == {path.name for path in RECORDS.iterdir()}
    assert all(day_of(name) == on for name, on in lists.items())


AHEAD = {"due_on", "planned_on", "by_day", "held_on", "term"}
"""Days that may lie ahead of the day on which a list is imported: what is planned."""


def test_nothing_is_known_before_its_day() -> None:
    for path in RECORDS.glob("*.csv"):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            planned = AHEAD | ({"on_day"} if row.get("state") == "planned" else set())
            known = {name: cell for name, cell in row.items() if name not in planned}
            late = {n: c for n, c in known.items() if re.fullmatch(r"\d{4}-\d\d-\d\d", c or "")}
            assert all(date.fromisoformat(cell) <= day_of(path.name) for cell in late.values())


def test_a_pack_is_asked_for_two_days_before_each_of_35_meetings() -> None:
    packs = commands("report", "isg-pack", "--meeting")
    meetings = [date.fromisoformat(words[3]) for _on, _author, words in packs]
    assert len(set(meetings)) == 35
    assert all(meeting.weekday() == 3 for meeting in meetings)
    assert all(
        (meeting - on).days == 2 for meeting, (on, *_rest) in zip(meetings, packs, strict=True)
    )


def test_something_is_recorded_before_every_meeting() -> None:
    meetings = [date.fromisoformat(w[3]) for _on, _who, w in commands("report", "isg-pack")]
    written = [on for on, _who, words in diary() if words[0] != "report"]
    for before, meeting in itertools.pairwise(meetings):
        assert any(before < on <= meeting for on in written)


def test_three_reviews_of_nineteen_schools_and_two_of_the_one_that_left() -> None:
    reviews = commands("record-review")
    held = Counter(words[1] for _on, _who, words in reviews)
    assert Counter(held.values()) == {3: 19, 2: 1}
    assert held["900034"] == 2


def test_sixty_visits_are_planned_and_one_is_not_kept() -> None:
    visits = records("visits")
    planned = {(row["urn"], row["stage"]) for row in visits}
    kept = {(row["urn"], row["stage"]) for row in visits if row["kept_on"]}
    assert len(planned) == 60
    assert planned - kept == {("900034", "final")}


def test_most_continue_two_adjust_and_one_switches() -> None:
    kinds = Counter(words[2] for _on, _who, words in commands("decide"))
    assert kinds == {"continue": 17, "adjust": 2, "switch": 1}


def test_one_baseline_is_waived_within_ninety_days_of_its_inspection() -> None:
    waived = [words for _on, _who, words in diary() if "--waived-by-ofsted" in words]
    assert len(waived) == 1
    held, inspected = (option(waived[0], name) for name in ("--date", "--waived-by-ofsted"))
    assert 0 <= (date.fromisoformat(held) - date.fromisoformat(inspected)).days <= 90


def test_a_chair_signs_late_two_heads_sign_again_and_one_signature_is_withdrawn() -> None:
    agreed = commands("agree")
    assert any(words[1] == "900031" and on == date(2017, 10, 12) for on, _who, words in agreed)
    assert {words[1] for _on, _who, words in agreed if "--new" in words} == {"900039", "900051"}
    assert [words[1] for _on, _who, words in agreed if "--withdraw" in words] == ["900034"]


def test_days_are_at_most_four_hundred_and_ten_before_the_midterm() -> None:
    entries = {row["number"]: row for row in records("days")}
    assert sum(float(row["days"]) for row in entries.values()) <= 400
    first: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for row in entries.values():
        every[row["urn"]] += float(row["days"])  # type: ignore[assignment]
        if row["on_day"] < "2018-03-21":
            first[row["urn"]] += float(row["days"])  # type: ignore[assignment]
    assert len(every) == 20
    assert max(first.values()) <= 10
    assert max(every.values()) <= 20


def test_days_are_disputed_and_cancelled() -> None:
    assert len(commands("days", "dispute")) == 3
    assert len(commands("days", "cancel")) == 2


def test_each_plan_has_two_to_five_actions_on_leadership_and_governance_or_says_why_not() -> None:
    plans = {row["urn"]: row for row in records("plans")}
    first = [row for row in records("actions") if row["recommendation"].startswith("baseline")]
    for urn, plan in plans.items():
        themes = [row["theme"] for row in first if row["urn"] == urn]
        assert 2 <= len(themes) <= 5
        assert "leadership" in themes
        assert "governance" in themes or plan["no_governance_reason"]
    assert len(plans) == 20


def test_each_school_promises_four_to_six_and_its_support_two_or_three() -> None:
    promised = records("indicators")
    sides = Counter((row["urn"], row["side"]) for row in promised)
    assert {sides[urn, "school"] for urn, _side in sides} <= {4, 5, 6}
    assert {sides[urn, "support"] for urn, _side in sides} <= {2, 3}
    linked = {row["urn"] for row in promised if row["measure"] == "PTRWM_EXP"}
    assert len(linked) == 20


def test_every_reading_has_its_evidence_and_one_indicator_has_no_reading() -> None:
    readings = records("readings")
    assert all(row["evidence"] for row in readings)
    read = {(row["urn"], row["kpi"]) for row in readings}
    promised = {(r["urn"], r["code"]) for r in records("indicators") if not r["measure"]}
    assert promised - read == {("900039", "GOVERN")}


def test_advice_is_given_about_forty_times_and_mostly_answered() -> None:
    given, answered = commands("isg", "advise"), commands("isg", "respond")
    assert 38 <= len(given) <= 46
    assert len(given) - 2 <= len({words[2] for _on, _who, words in answered})
    refused = [words for _on, _who, words in commands("isg", "accept") if "--reject" in words]
    assert len(refused) >= 3


def test_a_school_that_does_not_act_goes_through_the_stages_and_is_resolved() -> None:
    stages = [option(words, "--stage") for _on, _who, words in commands("escalate", "900045")]
    assert stages == [
        "reminded",
        "challenged-by-the-group",
        "formal-review",
        "referred",
        "resolved",
    ]


def test_an_alliance_that_does_not_deliver_is_reviewed_and_replies() -> None:
    reviews = [words for _on, _who, words in commands("tsa-review", "YEW")]
    assert any("with-conditions" in words for words in reviews)
    assert any("--reply" in words for words in reviews)


def test_leaders_grow_from_identified_to_deployed_under_codes() -> None:
    steps = records("talent")
    stages: dict[str, list[str]] = {}
    for row in steps:
        stages.setdefault(row["code"], []).append(row["stage"])
    whole = ["identified", "developing", "ready", "deployed"]
    assert all(found == whole[: len(found)] for found in stages.values())
    assert sum(found == whole for found in stages.values()) >= 10
    assert all(re.fullmatch(r"[A-Z]{3}-[AB]", code) for code in stages)


def test_the_conference_has_a_practice_from_each_school_that_stayed() -> None:
    assert len({row["urn"] for row in records("practices")}) == 19
    kept = {words[2] for _on, _who, words in commands("conference", "keep")}
    assert kept < {row["number"] for row in records("commitments")}


def test_one_mistake_is_undone_before_any_pack() -> None:
    places = [n for n, (_on, _who, words) in enumerate(diary(), start=1) if words[0] == "undo"]
    assert len(places) == 1
    undone = diary()[places[0] - 1][2][1]
    assert diary()[int(undone) - 1][2][:2] == ["consult-rsc", "900047"]
    assert not any(words[0] == "report" for _on, _who, words in diary()[: places[0]])


def test_results_come_as_they_are_published() -> None:
    came = [
        (on, word.rpartition("/")[2])
        for on, _who, words in commands("import-data")
        for word in words
        if "_ks2" in word and "330" in word
    ]
    assert [(on.year, on.month, name[:9]) for on, name in came] == [
        (2017, 6, "2015-2016"),
        (2017, 12, "2016-2017"),
        (2018, 9, "2017-2018"),
        (2019, 3, "2017-2018"),
        (2019, 12, "2018-2019"),
    ]
