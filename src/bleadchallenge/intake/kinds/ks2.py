"""Key stage 2 performance tables: of levels up to 2014/15, of scores from 2015/16 on."""

import re

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.subgroups import whole_measure
from bleadchallenge.domain.years import year_of_exams
from bleadchallenge.intake.kinds.ks2_columns import KNOWN
from bleadchallenge.intake.tables import (
    PERFORMANCE_TABLES,
    Cells,
    ColumnRule,
    FileKind,
    RowIdentity,
    Table,
)

_LEVELS = {
    "1": Level.SCHOOL,
    "2": Level.SCHOOL,
    "3": Level.LA,
    "4": Level.NATIONAL,
    "5": Level.NATIONAL_STATE,
}
_NATIONAL_NAMES = {
    Level.NATIONAL: "England, all schools",
    Level.NATIONAL_STATE: "England, state-funded schools",
}
_WORDS = frozenset(
    {
        "RECTYPE",
        "ALPHAIND",
        "LEA",
        "ESTAB",
        "URN",
        "SCHNAME",
        "ADDRESS1",
        "ADDRESS2",
        "ADDRESS3",
        "TOWN",
        "PCODE",
        "TELNUM",
        "PCON_CODE",
        "PCON_NAME",
        "URN_AC",
        "SCHNAME_AC",
        "OPEN_AC",
        "NFTYPE",
        "ICLOSE",
        "RELDENOM",
        "AGERANGE",
        "CONFEXAM",
        "TAB15",
        "TAB1618",
    }
)
_PERCENTAGES = ("PT", "PSEN", "PBELIG", "PGELIG")
_COVERAGE = frozenset({"READCOV", "WRITCOV", "MATCOV"})
_LEVELS_RWM = "PTREADWRITTAMATX"
_EARLIER = re.compile(r"PTRWM_EXP_([0-9]{2})")
_OF_LEVELS = re.compile(rf"{_LEVELS_RWM}([0-9]{{2}})")
_WITHOUT_TESTS = {2020, 2021}
_LEAST_COLUMNS = 250
"""A published table has more; one with fewer is an extract, whatever it leaves out."""


def _locate(table: Table, cells: Cells) -> RowIdentity | None:
    level = _LEVELS.get(table.cell(cells, "RECTYPE").removesuffix(".0"))
    if level is None and "RECTYPE" not in table.columns:
        level = Level.SCHOOL
    if level is None:
        return None
    la, estab = (table.cell(cells, name).removesuffix(".0") for name in ("LEA", "ESTAB"))
    laestab = f"{la}{estab:0>4}" if la and estab else ""
    if level is Level.SCHOOL:
        name = table.cell(cells, "SCHNAME")
        return RowIdentity(level, table.cell(cells, "URN"), laestab, la, name)
    name = _NATIONAL_NAMES.get(level) or table.cell(cells, "SCHNAME")
    return RowIdentity(level, "", laestab, la, name)


def _rule(name: str) -> ColumnRule:
    """What a column must hold; names of several words are no published measures."""
    if name in _WORDS or not name.isidentifier():
        return ColumnRule.ANYTHING
    if name == "TELIG" or name.startswith("TELIG_"):
        return ColumnRule.COUNT
    if name.startswith(_PERCENTAGES) or name in _COVERAGE:
        return ColumnRule.PERCENT
    return ColumnRule.FIGURE


def _year_of(table: Table) -> str | None:
    """The year after the latest earlier year named in the columns.

    A whole table of 2015/16 names none; an extract may have left them out and does not
    tell. There were no tests in the summers of 2020 and 2021, so that the year after
    2018/19 is 2021/22. A table of levels names its own year last.
    """
    if _LEVELS_RWM in table.columns:
        return _last_year(table, _OF_LEVELS, 0)
    is_whole = len(table.columns) >= _LEAST_COLUMNS and not table.mapping
    return _last_year(table, _EARLIER, 1) or ("201516" if is_whole else None)


def _last_year(table: Table, pattern: re.Pattern[str], later: int) -> str | None:
    found = [int(m[1]) for name in table.columns if (m := pattern.fullmatch(name))]
    if not found:
        return None
    summer = 2000 + max(found) + later
    while summer in _WITHOUT_TESTS:
        summer += 1
    return year_of_exams(summer)


KS2 = FileKind(
    name="ks2",
    title="key stage 2 performance tables",
    years="2009/10 to 2018/19, 2021/22 on",
    published=PERFORMANCE_TABLES,
    needs=frozenset({"RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "TELIG"}),
    one_of=("PTRWM_EXP", _LEVELS_RWM),
    locate=_locate,
    rule=_rule,
    released=True,
    knows=KNOWN,
    base=whole_measure,
    year_of=_year_of,
    not_held=frozenset(map(year_of_exams, _WITHOUT_TESTS)),
    whole_percentages=True,
    whole_layout=frozenset({"ALPHAIND", "NFTYPE", "TOTPUPS"}),
    ends_with=frozenset({Level.NATIONAL, Level.NATIONAL_STATE}),
    counts=lambda name: (name[1:], "TELIG"),
)
