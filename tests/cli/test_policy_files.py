"""Policy files: what is wrong in one is named by its key and its line, and nothing comes into force."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bleadchallenge.intake.policy_file import check_policy
from bleadchallenge.intake.toml_files import line_of
from bleadchallenge.resources import policy_text
from bleadchallenge.usecases.bank_holidays import bank_holidays
from builders import Programme

SHIPPED = policy_text()

# what is written instead of what, the key that is named, and a word of the remedy
WRONG = {
    "a hyphen written as a line": ("half-termly = 49", "half_termly = 49", "kpis.every_days.half_termly", "half-termly?"),
    "a capital in a word of a list": ("\ntermly = 112", "\nTermly = 112", "kpis.every_days.Termly", "termly?"),
    "a frequency left out": ("half-termly = 49\n", "", "kpis.every_days.half-termly", "add half-termly"),
    "a frequency of nothing": ("yearly = 372", "yearly = 0", "kpis.every_days.yearly", "from one reading"),
    "meetings every 0 days": ("every_days = 14", "every_days = 0", "meetings.every_days", "at least 1"),
    "meetings going backwards": ("every_days = 14", "every_days = -14", "meetings.every_days", "at least 1"),
    "half a day between meetings": ("every_days = 14", "every_days = 14.5", "meetings.every_days", "whole number"),
    "a first meeting long before": ("first = 2017-09-14", "first = 2007-09-14", "meetings.first", "first term"),
    "a country by its name": ('country = "GB"', 'country = "England"', "holidays.country", "GB"),
    "a country of three letters": ('country = "GB"', 'country = "GBX"', "holidays.country", "GB"),
    "a part that the country lacks": ('subdivision = "ENG"', 'subdivision = "EMG"', "holidays.subdivision", "ENG?"),
    "an unknown key under holidays": ('country = "GB"', 'countries = "GB"', "holidays.countries", "country?"),
    "a bank holiday that is no day": ("extra = []", 'extra = ["8 May"]', "holidays.extra.1", "2017-09-04"),
    "an unknown section": ("[advice]", "[advise]", "advise", "advice?"),
    "an unknown key at the top": ('city = "Birmingham"', 'citty = "Birmingham"', "citty", "city?"),
    "a number in quotation marks": ("respond_working_days = 10", 'respond_working_days = "10"', "advice.respond_working_days", "whole number"),
    "true where a number stands": ("strip_length = 6", "strip_length = true", "meetings.strip_length", "whole number"),
    "no term for the final review": ('final_terms = ["T3", "T4", "T5"]', "final_terms = []", "reviews.final_terms", "name 1"),
    "a term that is not there": ('final_terms = ["T3", "T4", "T5"]', 'final_terms = ["T9"]', "reviews.final_terms", "T1, T2"),
    "a term that is not there, for practice": ('terms = ["T2", "T3", "T4"]', 'terms = ["summer"]', "practice.terms", "T1, T2"),
    "a list that is a text": ('first_terms = ["T1", "T2"]', 'first_terms = "T1"', "days.first_terms", "square brackets"),
    "more terms than there are": ("[plan]\nterms = 4", "[plan]\nterms = 9", "plan.terms", "1 to 5"),
    "hiding less than none": ("hide_at_most = 5", "hide_at_most = -5", "small_numbers.hide_at_most", "at least 0"),
    "hiding more than is marked": ("hide_at_most = 5", "hide_at_most = 50", "small_numbers.hide_at_most", "10 or less"),
    "a share of 50": ("off_track_share = 0.50", "off_track_share = 50", "expectations.off_track_share", "at most 1"),
    "a share under nothing": ("eligible_share = 0.70", "eligible_share = -0.1", "selection.eligible_share", "at least 0"),
    "a share that is no number": ("eligible_share = 0.70", "eligible_share = nan", "selection.eligible_share", "give"),
    "days of grace before the day": ("grace_days = 14", "grace_days = -1", "kpis.grace_days", "at least 0"),
    "a year of 13 months": ("in_force_from = 2017-09-01", 'in_force_from = "2017-13-01"', "in_force_from", "2017-09-04"),
    "a day with a time": ("in_force_from = 2017-09-01", "in_force_from = 2017-09-01T10:00:00", "in_force_from", "2017-09-04"),
    "a day beyond the calendar": ("ends = 2019-04-12", "ends = 9999-12-31", "terms.5.ends", "2199"),
    "a term that ends before it begins": ("ends = 2017-12-22", "ends = 2017-09-01", "terms.1.half_term", "starts"),
    "a term over another": ("starts = 2018-01-08", "starts = 2017-12-01", "terms.2.starts", "in order"),
    "two terms of one code": ('code = "T2"', 'code = "T1"', "terms", "once"),
    "half of a half-term": ("half_term = [2018-02-19, 2018-02-23]", "half_term = [2018-02-19]", "terms.2.half_term", "name 2"),
    "an authority in words": ('la_code = "330"', 'la_code = "Birmingham"', "la_code", "[0-9]"),
    "a title of nothing": ('title = "Birmingham Leadership Challenge Partnership"', 'title = " "', "title", "in words"),
    "weights over 1": ("mobility = 0.10", "mobility = 0.40", "families.weights", "add up to 1"),
    "a weight of nothing known": ("disadvantage = 0.14", "deprivation = 0.14", "families.weights.deprivation", "disadvantage"),
    "a theme that nobody knows": ('["leadership", "governance"]\n\n# Joint', '["leadership", "goverance"]\n\n# Joint', "plan.required_themes.2", "governance?"),
    "rates that are guessed": ('rates_are = "assumed"', 'rates_are = "guessed"', "evaluation.rates_are", "agreed"),
    "a grade of Ofsted that is none": ("grades = [2]", "grades = [5]", "vulnerable.grades", "1 to 4"),
    "a time zone of the moon": ('"Europe/London"', '"Europe/Londn"', "time_zone", "Europe/London?"),
    "a section left out": ("[data]\nretention_years = 6\n", "", "data", "add it"),
    "years without end": ("retention_years = 6", "retention_years = 3000", "data.retention_years", "at most 100"),
    "a template without its heading": ("[data]", '[[template]]\ncode = "X"\nname = "x"\nside = "school"\nfrequency = "termly"\nsource = "x"\n\n[data]', "template.1.heading", "add it"),
    "a template of a side of its own": ("[data]", '[[template]]\ncode = "X"\nname = "x"\nside = "both"\nheading = "assessment"\nfrequency = "termly"\nsource = "x"\n\n[data]', "template.1.side", "school, support"),
    "days without end": ("programme_total = 400", "programme_total = 1_000_000_000_000", "days.programme_total", "at most 100000"),
    "points without end": ("declining_points = 3.0", "declining_points = inf", "selection.declining_points", "at most 100000"),
    "a rate beyond any": ("\nday_rate = 400.0", "\nday_rate = 1e9", "evaluation.day_rate", "at most 100000"),
    "reviewed before it is challenged": ("challenge_after_working_days = 5", "challenge_after_working_days = 20", "advice.challenge_after_working_days", "15 or less"),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("policies") / "programme.db"
    subprocess.run([*PROGRAM, "init", "--store", path], check=True, capture_output=True)
    return path


PROGRAM = (sys.executable, "-m", "bleadchallenge")


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_policy_is_refused_by_key_line_and_remedy(
    fault: str, store: Path, tmp_path: Path
) -> None:
    right, wrong, key, remedy = WRONG[fault]
    assert right in SHIPPED
    text = SHIPPED.replace(right, wrong, 1)
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    words = [*PROGRAM, "policy", "set", str(file), "--store", str(store)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 78, done.stderr
    assert f"{file}, line " in done.stderr
    line = int(done.stderr.split(", line ")[1].split(":")[0])
    first_changed = next(
        number
        for number, (before, after) in enumerate(
            zip(SHIPPED.splitlines(), [*text.splitlines(), ""], strict=False), 1
        )
        if before != after
    )
    around = range(first_changed - 6, first_changed + 8)
    assert line in around or line_of(text, tuple(key.split("."))) == line, done.stderr
    assert f": {key}: " in done.stderr
    assert remedy in done.stderr.split("fix: ")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "line 1"), ("# nothing but a remark\n", "line 1"), ('name = "x\n', "line 1"), ("schools = 20\nschools = 21\n", "line 2")],
)  # fmt: skip
def test_a_file_that_is_no_policy_is_refused(text: str, said: str, programme: Programme) -> None:
    programme.done("init")
    (programme.folder / "own.toml").write_text(text, encoding="utf-8")
    for line in ("init --policy own.toml --store other.db", "policy set own.toml"):
        answer = programme.run(line)
        assert answer.code == 78
        assert said in answer.err
        assert "fix:" in answer.err
    assert not (programme.folder / "other.db").exists()
    programme.run('cohort add T2 "Second" --policy own.toml')
    assert [row["code"] for row in programme.rows("cohort")] == [None]


def test_a_policy_kept_by_an_older_program_is_named_with_the_way_to_mend_it(
    programme: Programme,
) -> None:
    from bleadchallenge.store.tables import PolicyText
    from stores import entry

    programme.done("init")
    with programme.store.write(entry()) as writer:
        kept = writer.get(PolicyText, name="policy")
        assert kept is not None
        writer.replace(kept, text=kept.text.replace("hide_at_most = 5", "hide_at_most = -5"))
    answer = programme.run("kpi-status")
    assert answer.code == 78
    assert "small_numbers.hide_at_most" in answer.err
    assert "policy show > policy.toml" in answer.err
    (programme.folder / "shipped.toml").write_text(SHIPPED, encoding="utf-8")
    programme.done("policy set shipped.toml")
    programme.done("kpi-status")


def test_a_bank_holiday_proclaimed_later_is_no_working_day(programme: Programme) -> None:
    programme.done("init")
    own = SHIPPED.replace("extra = []", "extra = [2018-05-08]")
    (programme.folder / "own.toml").write_text(own, encoding="utf-8")
    programme.done("policy set own.toml")
    extra = bank_holidays(check_policy(own, "own")) - bank_holidays(check_policy(SHIPPED, "x"))
    assert [day.isoformat() for day in extra] == ["2018-05-08"]


def test_the_line_of_an_entry_is_found_in_every_form_that_toml_has() -> None:
    text = 'a = 1\n[b.c]\n"d" = 2\ne.f = 3\n[[g]]\nh = 1\n[[g]]\n  h = [\n 1,\n]\n'
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("b", "c")) == 2
    assert line_of(text, ("b", "c", "d")) == 3
    assert line_of(text, ("b", "c", "e", "f")) == 4
    assert line_of(text, ("g", 0, "h")) == 6
    assert line_of(text, ("g", 1, "h", 0)) == 8
    assert line_of(text, ("g", 1, "missing")) == 7
    assert line_of(text, ("missing",)) == 1


def test_the_reference_of_the_policy_is_in_step() -> None:
    script = Path(__file__).resolve().parents[2] / "scripts" / "make_policy_docs.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
