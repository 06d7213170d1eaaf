"""Ofsted inspection outcomes and management information, under all their column names."""

import re
from collections.abc import Iterable

from bleadchallenge.intake.kinds.schools import national_or_school
from bleadchallenge.intake.tables import ColumnRule, FileKind

_DATES = re.compile(r".*\bDATES?\b.*|DATE OF .*")
_NO_DATES = re.compile(r".*(?:NUMBER|\?|TYPE|CONVERT).*")
_PREVIOUS = "PREVIOUS OVERALL EFFECTIVENESS"
_GRADE = "OVERALL EFFECTIVENESS"
_DAY = "INSPECTION DATE"
_PUBLISHED = "PUBLICATION DATE"

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
    if name in {_GRADE, _PREVIOUS, *_JUDGEMENTS}:
        return ColumnRule.GRADE
    if _DATES.fullmatch(name) and not _NO_DATES.fullmatch(name):
        return ColumnRule.DATE
    return ColumnRule.ANYTHING


_GRADED = ("GRADED INSPECTION", "OEIF GRADED INSPECTION", "FULL INSPECTION", "SECTION 5 INSPECTION")
_ANY = ("INSPECTION",)
"""What files call the inspection that gave the grade, and any inspection."""


def _dates(inspections: Iterable[str], known: str, *words: str) -> dict[str, str]:
    """The ways to name a date of the latest inspection of some sorts."""
    names = [
        name
        for inspection in inspections
        for word in words
        for name in (
            f"{word} OF LATEST {inspection}",
            f"INSPECTION {word} OF LATEST {inspection}",
            f"LATEST {inspection} {word}",
            f"{inspection} {word}",
        )
    ]
    return {name: known for name in names if name != known}


_OF_GRADED = {
    **_dates(_GRADED, _DAY, "DATE", "START DATE"),
    **_dates(_GRADED, _PUBLISHED, "PUBLICATION DATE"),
    **{
        name: _GRADE
        for inspection in _GRADED
        for name in (
            f"LATEST {inspection} OVERALL EFFECTIVENESS",
            f"{inspection}: OVERALL EFFECTIVENESS",
            f"OVERALL EFFECTIVENESS OF LATEST {inspection}",
        )
    },
}
"""Columns of the inspection that gave the grade: they come before those of a later visit."""

_IS_GRADED = r"(?:GRADED|FULL|SECTION ?5|S5)"
_IS_ANOTHER = (
    r"UNGRADED|PREVIOUS|PRIOR|SECTION ?8|S8|SHORT|MONITORING|SINCE|END|ENDED|PUBLI\w*|NUMBER|TYPE"
)
_DAY_OF_GRADED = re.compile(
    rf"(?!.*\b(?:{_IS_ANOTHER})\b)(?=.*\bINSPECTION)(?=.*\b{_IS_GRADED}\b)"
    r"(?:.*\b(?:DATE|START|STARTED|BEGAN)\b.*|"
    rf"(?:LATEST|LAST|MOST RECENT)\W.*{_IS_GRADED} INSPECTION)"
)


def _by_pattern(name: str) -> str | None:
    """The day of the inspection that gave the grade, however its column is called."""
    return _DAY if _DAY_OF_GRADED.fullmatch(re.sub(r"[\s_:,()-]+", " ", name).strip()) else None


OFSTED = FileKind(
    name="ofsted",
    title="Ofsted inspection outcomes",
    years="2005 on",
    published="Ofsted, monthly management information and official statistics: "
    "gov.uk/government/collections/ofsted-inspections-of-maintained-schools",
    needs=frozenset({"URN", "SCHOOL NAME", _DAY}),
    one_of=(_GRADE, "QUALITY OF EDUCATION"),
    preferred=_OF_GRADED,
    preferred_by=_by_pattern,
    companions={_PUBLISHED: _DAY},
    parts=_DAY,
    aliases={
        **_OF_GRADED,
        "LATEST OVERALL EFFECTIVENESS": _GRADE,
        "LATEST OEIF OVERALL EFFECTIVENESS": _GRADE,
        "OVERALL EFFECTIVENESS: HOW GOOD IS THE SCHOOL": _GRADE,
        "OVERALL EFFECTIVENESS GRADE": _GRADE,
        "OVERALL EFFECTIVNESS": _GRADE,
        **_dates(_ANY, _DAY, "DATE", "START DATE"),
        "FIRST DATE OF INSPECTION": _DAY,
        **_dates(_ANY, _PUBLISHED, "PUBLICATION DATE"),
        "INSPECTION END DATE OF LATEST OEIF GRADED INSPECTION": "INSPECTION END DATE",
        "INSPECTION END DATE OF LATEST GRADED INSPECTION": "INSPECTION END DATE",
        "LATEST INSPECTION END DATE": "INSPECTION END DATE",
        "PUBLICATION DATE OF LATEST GRADED INSPECTION": "PUBLICATION DATE",
        "FIRST PUBLICATION DATE": _PUBLISHED,
        "DATE PUBLISHED": _PUBLISHED,
        "PREVIOUS OVERALL EFFECTIVNESS": _PREVIOUS,
        **{f"PREVIOUS {inspection} OVERALL EFFECTIVENESS": _PREVIOUS for inspection in _GRADED},
        "PREVIOUS INSPECTION START DATE": "PREVIOUS INSPECTION DATE",
        "PREVIOUS FULL INSPECTION DATE": "PREVIOUS INSPECTION DATE",
        **{
            f"{latest}{judgement}": judgement
            for judgement in sorted(_JUDGEMENTS)
            for latest in ("LATEST OEIF ", "LATEST ")
        },
        "LEADERSHIP AND MANAGEMENT": "EFFECTIVENESS OF LEADERSHIP AND MANAGEMENT",
        "LATEST OEIF CATEGORY OF CONCERN": "CATEGORY OF CONCERN",
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
