"""Cohorts: groups of schools that go through a programme, each under its own policy."""

from datetime import date
from pathlib import Path
from typing import Any

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.intake.policy_file import check_policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import (
    POLICY,
    chosen,
    cohort_in_use,
    policy_name,
)
from bleadchallenge.store.tables import Cohort
from bleadchallenge.usecases.ledger.maintenance import keep_policy, policy_text
from bleadchallenge.usecases.request import Column, Listing, Receipt, Request, policy_of

COLUMNS = (
    Column("code", "code"),
    Column("name", "name"),
    Column("policy", "policy"),
    Column("from_day", "from"),
    Column("to_day", "to"),
    Column("selected", "selected"),
    Column("reserve", "reserve", rank=1),
    Column("candidate", "candidates", rank=1),
)


def add(
    asked: Request, code: str, name: str, days: tuple[date | None, date | None], policy: Path | None
) -> Receipt:
    """Record a cohort, with a policy of its own where one is given."""
    first, last = days
    if not code.strip() or not name.strip():
        raise DataError("a cohort has a code and a name", fix='cohort add T2 "Second tranche"')
    if first and last and last < first:
        raise DataError(
            f"the cohort would end on {last} before it begins on {first}",
            fix="give --from before --to",
        )
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


def list_cohorts(asked: Request) -> Listing:
    """Every cohort, the first at the head, with how many schools stand where."""
    with asked.reading() as reader:
        known = reader.all(Cohort)
        without = cohort_in_use(reader) == "" or not known
        every = [None, *known] if without else known
        rows = tuple(_row(reader, cohort) for cohort in every)
        return Listing("cohort", asked.as_of, reader.change, COLUMNS, rows)


def _row(reader: Reader, cohort: Cohort | None) -> dict[str, Any]:
    reader = reader.of_cohort(cohort.code if cohort else "")
    policy = policy_of(reader)
    states = [each.state for each in chosen(reader)]
    return {
        "code": cohort.code if cohort else None,
        "name": cohort.name if cohort else policy.title,
        "policy": policy.name,
        "from_day": (cohort.from_day if cohort else None) or policy.terms[0].starts,
        "to_day": (cohort.to_day if cohort else None) or policy.terms[-1].ends,
        **{state.value: states.count(state.value) for state in SelectionState},
    }
