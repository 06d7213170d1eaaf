"""A new cohort in another city: a policy file and a workbook, and no code."""

from datetime import date
from pathlib import Path

from bleadchallenge.resources import policy_text
from builders import Programme
from workbooks import Workbook, written

SCHOOLS = {"910001": "Estuary Primary School", "910002": "Foreland Primary School"}
REGISTER = (
    "URN,LA,ESTAB,LAESTAB,SCHNAME,ICLOSE,OPENDATE,CLOSEDATE,MINORGROUP,ISPRIMARY\n"
    "910001,811,2001,8112001,Estuary Primary School,1,,,Maintained School,1\n"
    "910002,811,2002,8112002,Foreland Primary School,1,,,Maintained School,1\n"
)


def _policy(programme: Programme) -> Path:
    """Three terms in other years, eight days and twelve, and a city of its own."""
    head, _terms, rest = _parts(policy_text())
    for old, new in (
        ('"birmingham-2017"', '"harbour-2021"'),
        ('"Birmingham"', '"Harbour"'),
        ('la_code = "330"', 'la_code = "811"'),
        ("Birmingham Leadership Challenge Partnership", "Harbour Schools Challenge"),
        ("in_force_from = 2017-09-01", "in_force_from = 2021-09-01"),
        ("schools = 20", "schools = 2"),
    ):
        assert old in head
        head = head.replace(old, new)
    for old, new in (
        ("first = 2017-09-14", "first = 2021-09-16"),
        ("first_tranche = 10", "first_tranche = 2"),
        ("second_tranche = 10", "second_tranche = 12"),
        ("[plan]\nterms = 4", "[plan]\nterms = 3"),
        ('[practice]\nterms = ["T2", "T3", "T4"]', '[practice]\nterms = ["S1", "U1"]'),
        ('first_terms = ["T1", "T2"]', 'first_terms = ["A1"]'),
        ('second_terms = ["T3", "T4"]', 'second_terms = ["S1"]'),
        ('baseline_terms = ["T1"]', 'baseline_terms = ["A1"]'),
        ('midterm_terms = ["T2"]', 'midterm_terms = ["A1"]'),
        ('final_terms = ["T3", "T4", "T5"]', 'final_terms = ["S1", "U1"]'),
    ):
        assert old in rest, old
        rest = rest.replace(old, new)
    return programme.write("harbour.toml", head + TERMS + rest)


def _parts(text: str) -> tuple[str, str, str]:
    """The policy before its terms, its terms, and after."""
    first = text.index("[[terms]]")
    last = text.index("[", text.rindex("half_term"))
    after = text.index("\n", last) + 1
    return text[:first], text[first:after], text[after:]


TERMS = """
[[terms]]
code = "A1"
name = "autumn 2021"
starts = 2021-09-06
ends = 2021-12-17
half_term = [2021-10-25, 2021-10-29]

[[terms]]
code = "S1"
name = "spring 2022"
starts = 2022-01-04
ends = 2022-04-01
half_term = [2022-02-21, 2022-02-25]

[[terms]]
code = "U1"
name = "summer 2022"
starts = 2022-04-19
ends = 2022-07-22
half_term = [2022-05-30, 2022-06-03]

"""


def _filled_in(programme: Programme) -> Workbook:
    book = written(programme, "forms")
    school, alliance = "910001 Estuary Primary School", "HSA Harbour Schools Alliance"
    book.add("Cohorts", code="H1", name="First of Harbour", policy="policy")
    book.add("Alliances", code="HSA", name="Harbour Schools Alliance", capacity_days=40)
    book.add("People", code="H01", name="Cat Reed", role="deliverer", designation="SLE")
    book.add("RSC discussions", school=school, held_on=date(2021, 7, 1), outcome="agreed")
    book.add(
        "Selection",
        school=school,
        name="Estuary Primary School",
        state="selected",
        decided_on=date(2021, 7, 5),
        cohort="H1",
        reason="results",
    )
    for role in ("head", "chair"):
        book.add(
            "Signatures", school=school, role=role, signed_on=date(2021, 9, 7), name="Somebody"
        )
    book.add(
        "Reviews", school=school, stage="baseline", held_on=date(2021, 9, 15), findings="Uneven"
    )
    book.add(
        "Assignments", school=school, from_day=date(2021, 9, 20), alliance=alliance, reason="near"
    )
    for day in (21, 22):
        book.add(
            "Days of support",
            school=school,
            alliance=alliance,
            date=date(2021, 9, day),
            days=1,
            state="delivered",
            person="H01 Cat Reed",
        )
    book.add(
        "Indicators",
        school=school,
        code="RWM",
        name="Reading, writing and maths",
        side="school",
        heading="teaching and learning",
        unit="%",
        baseline=44,
        baseline_on=date(2021, 9, 15),
        starts_on=date(2021, 9, 20),
    )
    book.add("Targets", school=school, indicator="RWM", term="S1 spring 2022", value=55)
    return book


def test_p39_a_cohort_with_other_terms_days_and_city_begins_with_a_policy_and_a_workbook(
    programme: Programme,
) -> None:
    programme.done(f"init --policy {_policy(programme)}")
    programme.write("2020-2021_811_spine.csv", REGISTER)
    programme.done("import-data 2020-2021_811_spine.csv")
    book = _filled_in(programme)
    answer = book.imported("--as-of 2021-10-01 --reason 'the first round'")
    assert answer.code == 0, answer.err
    (school,) = programme.rows("schools --as-of 2021-10-01")
    assert (school["urn"], school["alliance"]) == ("910001", "HSA")
    (kpi,) = programme.rows("kpi-status --as-of 2021-10-01")
    assert kpi["code"] == "RWM"


def test_p39_the_days_of_the_policy_hold_in_its_workbook(programme: Programme) -> None:
    programme.done(f"init --policy {_policy(programme)}")
    programme.write("2020-2021_811_spine.csv", REGISTER)
    programme.done("import-data 2020-2021_811_spine.csv")
    book = _filled_in(programme)
    book.add(
        "Days of support",
        school="910001",
        alliance="HSA",
        date=date(2021, 9, 23),
        days=0.25,
        state="planned",
    )
    answer = book.imported("--as-of 2021-10-01")
    assert answer.code == 65
    assert "2 days are released by then" in answer.err + answer.out


def test_the_empty_workbook_offers_the_citys_schools_and_terms(programme: Programme) -> None:
    programme.done(f"init --policy {_policy(programme)}")
    programme.write("2020-2021_811_spine.csv", REGISTER)
    programme.done("import-data 2020-2021_811_spine.csv")
    lists = written(programme).book["_lists"]
    said = {cell.value for row in lists.iter_rows() for cell in row}
    assert {f"{urn} {name}" for urn, name in SCHOOLS.items()} <= said
    assert {"A1 autumn 2021", "S1 spring 2022", "U1 summer 2022"} <= said
