"""Packs to draw: a realistic one for any number of invented schools, and a small one."""

from collections.abc import Callable
from datetime import date

from bleadchallenge.packs.value import (
    Audience,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnType,
    Items,
    Pack,
    Section,
    Table,
    Text,
)

MEETING = date(2018, 3, 15)
STATUSES = ("on track", "recoverable", "off track", "not yet due", "no reading")
_TREES = ("Alder", "Beech", "Cedar", "Elder", "Hazel", "Juniper", "Larch", "Maple", "Oak", "Rowan")
_ENDS = ("Lane Primary School", "Grove Church of England Primary School", "Road Community School")


def full_pack(schools: int = 20) -> Pack:
    """A pack as the scrutiny group gets it, for so many schools."""
    return Pack(
        kind="isg-pack",
        title="Independent Scrutiny Group pack",
        subtitle="Meeting of 15 March 2018",
        audience=Audience.ISG,
        as_of=MEETING,
        made_from=1843,
        policy="birmingham-2017",
        number=12,
        facts=(("Meeting", "15 March 2018, 14:00"), ("Last pack", "number 11, of 1 March 2018")),
        sections=(
            _asks(),
            _changes(),
            _expectations(),
            _grid(schools),
            _exceptions(),
            Section(
                "schools",
                "A page a school",
                (),
                tuple(_school(each) for each in range(schools)),
                own_page=True,
            ),
            _alliances(),
            _notes(),
        ),
    )


def small_pack(text: Callable[[str], str] = str) -> Pack:
    """A pack with one of everything; every text from people goes through ``text``."""
    table = Table(
        "growth",
        text("Growth against national"),
        (
            Column(text("year")),
            Column(text("school"), ColumnType.NUMBER, decimals=1, unit=text("points")),
            Column(text("national"), ColumnType.NUMBER, decimals=1, unit=text("points")),
        ),
        (
            (Cell(text("2015/16")), Cell(48.0, "figures/900011/2016/rwm"), Cell(53.0)),
            (Cell(text("2016/17")), Cell("c"), Cell(61.25)),
            (Cell(text("2017/18")), Cell(55.5), Cell(None)),
        ),
        (text("Hidden where five pupils or fewer."),),
    )
    grid = Table(
        "grid",
        text("The grid"),
        (
            Column(text("school"), wide=True),
            Column(text("status"), ColumnType.STATUS),
            Column(text("six fortnights"), ColumnType.STRIP),
            Column(text("days"), ColumnType.NUMBER, decimals=2),
            Column(text("next milestone"), ColumnType.DAY),
        ),
        (
            (
                Cell(text("Alder Lane Primary School"), goes_to="school"),
                Cell("on track", "kpi/900011/K1/status"),
                Cell(None, marks=("off track", "no reading", "recoverable", "on track")),
                Cell(7.25, "days/900011"),
                Cell(date(2018, 3, 29)),
            ),
            (
                Cell(text("Beech Grove Primary School")),
                Cell(text("off track")),
                Cell(None),
                Cell(12345.5),
                Cell(None),
            ),
        ),
    )
    intervals = Table(
        "intervals",
        text("With its interval"),
        (
            Column(text("subject")),
            Column(text("growth"), ColumnType.NUMBER, decimals=1),
            Column(text("lower"), ColumnType.NUMBER, decimals=1),
            Column(text("upper"), ColumnType.NUMBER, decimals=1),
        ),
        (
            (Cell(text("reading")), Cell(2.1), Cell(-1.2), Cell(5.4)),
            (Cell(text("maths")), Cell("c"), Cell("c"), Cell("c")),
        ),
    )
    return Pack(
        kind="isg-pack",
        title=text("Scrutiny pack"),
        subtitle=text("Meeting of 15 March 2018"),
        audience=Audience.ISG,
        as_of=MEETING,
        made_from=143,
        policy=text("birmingham-2017"),
        number=3,
        facts=((text("Meeting"), text("15 March 2018")),),
        sections=(
            Section(
                "asks",
                text("Asks of this meeting"),
                (
                    Items((text("Decide on Alder Lane."), text("Review Beech Grove.")), True),
                    Items((text("Read the data notes."),)),
                ),
            ),
            Section("grid-section", text("The grid"), (grid,)),
            Section(
                "school",
                text("Alder Lane Primary School"),
                (
                    Text(text("The school's story since the last pack.")),
                    Chart(
                        "growth-lines", text("Growth"), ChartKind.LINES, table, text("Growth: up.")
                    ),
                    Chart(
                        "growth-intervals",
                        text("Growth with interval"),
                        ChartKind.INTERVALS,
                        intervals,
                        text("Growth of reading 2.1, from -1.2 to 5.4."),
                        unit=text("points"),
                    ),
                ),
                (
                    Section(
                        "school-bars",
                        text("Bars"),
                        (
                            Chart(
                                "bars", text("Bars"), ChartKind.BARS, table, text("Bars of growth.")
                            ),
                        ),
                        own_page=True,
                    ),
                ),
                own_page=True,
            ),
        ),
    )


def school_name(number: int) -> str:
    tree = _TREES[number % len(_TREES)]
    end = _ENDS[number // len(_TREES) % len(_ENDS)]
    again = number // (len(_TREES) * len(_ENDS))
    return f"{tree} {end}" + (f" {again + 1}" if again else "")


def _asks() -> Section:
    return Section(
        "asks",
        "Asks of this meeting",
        (
            Items(
                (
                    (
                        "Decide: continue, adjust or switch at Cedar Lane Primary School, whose mid-term review "
                        "of 8 March rates progress limited and the impact of support limited."
                    ),
                    (
                        "Recommend: a formal review of Hazel Lane Primary School, whose answer to advice 14 is "
                        "16 working days late."
                    ),
                    "Hear: the alliance's reply on days not delivered at Larch Grove (4.5 of 10 by now).",
                ),
                numbered=True,
            ),
            Table(
                "answers-due",
                "Advice whose answer is due",
                (
                    Column("advice", ColumnType.NUMBER),
                    Column("to"),
                    Column("what", wide=True),
                    Column("due", ColumnType.DAY),
                    Column("state", ColumnType.STATUS),
                ),
                tuple(
                    (
                        Cell(number),
                        Cell(school_name(number)),
                        Cell(
                            "Set out how governors will test what they are told about attainment."
                        ),
                        Cell(date(2018, 3, 1 + number)),
                        Cell("overdue" if number < 15 else "due soon"),
                    )
                    for number in (14, 16, 17)
                ),
            ),
        ),
    )


def _changes() -> Section:
    columns = (Column("school or alliance"), Column("what", wide=True))
    rows = tuple(
        (
            Cell(school_name(number)),
            Cell(
                f"K{number % 5 + 1} read {50 + number} on 12 March 2018; status recoverable → on track."
            ),
        )
        for number in range(9)
    )
    return Section(
        "changes",
        "What changed since the last pack",
        (
            Text("Since pack 11, made from change 1790 on 1 March 2018."),
            Table("corrections", "Corrections to what was already reported", columns, rows[:1]),
            Table("changes-readings", "Readings and indicators", columns, rows),
        ),
    )


def _expectations() -> Section:
    words = ("met", "at risk", "not met", "too early")
    names = (
        "full engagement",
        "support with demonstrable impact",
        "leadership capacity rising",
        "performance improving",
    )
    return Section(
        "expectations",
        "The four expectations",
        (
            Table(
                "expectations",
                "For the programme as a whole",
                (
                    Column("expectation"),
                    Column("stands", ColumnType.STATUS),
                    *(Column(word, ColumnType.NUMBER, unit="schools") for word in words),
                    Column("evidence", wide=True),
                ),
                tuple(
                    (
                        Cell(name),
                        Cell(words[place]),
                        *(Cell(5, f"expectation/{place}/{word}") for word in words),
                        Cell("Attendance at sessions 83%, both signatures at 20 of 20 schools."),
                    )
                    for place, name in enumerate(names)
                ),
            ),
        ),
    )


def _grid(schools: int) -> Section:
    columns = (
        Column("school"),
        Column("status", ColumnType.STATUS),
        Column("direction", ColumnType.STATUS),
        Column("last six fortnights", ColumnType.STRIP),
        Column("days used", ColumnType.NUMBER, decimals=2),
        Column("of released", ColumnType.NUMBER, decimals=2),
        Column("next milestone", ColumnType.DAY),
        Column("school KPIs on track"),
        Column("support KPIs on track"),
        Column("growth against national", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("from", ColumnType.NUMBER, decimals=1),
        Column("to", ColumnType.NUMBER, decimals=1),
        Column("open advice", ColumnType.NUMBER),
    )
    return Section(
        "grid",
        "The grid",
        (
            Text("One row a school, in the order of the alphabet. It is not a league table."),
            Table(
                "grid",
                "Where each school stands",
                columns,
                tuple(_grid_row(number) for number in range(schools)),
                ("Growth is the school's change since 2016 less the national change.",),
            ),
        ),
        own_page=True,
    )


def _grid_row(number: int) -> tuple[Cell, ...]:
    hidden = number == 7
    return (
        Cell(school_name(number), goes_to=f"school-{900001 + number}"),
        Cell(STATUSES[number % 5], f"status/{900001 + number}"),
        Cell(("improving", "steady", "declining", "unknown")[number % 4]),
        Cell(None, marks=tuple(STATUSES[(number + each) % 5] for each in range(6))),
        Cell(number % 10 + 0.25, f"days/{900001 + number}"),
        Cell(10.0),
        Cell(date(2018, 3, 16 + number % 12) if number != 3 else None),
        Cell(f"{number % 5} of 6"),
        Cell(f"{number % 4} of 4"),
        Cell("c" if hidden else number * 1.3 - 9, f"growth/{900001 + number}"),
        Cell("c" if hidden else number * 1.3 - 17.2),
        Cell("c" if hidden else number * 1.3 - 0.8),
        Cell(number % 3),
    )


def _exceptions() -> Section:
    columns = (
        Column("school"),
        Column("what", wide=True),
        Column("since", ColumnType.DAY),
        Column("state", ColumnType.STATUS),
    )
    rows = tuple(
        (
            Cell(school_name(number)),
            Cell("Milestone 4, appoint a chair of the standards committee, has no outcome."),
            Cell(date(2018, 2, 1 + number)),
            Cell("overdue"),
        )
        for number in range(6)
    )
    return Section("exceptions", "Exceptions", (Table("overdue", "Overdue", columns, rows),))


def _school(number: int) -> Section:
    urn = 900001 + number
    hidden = number == 7
    figures = Table(
        f"rwm-{urn}",
        "Reading, writing and maths at the expected standard",
        (
            Column("year"),
            Column("school", ColumnType.NUMBER, unit="%"),
            Column("national", ColumnType.NUMBER, unit="%"),
            Column("family", ColumnType.NUMBER, unit="%"),
        ),
        tuple(
            (
                Cell(year),
                Cell("c" if hidden else 40 + number + step * 6, f"figures/{urn}/{year}/rwm"),
                Cell(53 + step * 8),
                Cell(50 + step * 5),
            )
            for step, year in enumerate(("2015/16", "2016/17", "2017/18"))
        ),
    )
    growth = Table(
        f"growth-{urn}",
        "Growth against national since 2016",
        (
            Column("subject"),
            Column("growth", ColumnType.NUMBER, decimals=1, unit="points"),
            Column("from", ColumnType.NUMBER, decimals=1),
            Column("to", ColumnType.NUMBER, decimals=1),
            Column("in pupils", ColumnType.NUMBER, decimals=1),
        ),
        tuple(
            (
                Cell(subject),
                *(
                    Cell("c" if hidden else value)
                    for value in (step * 3.1 - 2, step * 3.1 - 11, step * 3.1 + 7, step * 0.8)
                ),
            )
            for step, subject in enumerate(("reading", "writing", "maths"))
        ),
    )
    days = Table(
        f"days-{urn}",
        "Days of support",
        (
            Column("term"),
            Column("planned", ColumnType.NUMBER, decimals=2, unit="days"),
            Column("confirmed", ColumnType.NUMBER, decimals=2, unit="days"),
        ),
        (
            (Cell("autumn 2017"), Cell(5.0), Cell(4.25)),
            (Cell("spring 2018"), Cell(5.0), Cell(number % 5 + 0.5)),
        ),
    )
    blocks: tuple[Block, ...] = (
        Text(
            "Two readings came in and one milestone was met. The alliance delivered 1.5 days, all "
            "of them confirmed by the school."
        ),
        Items(
            (
                "Reading rose by 6 points and writing did not: what does the plan do about writing?",
                "Three of the last four days were moved: does the school have the support it was promised?",
            ),
            numbered=True,
        ),
        Chart(
            f"rwm-chart-{urn}",
            "Reading, writing and maths",
            ChartKind.LINES,
            figures,
            "The school's share at the expected standard, 2016 to 2018, beside national and family.",
            unit="% of eligible pupils",
        ),
        Chart(
            f"growth-chart-{urn}",
            "Growth against national",
            ChartKind.INTERVALS,
            growth,
            "Growth less national growth by subject, with its interval.",
            unit="percentage points",
        ),
        _kpis("school", urn, number),
        _kpis("support", urn, number),
        Chart(
            f"days-chart-{urn}",
            "Days of support",
            ChartKind.BARS,
            days,
            "Days planned and confirmed in each term.",
            unit="days",
        ),
        Table(
            f"milestones-{urn}",
            "Plan and milestones",
            (
                Column("number"),
                Column("milestone", wide=True),
                Column("due", ColumnType.DAY),
                Column("owner"),
                Column("state", ColumnType.STATUS),
            ),
            tuple(
                (
                    Cell(f"{each}.1"),
                    Cell("Middle leaders moderate books across year groups every half-term."),
                    Cell(date(2018, 3, 5 + each * 5)),
                    Cell("deputy head"),
                    Cell(("met", "overdue", "planned", "partly met")[each % 4]),
                )
                for each in range(4)
            ),
        ),
    )
    return Section(f"school-{urn}", school_name(number), blocks, own_page=True)


def _kpis(side: str, urn: int, number: int) -> Table:
    return Table(
        f"kpis-{side}-{urn}",
        f"Indicators of the {side}",
        (
            Column("indicator", wide=True),
            Column("unit"),
            Column("status", ColumnType.STATUS),
            Column("direction", ColumnType.STATUS),
            Column("value", ColumnType.NUMBER, decimals=1),
            Column("read on", ColumnType.DAY),
            Column("path", ColumnType.NUMBER, decimals=1),
            Column("target", ColumnType.NUMBER, decimals=1),
            Column("by"),
        ),
        tuple(
            (
                Cell(f"K{each + 1}: pupils on track for the expected standard in reading"),
                Cell("%"),
                Cell(STATUSES[(number + each) % 5], f"kpi/{urn}/K{each + 1}/status"),
                Cell(("improving", "steady", "declining", "unknown")[(number + each) % 4]),
                Cell(50.0 + each * 2.5 if each != 4 else None, f"kpi/{urn}/K{each + 1}/value"),
                Cell(date(2018, 3, 1 + each)),
                Cell(52.4, f"kpi/{urn}/K{each + 1}/expected"),
                Cell(60.0, f"kpi/{urn}/K{each + 1}/target"),
                Cell("T2"),
            )
            for each in range(5)
        ),
    )


def _alliances() -> Section:
    columns = (
        Column("alliance"),
        Column("schools", ColumnType.NUMBER),
        Column("days delivered", ColumnType.NUMBER, decimals=2),
        Column("support KPIs on track"),
        Column("stands", ColumnType.STATUS),
    )
    rows = tuple(
        (Cell(name), Cell(4), Cell(23.75 + each), Cell(f"{each + 5} of 16"), Cell("in line"))
        for each, name in enumerate(("Northfields Alliance", "Canal Alliance", "Heath Alliance"))
    )
    table = Table("alliances", "Alliances side by side", columns, rows)
    return Section("alliances", "A page an alliance", (table,), own_page=True)


def _notes() -> Section:
    return Section(
        "notes",
        "Data notes",
        (
            Table(
                "files",
                "Files behind the figures",
                (
                    Column("file", wide=True),
                    Column("release"),
                    Column("rows", ColumnType.NUMBER),
                    Column("taken", ColumnType.DAY),
                ),
                (
                    (
                        Cell("2016-2017_330_ks2final.csv"),
                        Cell("final"),
                        Cell(301),
                        Cell(date(2018, 1, 9)),
                    ),
                    (
                        Cell("2016-2017_330_spine.xlsx"),
                        Cell("final"),
                        Cell(25301),
                        Cell(date(2018, 1, 9)),
                    ),
                ),
            ),
            Items(("Figures of 5 pupils or fewer are hidden and shown as c.",)),
        ),
        own_page=True,
    )
