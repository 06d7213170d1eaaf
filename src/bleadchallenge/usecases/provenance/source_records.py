"""Explains cells of imported rows other than results."""

from datetime import date

from bleadchallenge.domain.provenance.refs import Ref, RefKind
from bleadchallenge.domain.provenance.tree import Provenance, of_line, of_outcome
from bleadchallenge.domain.results.context import shown_cell, surrounding_of
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.results.year_results import OutcomeSeries
from bleadchallenge.domain.years import label
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.context import row_of
from bleadchallenge.store.results.inspections import inspections
from bleadchallenge.usecases.request import policy_of

KINDS = frozenset({RefKind.ROW})
_NO_YEAR = "-"


def explain_record(reader: Reader, named: Ref, as_of: date) -> Provenance:
    """A cell of a published row that is no result."""
    kind, year, urn, column = named.parts
    line = _line(reader, kind, year, urn, as_of)
    if line is None:
        return Provenance(str(named), None, f"no row of {urn} is in a file of kind {kind}")
    of_year = f", {label(year)}" if year != _NO_YEAR else ""
    words = f"{kind} of {urn}{of_year}: {column}"
    if kind == "ks2" and line.has(column):
        return of_outcome(str(named), OutcomeSeries(year, line), column, words)
    asked = surrounding_of(kind, column)
    cell = shown_cell(line, asked) if asked else None
    return of_line(str(named), line, column, words, cell)


def _line(reader: Reader, kind: str, year: str, urn: str, as_of: date) -> SourceLine | None:
    if kind == "ofsted":
        inspected = inspections(reader, as_of, policy_of(reader).publication).get(urn)
        return inspected.line if inspected else None
    if year == _NO_YEAR:
        return next(iter(published_files.lines(reader, kind, urns=[urn])), None)
    return row_of(reader, kind, year, urn)
