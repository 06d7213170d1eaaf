"""Which cohort is looked at: its schools, and the policy it runs under.

The first cohort has no code: a store of one programme need not know of cohorts.
"""

from collections.abc import Iterable
from typing import TypeVar

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.tables import Cohort, PolicyText, Selection

F = TypeVar("F", bound=Fact)
_SCHOOL_COLUMNS = ("urn", "subject", "from_school")
POLICY = "policy"
"""The name of the first cohort's policy; others are kept as ``policy/CODE``."""


def require_cohort(reader: Reader) -> None:
    """Raise ``DataError`` where the cohort that is looked at is not on record."""
    code = reader.cohort
    if code and reader.get(Cohort, code=code) is None:
        known = ", ".join(cohort.code for cohort in reader.all(Cohort)) or "none"
        raise DataError(
            f"no cohort is known as {code!r}",
            why=f"cohorts on record: {known}; the first has no code",
            fix=f'bleadchallenge cohort add {code} "NAME" --from DATE',
        )


def cohort_in_use(reader: Reader) -> str:
    """The code of the cohort that is looked at; without one asked for, the first's."""
    return reader.cohort or _first(reader)


def _first(reader: Reader) -> str:
    """The cohort without a code, unless every school on record is of one that has a code."""
    codes = {each.cohort for each in reader.where(Selection)}
    if not codes or "" in codes:
        return ""
    known = [each for each in reader.where(Cohort) if each.code in codes]
    return min(known, key=lambda each: each.since).code if known else min(codes)


def chosen(reader: Reader) -> list[Selection]:
    """Everything on record of the choosing of the cohort that is looked at."""
    code = cohort_in_use(reader)
    return [each for each in reader.where(Selection) if each.cohort == code]


def selected(reader: Reader) -> list[Selection]:
    """The selected schools of the cohort that is looked at."""
    return [each for each in chosen(reader) if each.state == SelectionState.SELECTED]


def schools_of_other_cohorts(reader: Reader) -> set[str]:
    """The schools that were selected for another cohort than the one that is looked at."""
    code = cohort_in_use(reader)
    those = reader.where(Selection, state=SelectionState.SELECTED.value)
    return {each.urn for each in those if each.cohort != code}


def of_cohort(reader: Reader, facts: Iterable[F]) -> list[F]:
    """Facts, without those about schools of another cohort than the one in use.

    What speaks of an alliance, a person or the programme belongs to every cohort.
    """
    code, others = cohort_in_use(reader), schools_of_other_cohorts(reader)
    return [
        fact
        for fact in facts
        if getattr(fact, "cohort", code) == code
        and not others & {getattr(fact, name, "") for name in _SCHOOL_COLUMNS}
    ]


def policy_of_cohort(reader: Reader) -> PolicyText | None:
    """The policy of the cohort that is looked at: its own, else the first's."""
    code = cohort_in_use(reader)
    cohort = next(iter(reader.where(Cohort, code=code)), None) if code else None
    own = reader.get(PolicyText, name=cohort.policy) if cohort else None
    return own or reader.get(PolicyText, name=POLICY) or reader.first(PolicyText)


def policy_name(code: str) -> str:
    """The name under which the policy of a cohort is kept."""
    return f"{POLICY}/{code}" if code else POLICY
