"""Ofsted inspection outcomes and management information, under all their column names."""

import re

from bleadchallenge.intake.kinds.schools import national_or_school
from bleadchallenge.intake.tables import ColumnRule, Kind

_DATES = re.compile(r".*\bDATES?\b.*|DATE OF .*")
_NO_DATES = re.compile(r".*(?:NUMBER|\?|TYPE|CONVERT).*")
_PREVIOUS = "PREVIOUS OVERALL EFFECTIVENESS"


def _rule(name: str) -> ColumnRule:
    if name in {"OVERALL EFFECTIVENESS", _PREVIOUS}:
        return ColumnRule.GRADE
    if _DATES.fullmatch(name) and not _NO_DATES.fullmatch(name):
        return ColumnRule.DATE
    return ColumnRule.ANYTHING


OFSTED = Kind(
    name="ofsted",
    title="Ofsted inspection outcomes",
    needs=frozenset({"URN", "SCHOOL NAME", "OVERALL EFFECTIVENESS", "INSPECTION DATE"}),
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
