"""Several indicators promised at once: the starter set, and whatever is named beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.definitions import describe
from bleadchallenge.domain.policy_kpi_templates import Template
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.units import share
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.kpis import promise_of
from bleadchallenge.store.tables import Kpi
from bleadchallenge.usecases.kpis.definitions import KpiInput, add_kpi, templates
from bleadchallenge.usecases.lookup.names import NamedRecord, resolve_name
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Receipt, Request


@dataclass(frozen=True, slots=True)
class StarterInput:
    """Indicators as they are typed, such as ``RWM=44,T2=48,T3=52``; ``RWM`` alone has no figure.

    ``baseline_on`` is the day of every baseline among them; ``only_named`` leaves out the
    starter set.
    """

    typed: Sequence[str]
    baseline_on: date
    only_named: bool = False


def start(asked: Request, school: str, given: StarterInput) -> Receipt:
    """Promise the starter set, with the baselines and targets that are given."""
    with asked.writing() as writer:
        found, known = find_programme_school(writer, school), templates(writer)
        named = dict(_named(text, known, given.baseline_on) for text in given.typed)
        unasked = () if given.only_named else _starters(writer, found, known)
        wanted = {**dict.fromkeys(unasked, KpiInput()), **named}
        if not wanted:
            raise DataError(
                f"{found.name} has every indicator of the starter set",
                fix=f"bleadchallenge kpi list {found.urn}",
            )
        kept = [
            add_kpi(writer, found, code, KpiInput(said.values, said.targets, code), asked.as_of)
            for code, said in wanted.items()
        ]
        lines = tuple(
            f"{found}: {kpi.code}: {describe(promise_of(writer, kpi))}" for kpi, _ in kept
        )
    step = f"bleadchallenge kpi target {found.urn} CODE T2=N T3=N"
    notes = tuple(note for _, each in kept for note in each)
    return Receipt(writer.seq_written, lines, (step,), asked.dry_run, notes)


def _starters(reader: Reader, school: School, known: dict[str, Template]) -> list[str]:
    """The codes of the starter set that the school does not have yet."""
    has = {kpi.code for kpi in reader.where(Kpi, urn=school.urn)}
    return [code for code, each in known.items() if each.starter and code not in has]


def _named(text: str, known: dict[str, Template], baseline_on: date) -> tuple[str, KpiInput]:
    """The template's code, and what is given with it."""
    first, *targets = (part.strip() for part in text.split(","))
    said, sign, baseline = first.partition("=")
    named = [NamedRecord(code, template.name) for code, template in known.items()]
    template = known[resolve_name("template", said, named)]
    if not sign:
        return template.code, KpiInput({}, targets)
    counted = share(baseline, template.unit, f"baseline of {template.code}")
    values = {"baseline": counted[0] if counted else baseline, "baseline_on": baseline_on}
    return template.code, KpiInput(values, targets)
