"""Questions about what makes schools alike: the inputs of every school of a year."""

import math
from collections.abc import Collection

from sqlmodel import col, func, select

from bleadchallenge.domain.choices import FamilyInput, Level
from bleadchallenge.domain.results.figure_names import is_small
from bleadchallenge.domain.results.similarity import METRES_A_MILE, Similarity, group_of, mobility
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import SourceRow

_SPECIAL = "2"
_INPUTS = {
    FamilyInput.PRIOR_ATTAINMENT: "TKS1AVERAGE",
    FamilyInput.DISADVANTAGE: "PTFSM6CLA1A",
    FamilyInput.ENGLISH_ADDITIONAL: "PTEALGRP2",
    FamilyInput.MOBILITY: "PTMOBN",
}
_INPUT_COLUMNS = (*_INPUTS.values(), "AGERANGE", "RECTYPE", "TELIG")
SHARES = {"low": "PTKS1GROUP_L", "middle": "PTKS1GROUP_M", "high": "PTKS1GROUP_H"}
REACHED = {"low": "PTRWM_EXP_L", "middle": "PTRWM_EXP_M", "high": "PTRWM_EXP_H"}


def schools_of(reader: Reader, year: str) -> list[SourceLine]:
    """Every school's row of a year's table, in the order of URNs."""
    lines = published_files.lines(reader, "ks2", year, level=Level.SCHOOL)
    return sorted(lines, key=lambda line: line.urn)


def inputs_of(
    reader: Reader,
    year: str,
    *,
    urns: Collection[str] | None = None,
    la: Collection[str] | None = None,
) -> dict[str, tuple[str, Similarity]]:
    """The authority and the inputs of some schools, or of all, in a year's table, by URN."""
    lines = published_files.lines(
        reader, "ks2", year, urns=urns, la=la, level=Level.SCHOOL, only=_INPUT_COLUMNS
    )
    return {line.urn: (line.la, likeness(line)) for line in sorted(lines, key=lambda x: x.urn)}


def schools_by_authority(reader: Reader, year: str) -> dict[str, int]:
    """About how many schools each authority has in a year's table."""
    numbers = [source.number for source in published_files.sources(reader, "ks2", year)]
    counted = select(SourceRow.la, func.count()).where(col(SourceRow.source).in_(numbers))
    found = reader.session.exec(counted.group_by(col(SourceRow.la)).order_by(col(SourceRow.la)))
    return {la: count for la, count in found if la}


def likeness(line: SourceLine) -> Similarity:
    """A school's inputs, its phase and its type; of few pupils the inputs are hidden too."""
    inputs: dict[str, float | None] = {
        name: _input(line, column) for name, column in _INPUTS.items()
    }
    inputs[FamilyInput.MOBILITY] = mobility(inputs[FamilyInput.MOBILITY])
    group = group_of(line.text("AGERANGE"), special=is_special(line))
    return Similarity(line.urn, group, inputs)


def is_special(line: SourceLine) -> bool:
    """Whether a row of a table of results is of a special school."""
    return line.text("RECTYPE") == _SPECIAL


def shares(line: SourceLine) -> dict[str, float | None]:
    """The shares of low, middle and high prior attainers, in percent."""
    return {group: _input(line, column) for group, column in SHARES.items()}


def _input(line: SourceLine, column: str) -> float | None:
    return None if is_small(line) else line.cell(column).value


def national_by_group(reader: Reader, year: str) -> dict[str, float | None]:
    """What low, middle and high prior attainers reached nationally, in percent."""
    for level in (Level.NATIONAL, Level.NATIONAL_STATE):
        for line in published_files.lines(reader, "ks2", year, level=level):
            found = {group: line.cell(column).value for group, column in REACHED.items()}
            if None not in found.values():
                return found
    return dict.fromkeys(REACHED)


def published_families(reader: Reader) -> dict[str, dict[str, str]]:
    """The published families that are in: by year, each school's family by its URN."""
    found: dict[str, dict[str, str]] = {}
    for line in published_files.lines(reader, "families", level=Level.SCHOOL):
        found.setdefault(line.source.year, {})[line.urn] = line.text("FAMILY")
    return found


def miles_between(reader: Reader, urn: str, others: list[str]) -> dict[str, float]:
    """The miles from a school to others, where the search download gives both their places."""
    places = {
        line.urn: (line.cell("EASTING").value, line.cell("NORTHING").value)
        for line in published_files.lines(reader, "gias", urns=[urn, *others])
    }
    here = places.get(urn)
    if here is None or here[0] is None or here[1] is None:
        return {}
    return {
        other: math.hypot(place[0] - here[0], place[1] - here[1]) / METRES_A_MILE
        for other, place in places.items()
        if place[0] is not None and place[1] is not None and other != urn
    }
