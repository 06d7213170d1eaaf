"""Good but vulnerable: signs that a school judged good may not be found good again.

The bid looks ahead to "those currently judged good but who may be vulnerable". Each
sign is a rule with its threshold in the policy (assumed); a school is vulnerable with
so many of them, and the answer is never a score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.policy_evaluation import VulnerableRule
from bleadchallenge.domain.results.eligibility import years_before
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.progress import Band


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: what it looks at, the answer, and why in words; ``ref`` explains its figure."""

    what: str
    answer: Answer
    why: str
    ref: str = ""


def vulnerable(signs: Sequence[Sign], rule: VulnerableRule) -> Answer:
    """Yes with so many signs; cannot be known where unknown ones could make it so many."""
    shown = sum(sign.answer is Answer.YES for sign in signs)
    unknown = sum(sign.answer is Answer.CANNOT_BE_KNOWN for sign in signs)
    if shown >= rule.signs:
        return Answer.YES
    return Answer.CANNOT_BE_KNOWN if shown + unknown >= rule.signs else Answer.NO


def is_behind(what: str, gap: float | None, by: float, ref: str = "") -> Sign:
    """Behind another figure by so many points or more; ``gap`` is below 0 where behind."""
    if gap is None:
        return Sign(what, Answer.CANNOT_BE_KNOWN, f"{what}: not known", ref)
    answer = Answer.YES if gap <= -by else Answer.NO
    return Sign(what, answer, f"{what}: {gap:+g} points", ref)


def weak_progress(bands: dict[Subject, Band | None], refs: dict[Subject, str]) -> Sign:
    """Progress below or well below in any subject."""
    low = [each for each, band in bands.items() if band in (Band.BELOW, Band.WELL_BELOW)]
    if low:
        said = ", ".join(f"{each} {bands[each].words}" for each in low)  # type: ignore[union-attr]
        return Sign("progress", Answer.YES, f"progress: {said}", refs[low[0]])
    unknown = any(band is None for band in bands.values())
    answer = Answer.CANNOT_BE_KNOWN if unknown else Answer.NO
    return Sign("progress", answer, "progress: not known" if unknown else "progress: average")


def old_inspection(on: date | None, as_of: date, years: int) -> Sign:
    """Last inspected so many years ago or more."""
    if on is None:
        return Sign("inspection", Answer.CANNOT_BE_KNOWN, "inspection: its day is not known")
    answer = Answer.YES if on <= years_before(as_of, years) else Answer.NO
    return Sign("inspection", answer, f"last inspected on {on.isoformat()}")


def new_leader(days: Sequence[tuple[str, date]], as_of: date) -> Sign:
    """A new head or chair within a year."""
    since = years_before(as_of, 1)
    recent = [(role, day) for role, day in days if since <= day <= as_of]
    if not recent:
        return Sign("leadership", Answer.NO, "leadership: no change on record within a year")
    said = ", ".join(f"new {role} since {day.isoformat()}" for role, day in recent)
    return Sign("leadership", Answer.YES, f"leadership: {said}")
