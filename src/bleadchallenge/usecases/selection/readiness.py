"""Readiness: what stands, and what does not, before a school of a cohort can begin."""

from bleadchallenge.domain.choices import Role, SelectionState
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.selection.readiness import REQUIREMENTS, Preparation, missing
from bleadchallenge.domain.years import previous
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results import similarity as alike
from bleadchallenge.store.results.inspections import inspections
from bleadchallenge.store.results.year_results import result_set
from bleadchallenge.store.schools.cohorts import chosen
from bleadchallenge.store.selection import evidence_of
from bleadchallenge.store.tables import Alliance, Person
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.results.analysis import RWM
from bleadchallenge.usecases.support.matching import case_of


@row
class ReadinessRow:
    """What stands of a school before it can begin, and what does not."""

    urn: str = column("URN", rank=1, place=1)
    name: str = column("school")
    state: str | None
    ready: bool
    stands: str
    missing: tuple[str, ...] = column("not yet")
    next: str | None = column(hidden=True)


@row
class ReadinessScope:
    """The cohort that is looked at; ``null`` for the first."""

    cohort: str | None


_OUT = (SelectionState.DECLINED,)


def readiness(asked: Request, school: str | None) -> Listing[ReadinessRow]:
    """What stands of a school, or of every school of the cohort that was not declined."""
    with asked.reading() as reader:
        states = {each.urn: each for each in chosen(reader) if each.state not in _OUT}
        if school:
            found = find_school(reader, school)
            names = {found.urn: found.name}
        else:
            names = {urn: each.name for urn, each in states.items()}
        prepared = _prepared(reader, policy_of(reader), asked, set(names))
        rows = [
            _row(urn, name, states[urn].state if urn in states else None, prepared[urn])
            for urn, name in names.items()
        ]
        rows.sort(key=lambda each: (each.name, each.urn))
        ready = sum(each.ready for each in rows)
        note = f"{ready} of {len(rows)} schools are ready to begin"
        scope = ReadinessScope(reader.cohort_in_use or None)
        return Listing(
            "cohort-readiness",
            asked.as_of,
            reader.change,
            ReadinessRow,
            tuple(rows),
            (note,),
            scope,
        )


def _row(urn: str, name: str, state: str | None, found: Preparation) -> ReadinessRow:
    lacking = missing(found)
    return ReadinessRow(
        urn=urn,
        name=name,
        state=state,
        ready=not lacking,
        stands=f"{len(REQUIREMENTS) - len(lacking)} of {len(REQUIREMENTS)}",
        missing=tuple(each.words for each in lacking),
        next=f"bleadchallenge {lacking[0].how.format(school=urn)}" if lacking else None,
    )


def _prepared(
    reader: Reader, policy: Policy, asked: Request, urns: set[str]
) -> dict[str, Preparation]:
    """What stands of several schools; the files are opened once for all."""
    year = resolve_year(reader, None)
    opened = result_set(reader, [previous(year), year], urns=urns)
    graded = inspections(reader, asked.as_of, policy_of(reader).publication)
    whole = {
        each.urn
        for line in alike.schools_of(reader, year)
        if not (each := alike.likeness(line)).missing
    }
    team = _team_can_be_named(reader, policy)
    found = {}
    for urn in urns:
        gate = evidence_of(reader, urn, asked.as_of)
        outcomes = [opened.of(urn, each) for each in (previous(year), year)]
        found[urn] = Preparation(
            results_known=all(each and each.value(RWM) is not None for each in outcomes),
            inspection_known=urn in graded,
            family_can_be_drawn=urn in whole,
            discussed=gate.rsc_discussed,
            selected=gate.selected,
            head_signed=gate.head_signed,
            chair_signed=gate.chair_signed,
            alliance_has_room=gate.alliance_assigned or _has_room(reader, policy, urn, asked),
            team_can_be_named=team,
        )
    return found


def _has_room(reader: Reader, policy: Policy, urn: str, asked: Request) -> bool:
    cases = (case_of(reader, policy, each, urn, asked.as_of) for each in reader.all(Alliance))
    return any(case.has_room and not case.conflicts for case in cases)


def _team_can_be_named(reader: Reader, policy: Policy) -> bool:
    roles = [person.role for person in reader.all(Person)]
    leaders = roles.count(Role.SYSTEM_LEADER.value)
    return Role.HMI.value in roles and leaders >= policy.reviews.team_size - 1
