"""Which cohort is looked at: its schools, and the policy it runs under.

The first cohort has no code: a store of one programme need not know of cohorts.
"""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact, OfCohort
from bleadchallenge.store.tables import Cohort, PolicyText, Selection, table_named

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


def chosen(reader: Reader) -> list[Selection]:
    """Everything on record of the choosing of the cohort that is looked at."""
    code = reader.cohort_in_use
    return [each for each in reader.where(Selection) if each.cohort == code]


def selected(reader: Reader) -> list[Selection]:
    """The selected schools of the cohort that is looked at."""
    return [each for each in chosen(reader) if each.state == SelectionState.SELECTED]


def schools_of_other_cohorts(reader: Reader) -> set[str]:
    """The schools that were selected for another cohort than the one that is looked at."""
    code = reader.cohort_in_use
    those = reader.where(Selection, state=SelectionState.SELECTED.value)
    return {each.urn for each in those if each.cohort != code}


def of_cohort(reader: Reader, facts: Iterable[F]) -> list[F]:
    """Facts, without those about schools of another cohort than the one in use.

    Nor without those that are another cohort's own, or name what is: an answer goes
    with its advice. What speaks of an alliance or a person belongs to every cohort.
    """
    others = schools_of_other_cohorts(reader)
    return [
        fact
        for fact in facts
        if _is_own(reader, fact)
        and not others & {getattr(fact, name, "") for name in _SCHOOL_COLUMNS}
        and _names_own(reader, fact)
    ]


def _is_own(reader: Reader, fact: Fact) -> bool:
    if isinstance(fact, OfCohort):
        return fact.cohort is None or fact.cohort in reader.own_cohorts
    return getattr(fact, "cohort", reader.cohort_in_use) == reader.cohort_in_use


def _names_own(reader: Reader, fact: Fact) -> bool:
    """Whether what a fact names is the cohort's, where it is of one cohort."""
    named = _names_of_cohort(type(fact))
    return all(reader.where(kind, **{key: getattr(fact, column)}) for column, kind, key in named)


@cache
def _names_of_cohort(kind: type[Fact]) -> tuple[tuple[str, type[Fact], str], ...]:
    """The columns of a kind that name a record of one cohort: column, table, column there."""
    named = ((column, table_named(table), key) for column, (table, key) in kind.REFERS.items())
    return tuple(each for each in named if issubclass(each[1], OfCohort))


def policy_of_cohort(reader: Reader) -> PolicyText | None:
    """The policy of the cohort that is looked at: its own, else the first's."""
    code = reader.cohort_in_use
    cohort = next(iter(reader.where(Cohort, code=code)), None) if code else None
    own = reader.get(PolicyText, name=cohort.policy) if cohort else None
    return own or reader.get(PolicyText, name=POLICY) or reader.first(PolicyText)


def policy_name(code: str) -> str:
    """The name under which the policy of a cohort is kept."""
    return f"{POLICY}/{code}" if code else POLICY
