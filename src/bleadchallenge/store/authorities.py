"""Which authority a school belongs to, where the row about it does not say."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from bleadchallenge.domain.choices import Level
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import known_at
from bleadchallenge.store.tables import SourceFile, SourceRow

_KINDS = ("register", "gias", "ks2", "census", "absence")
"""Files that give a school's authority, the one that is believed first in front."""

BY_NUMBER = "the authority of the schools numbered around it"
NEIGHBOURS = 5
LAST_IN_RUNS = 128_000
"""URNs below this were first given out authority by authority, in runs."""


@dataclass(frozen=True, slots=True)
class LocatedSchool:
    """A school's authority, number and name, and where they were found."""

    la: str
    laestab: str = ""
    name: str = ""
    found_in: str = ""


def la_of(reader: Reader, urns: Collection[str]) -> dict[str, LocatedSchool]:
    """The authority of each school, looked up in the files that give it.

    A school of which no file in the store speaks, as one that closed before the
    register was drawn up, is taken for its authority where the five schools on
    either side of its number in the register are all of that authority: numbers
    were first given out in runs. In the register of 2016/17 this is right for
    99 schools of 100. Schools that cannot be told are left out.
    """
    known = _known(reader)
    runs = _Runs(known)
    found = {urn: known.get(urn) or runs.of(urn) for urn in urns}
    return {urn: located for urn, located in found.items() if located is not None}


def _known(reader: Reader) -> dict[str, LocatedSchool]:
    """Every school whose authority some file gives."""
    found: dict[str, LocatedSchool] = {}
    for file in _files(reader):
        query = select(SourceRow.urn, SourceRow.la, SourceRow.laestab, SourceRow.name).where(
            col(SourceRow.source) == file.number,
            col(SourceRow.level) == Level.SCHOOL.value,
            col(SourceRow.la) != "",
        )
        for urn, la, laestab, name in reader.session.exec(query.order_by(col(SourceRow.row))):
            if urn not in found:
                found[urn] = LocatedSchool(la, laestab, name, file.file)
    return found


def _files(reader: Reader) -> list[SourceFile]:
    """The files that give authorities: the most trusted kind first, then the latest."""
    query = select(SourceFile).where(
        known_at(SourceFile, reader.seq), col(SourceFile.kind).in_(_KINDS)
    )
    ordered = query.order_by(col(SourceFile.id))
    files = [file for file in reader.session.exec(ordered) if not file.mapping]
    return sorted(files, key=lambda file: (_KINDS.index(file.kind), -file.since))


class _Runs:
    """Authorities by the runs in which their schools were numbered."""

    def __init__(self, known: Mapping[str, LocatedSchool]) -> None:
        numbered = sorted((int(urn), found.la) for urn, found in known.items() if urn.isdecimal())
        self._urns = [urn for urn, _la in numbered]
        self._las = [la for _urn, la in numbered]

    def of(self, urn: str) -> LocatedSchool | None:
        """The authority in whose run a number stands; ``None`` where that is not clear."""
        if not urn.isdecimal() or int(urn) >= LAST_IN_RUNS:
            return None
        at = bisect_left(self._urns, int(urn))
        around = self._las[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS]
        if len(around) < 2 * NEIGHBOURS or len(set(around)) > 1:
            return None
        return LocatedSchool(around[0], found_in=BY_NUMBER)
