"""Alliances: what each owes and gave in its own time, and a flag by rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from bleadchallenge.domain.choices import Rating
from bleadchallenge.domain.support.days import QUARTERS, in_days, in_fractions
from bleadchallenge.packs.isg.value import AllianceRow, Sentence
from bleadchallenge.packs.value import Cell
from bleadchallenge.store.escalation.commissioning import days_at_schools, last_outcome, ratings_of
from bleadchallenge.store.tables import Alliance
from bleadchallenge.usecases.escalation.commissioning import CommissioningRow, review_rows
from bleadchallenge.usecases.reports.pack.material import PackData
from bleadchallenge.usecases.reports.pack.replies import last_reply

NOT_DELIVERING = "not delivering"
WATCH = "watch"
DELIVERING = "delivering"


@dataclass(frozen=True, slots=True)
class AllianceCase:
    """An alliance as a pack judges it; days are quarter days of its own time."""

    code: str
    due: int
    used: int
    behind: int
    schools_behind: int
    impact_none: bool
    switched: bool
    overdue: int
    refused: int
    grounds: Sequence[str]
    not_delivering: bool

    @property
    def flag(self) -> str:
        """The flag in a word."""
        if self.not_delivering:
            return NOT_DELIVERING
        return WATCH if self.grounds else DELIVERING

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a review is asked for."""
        days = (
            f"{in_fractions(self.used)} of {in_fractions(self.due)} days due by now given, "
            f"{in_fractions(self.behind)} behind"
        )
        waiting = self.overdue + self.refused
        said = f"{waiting} pieces of advice not acted on, {self.refused} refused"
        return (
            *(["impact none at a school it supports"] if self.impact_none else []),
            *(["a school was switched away from it"] if self.switched else []),
            days,
            *([said] if waiting else []),
        )

    @property
    def refs(self) -> tuple[str, ...]:
        """The figures within the reasons."""
        days = tuple(f"days/{self.code}/{what}" for what in ("used", "expected", "behind"))
        return (*days, f"alliance/{self.code}/unanswered", f"alliance/{self.code}/refused")


def cases_of(material: PackData) -> tuple[AllianceCase, ...]:
    """Every alliance as it is judged, by name."""
    rows = review_rows(material.reader, material.policy, material.as_of)
    return tuple(_case(material, row) for row in rows)


def _case(material: PackData, row: CommissioningRow) -> AllianceCase:
    code, rule = str(row.code), material.policy.pack
    at_schools = days_at_schools(material.reader, material.policy, code, material.as_of)
    least = rule.behind_days * QUARTERS
    far = sum(each.behind >= least for each in at_schools)
    outcome = last_outcome(material.reader, code, material.as_of)
    latest = {
        each.urn: each.rating
        for each in ratings_of(material.reader, code, material.as_of)
        if outcome is None or each.held_on > outcome.on_day
    }
    none = Rating.NONE in latest.values()
    return AllianceCase(
        code=code,
        due=sum(each.due for each in at_schools),
        used=sum(each.used for each in at_schools),
        behind=sum(each.behind for each in at_schools),
        schools_behind=far,
        impact_none=none,
        switched=bool(row.switches),
        overdue=int(str(row.overdue)),
        refused=int(str(row.refused)),
        grounds=tuple(str(each) for each in row.grounds),
        not_delivering=none or far >= rule.behind_schools,
    )


def rows_of(material: PackData, cases: Sequence[AllianceCase]) -> tuple[AllianceRow, ...]:
    """A row an alliance, alphabetical; never a ranking."""
    kept = {alliance.code: alliance for alliance in material.alliances}
    listed = {
        str(row.code): row for row in review_rows(material.reader, material.policy, material.as_of)
    }
    return tuple(_row(material, kept[case.code], case, listed[case.code]) for case in cases)


def _row(
    material: PackData, alliance: Alliance, case: AllianceCase, listed: CommissioningRow
) -> AllianceRow:
    code = case.code
    rated = ratings_of(material.reader, code, material.as_of)
    counts = [f"{sum(r.rating is rating for r in rated)} {rating}" for rating in Rating]
    given = sum(row.subject == code for row in material.advice)
    return AllianceRow(
        code=code,
        name=alliance.name,
        flag=case.flag,
        schools=Cell(len(material.of_alliance(code)), f"alliance/{code}/schools"),
        due=Cell(in_days(case.due), f"days/{code}/expected"),
        used=Cell(in_days(case.used), f"days/{code}/used"),
        behind=Cell(in_days(case.behind), f"days/{code}/behind"),
        ratings=", ".join(each for each in counts if not each.startswith("0 ")),
        kpis=", ".join(listed.support_kpis),
        advice=Sentence(
            f"{given} given, {case.overdue} overdue, {case.refused} refused",
            tuple(f"alliance/{code}/{what}" for what in ("advice", "overdue", "refused")),
        ),
        reply=last_reply(material, code),
    )
