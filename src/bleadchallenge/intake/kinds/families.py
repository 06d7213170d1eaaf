"""A published list of families of schools: which family each school is in."""

from bleadchallenge.intake.kinds.schools import national_or_school
from bleadchallenge.intake.tables import ColumnRule, FileKind

FAMILIES = FileKind(
    name="families",
    title="published families of schools",
    years="any",
    published="by authorities, as a list of schools and their families",
    needs=frozenset({"URN", "FAMILY"}),
    aliases={
        "FAMILY NUMBER": "FAMILY",
        "FAMILY NO": "FAMILY",
        "FAMILY GROUP": "FAMILY",
        "FAMILY NAME": "FAMILY",
        "FAMILY OF SCHOOLS": "FAMILY",
        "DFE NUMBER": "LAESTAB",
        "SCHOOL": "SCHNAME",
        "SCHOOL NAME": "SCHNAME",
    },
    locate=national_or_school(
        {"urn": "URN", "la": "LA", "estab": "ESTAB", "laestab": "LAESTAB", "name": "SCHNAME"}
    ),
    rule=lambda _name: ColumnRule.ANYTHING,
    yearly=False,
    knows={
        "URN": "unique reference number; school urn",
        "FAMILY": "family; family number; family of schools",
        "SCHNAME": "school name; school",
        "LAESTAB": "dfe number",
    },
)
