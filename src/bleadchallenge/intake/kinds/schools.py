"""Files about every school: census, absence, register, Ofsted outcomes, GIAS."""

from collections.abc import Callable, Mapping

from bleadchallenge.domain.words import Level
from bleadchallenge.intake.tables import Cells, ColumnRule, Kind, Place, Table

_PHASES = {
    "PRI": "England, primary schools",
    "SEC": "England, secondary schools",
    "SPE": "England, special schools",
}


def _national_or_school(columns: Mapping[str, str]) -> Callable[[Table, Cells], Place | None]:
    """A reader of rows in which ``NAT`` stands for the nation and a phase beside it."""

    def locate(table: Table, cells: Cells) -> Place | None:
        said = {name: table.cell(cells, column) for name, column in columns.items()}
        if "NAT" in said.values():
            phase = next((value for value in said.values() if value in _PHASES), "")
            return Place(Level.NATIONAL, name=_PHASES.get(phase, "England"))
        la, estab = said.get("la", ""), said.get("estab", "")
        laestab = said.get("laestab") or (f"{la}{estab:0>4}" if la and estab else "")
        return Place(Level.SCHOOL, said.get("urn", ""), laestab, la, said.get("name", ""))

    return locate


def _rules(figures: Callable[[str], bool], dates: frozenset[str]) -> Callable[[str], ColumnRule]:
    def rule(name: str) -> ColumnRule:
        if name in dates:
            return ColumnRule.DATE
        return ColumnRule.FIGURE if figures(name) else ColumnRule.ANYTHING

    return rule


_CENSUS_WORDS = frozenset({"URN", "LA", "ESTAB", "SCHOOLTYPE"})

CENSUS = Kind(
    name="census",
    title="school census",
    needs=frozenset({"URN", "LA", "ESTAB", "NOR", "PNUMEAL"}),
    locate=_national_or_school({"urn": "URN", "la": "LA", "estab": "ESTAB"}),
    rule=_rules(lambda name: name not in _CENSUS_WORDS, frozenset()),
)

ABSENCE = Kind(
    name="absence",
    title="absence",
    needs=frozenset({"LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"}),
    locate=_national_or_school({"urn": "URN", "la": "LA", "estab": "ESTAB"}),
    rule=_rules(lambda name: name.startswith("P"), frozenset()),
)

REGISTER = Kind(
    name="register",
    title="register of schools",
    needs=frozenset({"URN", "LAESTAB", "SCHNAME", "MINORGROUP", "ISPRIMARY"}),
    locate=_national_or_school(
        {"urn": "URN", "la": "LA", "estab": "ESTAB", "laestab": "LAESTAB", "name": "SCHNAME"}
    ),
    rule=_rules(lambda _name: False, frozenset({"OPENDATE", "CLOSEDATE"})),
)

GIAS = Kind(
    name="gias",
    title="download from Get Information about Schools",
    needs=frozenset({"URN", "LA (CODE)", "ESTABLISHMENTNUMBER", "ESTABLISHMENTNAME"}),
    locate=_national_or_school(
        {
            "urn": "URN",
            "la": "LA (CODE)",
            "estab": "ESTABLISHMENTNUMBER",
            "name": "ESTABLISHMENTNAME",
        }
    ),
    rule=_rules(lambda _name: False, frozenset({"OPENDATE", "CLOSEDATE", "OFSTEDLASTINSP"})),
    yearly=False,
    overflows="LINKED ESTABLISHMENTS",
)


def _ofsted_rule(name: str) -> ColumnRule:
    if name == "OVERALL EFFECTIVENESS":
        return ColumnRule.GRADE
    return ColumnRule.DATE if name.endswith(" DATE") else ColumnRule.ANYTHING


OFSTED = Kind(
    name="ofsted",
    title="Ofsted inspection outcomes",
    needs=frozenset({"URN", "SCHOOL NAME", "OVERALL EFFECTIVENESS", "INSPECTION DATE"}),
    locate=_national_or_school({"urn": "URN", "laestab": "LAESTAB", "name": "SCHOOL NAME"}),
    rule=_ofsted_rule,
    yearly=False,
)
