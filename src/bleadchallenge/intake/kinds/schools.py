"""Files about every school: census, absence, register, Get Information about Schools."""

import re
from collections.abc import Callable, Mapping

from bleadchallenge.domain.choices import Level
from bleadchallenge.intake.tables import (
    PERFORMANCE_TABLES,
    Cells,
    ColumnRule,
    FileKind,
    RowIdentity,
    Table,
)

_PHASES = {
    "PRI": "England, primary schools",
    "SEC": "England, secondary schools",
    "SPE": "England, special schools",
}
_PHASE_NAMES = {
    "primary": "PRI",
    "secondary": "SEC",
    "special": "SPE",
}


def national_or_school(columns: Mapping[str, str]) -> Callable[[Table, Cells], RowIdentity | None]:
    """A reader of rows in which ``NAT`` stands for the nation and a phase beside it."""

    def locate(table: Table, cells: Cells) -> RowIdentity | None:
        said = {name: table.cell(cells, column) for name, column in columns.items()}
        values = {value.upper() for value in said.values()}
        if "NAT" in values:
            return RowIdentity(Level.NATIONAL, name=_national(table, cells, values))
        la, estab = (said.get(name, "").removesuffix(".0") for name in ("la", "estab"))
        laestab = said.get("laestab", "").replace("/", "").removesuffix(".0")
        laestab = laestab or (f"{la}{estab:0>4}" if la and estab else "")
        return RowIdentity(Level.SCHOOL, said.get("urn", ""), laestab, la, said.get("name", ""))

    return locate


def _national(table: Table, cells: Cells, values: set[str]) -> str:
    """Of which schools a national row speaks: a code beside it, or its type in words."""
    phase = next((value for value in values if value in _PHASES), "")
    words = table.cell(cells, "SCHOOLTYPE").casefold()
    phase = phase or next((code for name, code in _PHASE_NAMES.items() if name in words), "")
    return _PHASES.get(phase, "England")


def rules(figures: Callable[[str], bool], dates: frozenset[str]) -> Callable[[str], ColumnRule]:
    """A rule that tells columns of dates and of figures from the rest."""

    def rule(name: str) -> ColumnRule:
        if name in dates:
            return ColumnRule.DATE
        return ColumnRule.FIGURE if figures(name) else ColumnRule.ANYTHING

    return rule


_CENSUS_WORDS = frozenset({"URN", "LA", "ESTAB", "SCHOOLTYPE"})
_PERCENTAGES = re.compile(r"P(?:NOR|NUM|SEN|ERCTOT|PERSABS)\w*")


def _census_rule(name: str) -> ColumnRule:
    if name in _CENSUS_WORDS or not name.isidentifier():
        return ColumnRule.ANYTHING
    return ColumnRule.PERCENT if _PERCENTAGES.fullmatch(name) else ColumnRule.FIGURE


def _census_counts(name: str) -> tuple[str, str]:
    """The count and the total of a share: ``PNUMEAL`` is ``NUMEAL`` of ``NOR``."""
    return (f"T{name[1:]}" if name.startswith("PSEN") else name[1:]), "NOR"


CENSUS = FileKind(
    name="census",
    title="school census",
    years="2010/11 on",
    published=PERFORMANCE_TABLES,
    needs=frozenset({"URN", "LA", "ESTAB", "PNUMEAL"}),
    aliases={"PNUMUNCLF": "PNUMUNCFL", "SCHTYPE": "SCHOOLTYPE"},
    locate=national_or_school({"urn": "URN", "la": "LA", "estab": "ESTAB"}),
    ends_with=frozenset({Level.NATIONAL}),
    whole_layout=frozenset({"NORG", "NORB", "PNORG"}),
    rule=_census_rule,
    counts=_census_counts,
    knows={
        "URN": "unique reference number; school urn",
        "LA": "local authority; la code",
        "ESTAB": "establishment number",
        "NOR": "number on roll; total pupils; pupils on roll",
        "PNUMEAL": "% english as an additional language; % eal",
        "PNUMFSM": "% free school meals; % fsm",
        "NUMFSM": "pupils eligible for free school meals",
        "PNUMFSMEVER": "% free school meals in the past six years; % ever 6 fsm",
        "PSENELSE": "% with a statement or ehc plan; % ehcp",
        "PSENELK": "% sen support",
    },
)

ABSENCE = FileKind(
    name="absence",
    title="absence",
    years="2010/11 on",
    published=PERFORMANCE_TABLES,
    needs=frozenset({"LA", "ESTAB", "URN", "PERCTOT"}),
    one_of=("PPERSABS10", "PPERSABS15"),
    locate=national_or_school({"urn": "URN", "la": "LA", "estab": "ESTAB"}),
    ends_with=frozenset({Level.NATIONAL}),
    rule=lambda name: ColumnRule.PERCENT if _PERCENTAGES.fullmatch(name) else ColumnRule.ANYTHING,
    knows={
        "URN": "unique reference number; school urn",
        "PERCTOT": "overall absence %; absence rate",
        "PPERSABS10": "persistent absence %; persistent absentees",
        "PPERSABS15": "persistent absence at 15 %, until 2014/15",
    },
)

REGISTER = FileKind(
    name="register",
    title="register of schools",
    years="2009/10 on",
    published=PERFORMANCE_TABLES,
    needs=frozenset({"URN", "LAESTAB", "SCHNAME", "MINORGROUP", "ISPRIMARY"}),
    aliases={
        "SCHOOLTYPE": "NFTYPE",
        "AGELOW": "AGEL",
        "AGEHIGH": "AGEH",
        "RELCHAR": "RELDENOM",
        "LANAME": "LA NAME",
    },
    locate=national_or_school(
        {"urn": "URN", "la": "LA", "estab": "ESTAB", "laestab": "LAESTAB", "name": "SCHNAME"}
    ),
    rule=rules(lambda _name: False, frozenset({"OPENDATE", "CLOSEDATE", "OFSTEDLASTINSP"})),
    knows={
        "URN": "unique reference number; school urn",
        "LA": "local authority; la code",
        "LAESTAB": "dfe number; la and establishment number",
        "SCHNAME": "school name; school; establishment name",
        "OPENDATE": "opened; date opened",
        "CLOSEDATE": "closed; date closed",
        "MINORGROUP": "type of school; school group",
        "ISPRIMARY": "is primary",
    },
)

GIAS = FileKind(
    name="gias",
    title="download from Get Information about Schools",
    years="as on the day of the download",
    published="get-information-schools.service.gov.uk, Downloads or a search",
    needs=frozenset({"URN", "LA (CODE)", "ESTABLISHMENTNUMBER", "ESTABLISHMENTNAME"}),
    locate=national_or_school(
        {
            "urn": "URN",
            "la": "LA (CODE)",
            "estab": "ESTABLISHMENTNUMBER",
            "name": "ESTABLISHMENTNAME",
        }
    ),
    rule=rules(lambda _name: False, frozenset({"OPENDATE", "CLOSEDATE", "OFSTEDLASTINSP"})),
    yearly=False,
    overflows="LINKED ESTABLISHMENTS",
    spill=re.compile(r"\s*(?:[1-9]\d{4,5}\s+[A-Z][\w\s,()/'-]*|Does not have links)?\s*"),
)
