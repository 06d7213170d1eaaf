"""Ofsted inspection outcomes and management information, under all their column names."""

import re

from bleadchallenge.intake.kinds.schools import national_or_school
from bleadchallenge.intake.tables import ColumnRule, FileKind

_DATES = re.compile(r".*\bDATES?\b.*|DATE OF .*")
_NO_DATES = re.compile(r".*(?:NUMBER|\?|TYPE|CONVERT).*")
_PREVIOUS = "PREVIOUS OVERALL EFFECTIVENESS"


_JUDGEMENTS = frozenset(
    {
        "QUALITY OF EDUCATION",
        "BEHAVIOUR AND ATTITUDES",
        "PERSONAL DEVELOPMENT",
        "EFFECTIVENESS OF LEADERSHIP AND MANAGEMENT",
    }
)
"""The key judgements of inspections since September 2019; since September 2024 the
overall grade is no longer given."""


def _rule(name: str) -> ColumnRule:
    if name in {"OVERALL EFFECTIVENESS", _PREVIOUS, *_JUDGEMENTS}:
        return ColumnRule.GRADE
    if _DATES.fullmatch(name) and not _NO_DATES.fullmatch(name):
        return ColumnRule.DATE
    return ColumnRule.ANYTHING


OFSTED = FileKind(
    name="ofsted",
    title="Ofsted inspection outcomes",
    needs=frozenset({"URN", "SCHOOL NAME", "INSPECTION DATE"}),
    one_of=("OVERALL EFFECTIVENESS", "QUALITY OF EDUCATION"),
    aliases={
        "LATEST OVERALL EFFECTIVENESS": "OVERALL EFFECTIVENESS",
        "LATEST OEIF OVERALL EFFECTIVENESS": "OVERALL EFFECTIVENESS",
        "OVERALL EFFECTIVENESS: HOW GOOD IS THE SCHOOL": "OVERALL EFFECTIVENESS",
        "OVERALL EFFECTIVENESS GRADE": "OVERALL EFFECTIVENESS",
        "FULL INSPECTION: OVERALL EFFECTIVENESS": "OVERALL EFFECTIVENESS",
        "INSPECTION START DATE": "INSPECTION DATE",
        "INSPECTION START DATE OF LATEST OEIF GRADED INSPECTION": "INSPECTION DATE",
        "DATE OF LATEST SECTION 5 INSPECTION": "INSPECTION DATE",
        "DATE OF LATEST FULL INSPECTION": "INSPECTION DATE",
        "LATEST FULL INSPECTION DATE": "INSPECTION DATE",
        "FIRST DATE OF INSPECTION": "INSPECTION DATE",
        "PUBLICATION DATE OF LATEST OEIF GRADED INSPECTION": "PUBLICATION DATE",
        "FIRST PUBLICATION DATE": "PUBLICATION DATE",
        "DATE PUBLISHED": "PUBLICATION DATE",
        "PREVIOUS FULL INSPECTION OVERALL EFFECTIVENESS": _PREVIOUS,
        "PREVIOUS OEIF GRADED INSPECTION OVERALL EFFECTIVENESS": _PREVIOUS,
        "PREVIOUS GRADED INSPECTION OVERALL EFFECTIVENESS": _PREVIOUS,
        "PREVIOUS INSPECTION START DATE": "PREVIOUS INSPECTION DATE",
        "PREVIOUS FULL INSPECTION DATE": "PREVIOUS INSPECTION DATE",
        **{
            f"{latest}{judgement}": judgement
            for judgement in sorted(_JUDGEMENTS)
            for latest in ("LATEST OEIF ", "LATEST ")
        },
        "LEADERSHIP AND MANAGEMENT": "EFFECTIVENESS OF LEADERSHIP AND MANAGEMENT",
        "LATEST OEIF CATEGORY OF CONCERN": "CATEGORY OF CONCERN",
        "INSPECTION START DATE OF LATEST GRADED INSPECTION": "INSPECTION DATE",
        "DATE OF LATEST GRADED INSPECTION": "INSPECTION DATE",
        "LATEST GRADED INSPECTION DATE": "INSPECTION DATE",
        "CATEGORY": "CATEGORY OF CONCERN",
        "LATEST CATEGORY OF CONCERN": "CATEGORY OF CONCERN",
        "SCHOOLNAME": "SCHOOL NAME",
        "NAME OF SCHOOL": "SCHOOL NAME",
        "LAESTAB NUMBER": "LAESTAB",
        "LA ESTAB": "LAESTAB",
        "LAESTAB*": "LAESTAB",
        "WEB LINK": "REPORURL",
        "REPORTURL": "REPORURL",
        "REPORT URL": "REPORURL",
        "PHASE": "OFSTED PHASE",
        "PHASE OF EDUCATION": "OFSTED PHASE",
    },
    locate=national_or_school({"urn": "URN", "laestab": "LAESTAB", "name": "SCHOOL NAME"}),
    rule=_rule,
    yearly=False,
    knows={
        "URN": "unique reference number; school urn",
        "SCHOOL NAME": "school; name of school",
        "OVERALL EFFECTIVENESS": "ofsted grade; ofsted rating; overall grade; inspection outcome",
        "INSPECTION DATE": "date of inspection; last inspected; last ofsted",
        "PUBLICATION DATE": "report published; date of report",
        "CATEGORY OF CONCERN": "special measures or serious weaknesses",
    },
)
