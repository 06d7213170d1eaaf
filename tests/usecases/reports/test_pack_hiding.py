"""Nothing that a pack hides can be worked out from it, from two of them, or from what is beside it.

What is hidden is filled in here in every way there is, and everything that goes
out is made again. Where all of it is the same to the last cell whatever was
filled in, no reader can tell one way from another: not from totals and means,
not from statuses, not from a chart's figures, not from the difference between
two packs. The three forms are drawn from that value and hold nothing else.
"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from bleadchallenge.domain.choices import Direction
from bleadchallenge.domain.kpis.status import DirectionOfTravel, Indicator, Point, Status, judge
from bleadchallenge.domain.results.source_rows import SEPARATOR
from bleadchallenge.packs.charts.plot import STYLES
from bleadchallenge.packs.layout.lay_out import lay_out
from bleadchallenge.packs.render import files_of
from bleadchallenge.packs.value import Chart, Pack
from bleadchallenge.store.engine.sqlite.seal import seal
from bleadchallenge.store.facts.row_blocks import pack, unpack
from bleadchallenge.store.results.similarity import likeness, shares
from bleadchallenge.store.results.similarity import schools_of as schools_of_year
from bleadchallenge.usecases.reports.brief.brief import brief
from bleadchallenge.usecases.reports.pack import public_summary, schools
from bleadchallenge.usecases.reports.pack.material import gather
from bleadchallenge.usecases.request import Request, policy_of
from builders import Programme, answer_of
from editions import blocks_of, edition
from figures_at_hand import SAMPLE, schools_of
from packs.reading import book

pytestmark = pytest.mark.xdist_group("sample programme")

SMALL = "900029"
"""Four pupils were eligible there in 2016/17."""
PUPILS = 4
HIDDEN_YEAR = "2016/17"
BEFORE, AFTER, LATER = date(2017, 12, 7), date(2017, 12, 21), date(2018, 12, 6)
"""Two packs on end, the results of 2016/17 came in between; and one a year later."""
NEIGHBOUR = "900005"


def test_what_a_pack_hides_of_results_may_be_any_number_of_pupils(
    issued_store: Path, tmp_path: Path
) -> None:
    stores = [_filled(issued_store, tmp_path, reached) for reached in range(PUPILS + 1)]
    packs = [edition(store, AFTER).made() for store in stores]
    assert len(packs) == PUPILS + 1
    assert all(pack == packs[0] for pack in packs)
    assert packs[0] == edition(issued_store, AFTER).made()


@pytest.fixture(scope="module")
def none_and_all(issued_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same programme where nobody of the few, and where everybody, reached the standard.

    Families are drawn in each, so that means and ranks of schools beside it are made too.
    """
    folder = tmp_path_factory.mktemp("filled")
    stores = [_filled(issued_store, folder, reached) for reached in (0, PUPILS)]
    for store in stores:
        words = [
            "family",
            "draw",
            "--year",
            "2016/17",
            "--as-of",
            str(AFTER),
            "--store",
            str(store),
        ]
        assert answer_of([*words, "--author", "test"]).code == 0
    return stores


def test_no_later_pack_gives_it_back(none_and_all: list[Path]) -> None:
    one, other = (edition(store, LATER).made() for store in none_and_all)
    assert one == other


@pytest.mark.parametrize(
    "line",
    [
        "analyse 900029 --year 2016/17",
        "analyse 900029 --year 2017/18",
        "analyse --la 330 --year 2016/17",
        "eligibility --la 330 --year 2016/17",
        "risk --la 330 --year 2017/18",
        "kpi-status",
        "expectations",
        "explain ks2/201617/900029/rwm_expected_pct",
        "explain row/ks2/201617/900029/PTRWM_EXP",
        "explain row/ks2/201617/900029/PTREAD_HIGH",
        "explain kpi/900029/KS2RWM/value",
        "explain growth/201617-201718/900029/rwm_expected_pct/points",
        "explain floor/201617/900029",
        "explain band/201617/900029/reading",
        "family show 900005",
    ],
)
def test_no_listing_beside_a_pack_gives_it_back(none_and_all: list[Path], line: str) -> None:
    answers = [
        answer_of([*line.split(), "--store", str(store), "--format", "json", "--as-of", str(LATER)])
        for store in none_and_all
    ]
    assert answers[0].out
    assert answers[0] == answers[1]


@pytest.mark.parametrize("year", ["201617", "201718"])
def test_no_brief_and_no_copy_for_others_gives_it_back(none_and_all: list[Path], year: str) -> None:
    one, other = (_beside(store, year) for store in none_and_all)
    assert one == other


def test_no_family_is_drawn_by_what_is_hidden(none_and_all: list[Path]) -> None:
    one, other = (_inputs(store) for store in none_and_all)
    assert one == other


def test_the_authoritys_figure_beside_it_leaves_every_number_of_pupils_open(
    issued_store: Path,
) -> None:
    rows = schools_of(SAMPLE / "2016-2017_330_ks2final.csv")
    table = _trend(edition(issued_store, AFTER).made()).table
    (whole,) = (
        row[place].value
        for place, column in enumerate(table.columns)
        for row in table.rows
        if (column.title, row[0].value) == ("local authority", HIDDEN_YEAR)
    )
    assert isinstance(whole, int | float)
    assert {reached for reached in range(PUPILS + 1) if _may_be(rows, reached, whole)} == set(
        range(PUPILS + 1)
    )


def test_no_form_of_a_pack_holds_a_number_in_the_place_of_a_hidden_one(
    issued_store: Path,
) -> None:
    before, after = (edition(issued_store, day).made() for day in (BEFORE, AFTER))
    assert HIDDEN_YEAR not in [row[0].value for row in _trend(before).table.rows]
    place = [row[0].value for row in _trend(after).table.rows].index(HIDDEN_YEAR)
    files = files_of(after, "pack")
    years = [row for row in book(files["pack.xlsx"]).tables["t_results"] if row[0] == SMALL]
    assert years[place][2:4] == [HIDDEN_YEAR, "c"]
    said = f"{HIDDEN_YEAR}: school hidden"
    assert said in files["pack.md"].decode()
    assert said in files["pack.html"].decode()


def test_no_chart_draws_a_point_where_a_figure_is_hidden(issued_store: Path) -> None:
    """Neither on the page nor in the workbook of a school's own copy, which holds its charts."""
    after = edition(issued_store, AFTER).made()
    chart = _trend(after)
    place = [row[0].value for row in chart.table.rows].index(HIDDEN_YEAR)
    (drawn,) = (each for each in lay_out(after).charts() if each.anchor == chart.id)
    own = drawn.series[0]
    assert (own.figures[place], own.texts[place]) == (None, "c")
    ours = [shape for shape in drawn.plot.shapes if shape.style == STYLES[0]]
    assert len(ours) == len([figure for figure in own.figures if figure is not None]) == place
    page = next(each for each in after.sections if each.id == "schools")
    section = next(each for each in page.sections if each.id == f"school-{SMALL}")
    copy = files_of(replace(after, sections=(section,), sheets=()), "copy", ("xlsx",))
    with ZipFile(BytesIO(copy["copy.xlsx"])) as archive:
        assert not [name for name in archive.namelist() if "/charts/" in name]
    rows = book(copy["copy.xlsx"]).tables[f"t_trend_{SMALL}"]
    assert rows[place][:2] == [HIDDEN_YEAR, "c"]


def _filled(store: Path, folder: Path, reached: int) -> Path:
    """The programme as if the small school's row were not suppressed, with so many who reached."""
    path = folder / f"{reached}.db"
    shutil.copy(store, path)
    with closing(sqlite3.connect(path)) as base, base:
        number, header = base.execute(
            "SELECT number, header FROM source_file WHERE kind = 'ks2' AND year = '201617'"
        ).fetchone()
        of = (number, SMALL)
        row, block, packed = base.execute(
            "SELECT row, block, packed FROM source_row JOIN source_block USING (source, block) "
            "WHERE source = ? AND urn = ?",
            of,
        ).fetchone()
        texts_of_rows = unpack(packed)
        names = header.split(SEPARATOR)
        texts = (texts_of_rows[row].split(SEPARATOR) + [""] * len(names))[: len(names)]
        filled = [_as_if(name, text, reached) for name, text in zip(names, texts, strict=True)]
        assert filled != texts
        texts_of_rows[row] = SEPARATOR.join(filled)
        base.execute(
            "UPDATE source_block SET packed = ? WHERE source = ? AND block = ?",
            (pack(list(texts_of_rows.items())), number, block),
        )
    _seal(path)
    return path


def _seal(path: Path) -> None:
    """Let the file pass as the program's own: what is filled in here was never suppressed."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        seal(connection)
    engine.dispose()


def _as_if(name: str, text: str, reached: int) -> str:
    if text != "SUPP" and not (name.startswith("PT") and not text):
        return text
    if name.startswith("PT"):
        return f"{100 * reached // PUPILS}%"
    if "PROG" in name:
        return f"{reached - 2}.5"
    return str(100 + reached if "AVERAGE" in name else reached)


def _asked(store: Path) -> Request:
    return Request(store, LATER, "2018-12-20T09:00:00", "coordinator", "test")


def _beside(store: Path, year: str) -> list[object]:
    """Briefs of the school and of one that may have it in its family, copies, sums."""
    asked = _asked(store)
    with asked.reading() as reader:
        material = gather(reader, policy_of(reader), LATER, (LATER,), None)
        own = next(each for each in material.schools if each.urn == SMALL)
        return [
            brief(reader, asked, SMALL, year),
            brief(reader, asked, NEIGHBOUR, year),
            schools.page(material, own),
            public_summary.sections(material),
        ]


def _inputs(store: Path) -> list[object]:
    with _asked(store).reading() as reader:
        return [
            (likeness(line), shares(line))
            for line in schools_of_year(reader, "201617")
            if line.urn == SMALL
        ]


def _may_be(rows: dict[str, dict[str, str]], reached: int, whole: float) -> bool:
    """Whether the authority's whole percentage can come out of all schools' published ones.

    Each school's own is whole too, so that its count is known within half a point.
    """
    known = [
        (int(row["TELIG"]), int(row["PTRWM_EXP"].removesuffix("%")))
        for row in rows.values()
        if row.get("PTRWM_EXP", "").endswith("%")
    ]
    pupils = sum(count for count, _ in known) + PUPILS
    least = sum(count * max(0.0, share - 0.5) for count, share in known) + 100 * reached
    most = sum(count * min(100.0, share + 0.5) for count, share in known) + 100 * reached
    return least / pupils <= whole + 0.5 and most / pupils >= whole - 0.5


def _trend(pack: Pack) -> Chart:
    return next(
        block
        for _, block in blocks_of(pack.sections)
        if isinstance(block, Chart) and block.table.id == f"trend-{SMALL}"
    )


_TERM = Indicator(
    baseline=Point(date(2017, 9, 6), 40),
    targets=(Point(date(2018, 3, 29), 80),),
    direction=Direction.UP,
    tolerance=2,
    decimals=0,
    every=timedelta(days=60),
    grace=timedelta(days=14),
    starts=date(2017, 9, 6),
)


@given(st.sampled_from([0, 20, 25, 40, 50, 75, 80, 100]), st.integers(0, 1))
def test_the_judgement_of_a_reading_of_few_tells_nothing_of_it(
    value: float, read_before: int
) -> None:
    earlier = [Point(date(2018, 1, 10), 60)] * read_before
    found = judge(_TERM, [*earlier, Point(date(2018, 3, 1), value, of_few=True)], date(2018, 3, 15))
    assert (found.status, found.travel, found.value) == (
        Status.NO_READING,
        DirectionOfTravel.UNKNOWN,
        None,
    )
    assert found.expected is None
    after = [*earlier, Point(date(2018, 2, 1), value, of_few=True), Point(date(2018, 3, 1), 70)]
    assert judge(_TERM, after, date(2018, 3, 15)).travel is DirectionOfTravel.UNKNOWN


KPI = (
    "urn,code,name,side,heading,unit,baseline,baseline_on,tolerance,decimals,starts_on,target T2\n"
    "900001,RWM,On course,school,teaching and learning,%,40,2017-09-06,2,0,2017-09-06,80\n"
)
READ = "urn,kpi,on_day,value,n,evidence\n900001,RWM,{day},{value},{n},seen\n"


def test_a_reading_of_few_changes_nothing_in_two_packs_but_that_it_was_read(
    programme: Programme,
) -> None:
    programme.supported()
    programme.write("kpis.csv", KPI)
    programme.write("first.csv", READ.format(day="2018-01-10", value=60, n=30))
    programme.done("import-data kpis.csv")
    programme.done("import-data first.csv")
    programme.done("report isg-pack --meeting 2018-03-01 --out packs --to md")
    said = []
    begun = (programme.folder / "bleadchallenge.db").read_bytes()
    for value in (0, 75, 100):
        (programme.folder / "bleadchallenge.db").write_bytes(begun)
        programme.write("few.csv", READ.format(day="2018-03-05", value=value, n=PUPILS))
        programme.done("import-data few.csv")
        said.append(_told(programme))
    assert said[0] == said[1] == said[2]
    assert any("too few" in each for each in said[0])


def _told(programme: Programme) -> list[str]:
    """The pack and the listings after it."""
    programme.done("report isg-pack --meeting 2018-03-15 --out packs")
    (folder,) = (programme.folder / "packs").glob("*2018-03-15")
    (workbook,) = folder.glob("*.xlsx")
    listed = [
        programme.done(f"{line} --as-of 2018-03-15 --format json").out
        for line in ("kpi-status", "kpi readings", "expectations", "explain kpi/900001/RWM")
    ]
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in FORMS]
    return [*texts, repr(workbook.read_bytes()), *listed]


FORMS = {".md", ".html", ".svg"}
