"""Cohorts: groups of schools that go through a programme, each under its own policy."""

from collections import Counter
from datetime import date
from pathlib import Path

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.intake.policy_file import check_policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import (
    POLICY,
    chosen,
    policy_name,
)
from bleadchallenge.store.tables import Cohort
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.policies import keep_policy, policy_text
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class CohortRow:
    """A cohort, and how many schools stand where in its choosing."""

    code: str | None
    name: str
    policy: str
    from_day: date = column("from")
    to_day: date = column("to")
    candidate: int = column("candidates", rank=1, place=1)
    selected: int
    reserve: int = column(rank=1)
    declined: int = column(hidden=True)


def add(
    asked: Request, code: str, name: str, days: tuple[date | None, date | None], policy: Path | None
) -> Receipt:
    """Record a cohort, with a policy of its own where one is given."""
    first, last = days
    if not code.strip() or not name.strip():
        raise DataError("a cohort has a code and a name", fix='cohort add T2 "Second tranche"')
    text = policy_text(policy) if policy else None
    rules = None if text is None else check_policy(text, str(policy))
    with asked.writing() as writer:
        writer.add(
            Cohort(
                code=code.strip(),
                name=name.strip(),
                policy=policy_name(code.strip()) if rules else POLICY,
                from_day=first or (rules.terms[0].starts if rules else None),
                to_day=last or (rules.terms[-1].ends if rules else None),
            )
        )
        if text is not None:
            keep_policy(writer, code.strip(), text)
    under = f"under {rules.name}" if rules else "under the policy of the first"
    return Receipt(
        writer.seq_written,
        (f"cohort {code.strip()}: {name.strip()}, {under}",),
        (f'bleadchallenge select SCHOOL candidate --cohort {code.strip()} --reason "..."',),
        asked.dry_run,
    )


def list_cohorts(asked: Request) -> Listing[CohortRow]:
    """Every cohort, the first at the head, with how many schools stand where."""
    with asked.reading() as reader:
        known = reader.all(Cohort)
        without = reader.cohort_in_use == "" or not known
        every = [None, *known] if without else known
        rows = tuple(_row(reader, cohort) for cohort in every)
        return Listing("cohort", asked.as_of, reader.change, CohortRow, rows)


def _row(reader: Reader, cohort: Cohort | None) -> CohortRow:
    reader = reader.of_cohort(cohort.code if cohort else "")
    policy = policy_of(reader)
    states = Counter(each.state for each in chosen(reader))
    return CohortRow(
        code=cohort.code if cohort else None,
        name=cohort.name if cohort else policy.title,
        policy=policy.name,
        from_day=(cohort.from_day if cohort else None) or policy.terms[0].starts,
        to_day=(cohort.to_day if cohort else None) or policy.terms[-1].ends,
        candidate=states[SelectionState.CANDIDATE],
        selected=states[SelectionState.SELECTED],
        reserve=states[SelectionState.RESERVE],
        declined=states[SelectionState.DECLINED],
    )
