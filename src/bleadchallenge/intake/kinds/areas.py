"""Figures of authorities, regions and the nation, one figure a row."""

import re

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.years import exam_year, year_of_results
from bleadchallenge.intake.tables import Cells, ColumnRule, FileKind, RowIdentity, Table

_ENGLAND = "970"
_CODE = re.compile(r"([0-9]{3})(?:\.0)?")
_FIRST_REGION = 980
_RULES = {"VALUE": ColumnRule.FIGURE, "YEAR": ColumnRule.YEAR}


def _locate(table: Table, cells: Cells) -> RowIdentity | None:
    found = _CODE.fullmatch(table.cell(cells, "LA_CODE"))
    year, measure = year_of_results(table.cell(cells, "YEAR")), table.cell(cells, "MEASURE")
    if not found or not year or not measure:
        return None
    code = found[1]
    level = Level.NATIONAL_STATE if code == _ENGLAND else Level.LA
    if int(code) >= _FIRST_REGION:
        level = Level.AREA
    area = table.cell(cells, "AREA")
    return RowIdentity(level, la=code, name=f"{area} {exam_year(year)} {measure}")


COMPARATORS = FileKind(
    name="comparators",
    title="key stage 2 by local authority",
    years="2015/16 on",
    published="tidied from the Department's Local authority interactive tool (LAIT): "
    "gov.uk/government/publications/local-authority-interactive-tool-lait",
    needs=frozenset({"AREA", "LA_CODE", "YEAR", "MEASURE", "VALUE"}),
    locate=_locate,
    rule=lambda name: _RULES.get(name, ColumnRule.ANYTHING),
    yearly=False,
    blanks=frozenset({"-", "."}),
)
