"""P37: 2018 as a marker, 2019 as the summative data; releases; the addendum after T5."""

import pytest

from builders import Programme
from evaluated import DAY, PROVISIONAL, TABLES, change_that_brought, rwm, table

pytestmark = pytest.mark.xdist_group("evaluation")


def report(city: Programme) -> str:
    city.done("report addendum --out . --to md")
    name = f"addendum-{DAY}"
    return (city.folder / name / f"{name}.md").read_text(encoding="utf-8")


def test_each_release_says_what_its_file_says(city: Programme) -> None:
    answer = city.done("evaluate releases --year 2017/18 --format json").json
    provisional, final = (each["key"] for each in answer["files"])
    before, after = rwm(table(PROVISIONAL)), rwm(table(TABLES[2]))
    for row in answer["rows"]:
        assert row[provisional] == before[row["urn"]]
        assert row[final] == after[row["urn"]]
        assert row["moved"] == after[row["urn"]] - before[row["urn"]]
        assert row["became"] == ("changed" if row["moved"] else "the same")


def test_a_moved_figure_is_said_in_whole_pupils(city: Programme) -> None:
    rows = {row["urn"]: row for row in city.rows("evaluate releases --year 2017/18")}
    assert (rows["900008"]["moved"], rows["900008"]["pupils"]) == (3, 1)
    assert (rows["900021"]["moved"], rows["900021"]["pupils"]) == (1, 0)


def test_the_addendum_holds_the_last_results_beside_target_and_marker(city: Programme) -> None:
    text = report(city)
    school = next(line for line in text.splitlines() if "School 900008" in line and " met" in line)
    cells = [cell.strip() for cell in school.strip("|").split("|")]
    assert cells[1:8] == ["45", "47", "52", "✕ not met", "56", "52", "✓ met"]
    assert "of 4 targets for published results" in text
    brief = text.partition("## In brief")[2].partition("\n## ")[0]
    assert "Strength of the evidence: " in brief
    assert brief.count("![") == 1


def test_the_addendum_says_how_settled_each_year_is_and_what_changed(city: Programme) -> None:
    text = report(city)
    assert "Figures of 2018/19 are final" in text
    assert "from provisional to final: 2 changed, 6 the same" in text
    assert "2017-2018\\_330\\_ks2provisional\\.csv" in text


def test_only_provisional_figures_are_said_to_change_yet(city: Programme) -> None:
    city.done(f"undo {change_that_brought('2018-2019')}")
    copy = city.folder / "2018-2019_330_ks2provisional.csv"
    copy.write_bytes(TABLES[3].read_bytes())
    city.done(f"import-data {copy} --release provisional")
    text = report(city)
    assert "Figures of 2018/19 are provisional" in text
    assert "figures will change" in text


def test_there_is_no_addendum_while_the_programme_runs_or_before_its_results(
    city: Programme,
) -> None:
    early = city.run("report addendum --as-of 2019-04-12")
    assert early.code == 65
    assert "runs until 2019-04-12" in early.err
    city.done(f"undo {change_that_brought('2018-2019')}")
    missing = city.run("report addendum")
    assert missing.code == 65
    assert "2018/19 are not in" in missing.err


def test_what_a_past_day_knew_is_still_told(city: Programme) -> None:
    final = change_that_brought("2017-2018_330_ks2final")
    known = city.rows(f"evaluate releases --year 2017/18 --as-known {final - 1}")
    assert all(row["became"] == "the same" for row in known)
