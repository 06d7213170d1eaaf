"""Two cohorts in one store: nothing that one recorded stands in what the other is shown."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from builders import Programme
from workbooks import written

FIRST, SECOND = "Firstling", "Secondling"
"""A word in every text of a cohort, which no text of the other may hold."""

LINES = (
    "isg move 2018-03-01 --to {moved} --reason '{word} snow'",
    "isg attend {moved} {member}",
    "isg attend 2018-03-15 {member}",
    "isg interest {member} {urn} --nature '{word} governor'",
    "isg withdraw {moved} {member} {urn}",
    "isg minute {moved} --decision '{word} meets again'",
    "isg minute {moved} --subject {urn} --decision '{word} hears the head'",
    "isg advise --meeting 2018-02-15 --to partnership --text '{word} plan ahead'",
    "isg advise --meeting 2018-02-15 --to alliance {tsa} --text '{word} come weekly'",
    "isg advise --meeting 2018-02-15 --to school {urn} --text '{word} read more'",
    "isg respond {advice} --by lead --text '{word} we shall' --evidence log --date 2018-02-20",
    "isg accept {advice} --date 2018-03-01 --reject --note '{word} not enough'",
    "escalate {urn} --stage reminded --by chair --reason '{word} no word' --date 2018-03-05",
    "comment {urn} --by head --text '{word} goes on' --date 2018-03-06",
    "session add {word}1 --date 2018-02-06 --topic '{word} books' --partner Outside --places 3",
    "talent step {code} --stage identified --role '{word} teacher' --date 2018-02-20 --school {urn}",
    "designation gain {code} SLE --school {urn} --date 2018-02-01",
    "conference practice {urn} --title '{word} talk'",
    "conference commit {urn} --text '{word} open doors' --by head",
    "milestone add {urn} --action 1 --text '{word} coached' --due 2018-02-01 --as-of 2018-02-22",
    "visit plan {urn} --stage midterm --date 2018-03-20 --reason '{word} first'",
)
OF = {
    FIRST: {"urn": "900001", "moved": "2018-03-02", "member": "P02", "tsa": "TSA1", "code": "L07"},
    SECOND: {"urn": "900002", "moved": "2018-02-28", "member": "P02", "tsa": "TSA2", "code": "L08"},
}
COHORT = {FIRST: "", SECOND: " --cohort T2"}
LISTINGS = (
    "due",
    "schools",
    "visits",
    "days-status",
    "days list",
    "milestone list",
    "kpi-status",
    "kpi list",
    "kpi readings",
    "expectations",
    "isg calendar",
    "isg members",
    "isg minutes",
    "isg advice",
    "comment list TSA1",
    "comment list TSA2",
    "escalate list",
    "escalate list --all",
    "escalate check",
    "tsa-review list",
    "session list",
    "session places",
    "talent list",
    "conference list",
    "conference commitments",
    "capacity",
    "people",
    "show tsa TSA1",
    "show tsa TSA2",
    "show person P02",
)
NAMES = {FIRST: ("900001", "Alder Bank"), SECOND: ("900002", "Birch Row")}


@pytest.fixture
def two(programme: Programme) -> Programme:
    """A programme of two cohorts, each with a record of every kind that cohorts share."""
    return programme.remembered("two cohorts", lambda: _build(programme))


def _build(programme: Programme) -> None:
    programme.supported("900001")
    programme.write("people.csv", "code,name,role,designation\nP02,Moll Verity,isg-member,none\n")
    programme.done("import-data people.csv")
    programme.done('cohort add T2 "Second tranche"')
    second = " --cohort T2"
    for line in (
        "consult-rsc 900002 --date 2017-07-03 --outcome agreed",
        f"select 900002 selected --reason vulnerable --as-of 2017-07-10{second}",
        f"agree 900002 --role head --name Somebody --date 2017-09-06{second}",
        f"agree 900002 --role chair --name Somebody --date 2017-09-06{second}",
        f"record-review 900002 --stage baseline --date 2017-10-11 --findings x{second}",
        f"assign-tsa 900002 TSA2 --from 2017-11-06 --reason near{second}",
    ):
        programme.done(line)
    advice = {FIRST: 3, SECOND: 6}
    for word, of in OF.items():
        said = {**of, "word": word, "advice": advice[word]}
        programme.done(f"plan new {of['urn']} --reason '{word}' --as-of 2017-11-20{COHORT[word]}")
        text = (
            f"plan action {of['urn']} --text '{word} coach' --theme leadership --as-of 2017-11-21"
        )
        programme.done(text + COHORT[word])
        for line in LINES:
            programme.done(line.format(**said) + COHORT[word])


def others_of(word: str) -> tuple[str, ...]:
    """What stands in nothing that a cohort is shown."""
    other = SECOND if word == FIRST else FIRST
    return (other, *NAMES[other], OF[other]["code"])


@pytest.mark.parametrize("word", [FIRST, SECOND], ids=["the first", "the second"])
def test_no_listing_of_a_cohort_holds_what_the_other_recorded(two: Programme, word: str) -> None:
    said = {
        line: two.done(f"{line} --format json --as-of 2018-03-15{COHORT[word]}").out
        for line in LISTINGS
    }
    assert not _leaks(said, word)
    for line in ("isg minutes", "session list", "isg advice", "isg calendar"):
        assert word in two.done(f"{line} --format json{COHORT[word]}").out


@pytest.mark.parametrize("word", [FIRST, SECOND], ids=["the first", "the second"])
def test_no_pack_calendar_or_workbook_holds_what_the_other_recorded(
    two: Programme, word: str
) -> None:
    cohort = COHORT[word]
    two.done(f"report isg-pack --meeting 2018-03-15 --out out{cohort}")
    two.done(f"report programme --out out{cohort}")
    two.done(f"report calendar --out out{cohort}")
    two.done(f"report workbook --out out{cohort}")
    texts = {path.name: text for path in (two.folder / "out").rglob("*.*") for text in _texts(path)}
    assert len(texts) > 5
    assert not _leaks(texts, word)
    assert any(f"{word} meets again" in text for text in texts.values())


def _leaks(texts: dict[str, str], word: str) -> dict[str, list[str]]:
    """What of the other cohort stands where, each with the words around it."""
    found = {
        name: [
            text[max(0, text.index(each) - 60) :][:160] for each in others_of(word) if each in text
        ]
        for name, text in texts.items()
    }
    return {name: parts for name, parts in found.items() if parts}


def _texts(path: Path) -> Iterator[str]:
    if path.suffix in (".md", ".html", ".ics", ".csv", ".txt"):
        yield path.read_text(encoding="utf-8").replace("\r\n ", "")
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        yield "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )


def test_meetings_of_one_day_are_numbered_and_attended_apart(two: Programme) -> None:
    for word in OF:
        minutes = two.rows(f"isg minutes{COHORT[word]}")
        assert [row["number"] for row in minutes] == [1, 2]
        moved = [row["on"] for row in two.rows(f"isg calendar{COHORT[word]}") if row["moved"]]
        assert moved == [OF[word]["moved"]]
    two.done("isg attend 2018-03-15 P02 --absent")
    present = [
        {row["on"]: row["present"] for row in two.rows(f"isg calendar{cohort}")}["2018-03-15"]
        for cohort in COHORT.values()
    ]
    assert present == [0, 1]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("isg respond 6 --by lead --text x --evidence y --date 2018-03-01", "there is no advice 6"),
        ("isg accept 3 --date 2018-03-01 --cohort T2", "there is no advice 3"),
        ("session place Secondling1 L07 --school 900001", "there is no session Secondling1"),
        ("isg minute 2018-02-28 --decision x", "does not meet"),
        ("session add Secondling1 --date 2018-02-07 --topic x --partner y --places 1", "on record"),
    ],
)
def test_what_is_the_other_cohorts_is_not_written_to(two: Programme, line: str, says: str) -> None:
    answer = two.run(line)
    assert answer.code == 65
    assert says in answer.err


def test_a_workbook_and_a_list_are_read_back_into_their_own_cohort(two: Programme) -> None:
    book = written(two)
    book.add("Minutes", meeting="2018-03-15", decision=f"{FIRST} from Excel")
    assert book.imported().code == 0
    two.write("minutes.csv", f"meeting,number,subject,decision\n2018-03-15,1,,{SECOND} listed\n")
    two.done("import-data minutes.csv --cohort T2")
    found = [[row["decision"] for row in two.rows(f"isg minutes{c}")] for c in COHORT.values()]
    assert f"{FIRST} from Excel" in found[0]
    assert f"{SECOND} listed" in found[1]
    assert not {*found[0]} & {*found[1]}


def test_undo_brings_back_what_is_the_other_cohorts_as_its_own(two: Programme) -> None:
    two.done("isg attend 2018-03-15 P02 --absent --cohort T2")
    seq = max(row["change"] for row in two.rows("history"))
    two.done(f"undo {seq} --reason slip")
    assert two.done("check").code == 0
    there = {row["on"]: row["present"] for row in two.rows("isg calendar --cohort T2")}
    assert there["2018-03-15"] == 1
