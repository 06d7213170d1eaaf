"""The panel that may leave the office: no school can be told, and the effect can be re-made."""

import csv
import io
import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bleadchallenge.analysis.evaluation import alike
from bleadchallenge.domain.errors import CannotCreateError, DataError
from bleadchallenge.domain.evaluation.effects import MatchedDifference
from bleadchallenge.domain.evaluation.panel import (
    COMPARISON,
    PROGRAMME,
    PanelRow,
    is_anonymous,
    least_similar,
)
from bleadchallenge.packs.folder import staged_folder
from bleadchallenge.packs.value import Audience
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.support.support_received import support_received
from bleadchallenge.store.tables import PanelCode
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.panel_notes import INPUTS, about
from bleadchallenge.usecases.request import Receipt, Request

_CODE_BYTES = 4


def export(asked: Request, wanted: EvaluationOptions, folder: Path) -> Receipt:
    """Write the panel and what it holds; new schools get their random codes as one change."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotCreateError(f"the folder {folder} is not empty", fix="give a new folder")
    with ExitStack() as stack:
        with asked.writing() as writer:
            found = open_evaluation(writer, wanted)
            codes = _codes(writer, _schools_in(found))
            lines = _lines(writer, found, codes, asked)
            _require_anonymous(lines, found)
            last = writer.number if writer.has_changed else writer.number - 1
            files = _files(lines, found, asked, last)
            place = stack.enter_context(staged_folder(folder.parent, folder.name, files))
        paths = () if asked.dry_run else place()
    least = least_similar(lines)
    said = f"{len(lines)} schools in the panel ({Audience.PANEL}); each line is that of {least}"
    return Receipt(
        writer.seq_written,
        (said, *(f"  {path}" for path in paths)),
        dry_run=asked.dry_run,
        only_read=writer.seq_written is None,
    )


def _schools_in(found: EvaluationContext) -> list[str]:
    """Every school of the panel: those compared and those of their matched sets."""
    schools = found.study.schools(found.span, found.name)
    return sorted(
        {each.own.urn for each in schools} | {c.urn for each in schools for c in each.matched}
    )


def _codes(writer: Writer, urns: Sequence[str]) -> Mapping[str, str]:
    known = {each.urn: each.code for each in writer.all(PanelCode)}
    taken = set(known.values())
    for urn in urns:
        if urn not in known:
            known[urn] = _new_code(taken)
            taken.add(known[urn])
            writer.add(PanelCode(urn=urn, code=known[urn]))
    return known


def _new_code(taken: set[str]) -> str:
    code = f"S{secrets.token_hex(_CODE_BYTES)}"
    while code in taken:
        code = f"S{secrets.token_hex(_CODE_BYTES)}"
    return code


def _lines(
    reader: Reader, found: EvaluationContext, codes: Mapping[str, str], asked: Request
) -> list[PanelRow]:
    besides = {each.own.urn: each for each in found.study.schools(found.span, found.name)}
    own = [
        _line(found, codes, each.own.urn, PROGRAMME, _of_programme(reader, found, each, asked))
        for each in besides.values()
    ]
    nothing: dict[str, float | None] = {"matched_change": None, "support_days": None}
    others = [
        _line(found, codes, urn, COMPARISON, nothing)
        for urn in _schools_in(found)
        if urn not in besides
    ]
    least = found.study.policy.evaluation.alike_at_least
    for part in (own, others):
        if len(part) < least:
            raise DataError(
                f"only {len(part)} schools of a part can be compared",
                why=f"a panel may leave the office only where {least} schools at least are alike",
                fix="import more results, or change alike_at_least in the policy",
            )
    made = [line for part in (own, others) for line in is_anonymous(part, _groups(part, least))]
    return sorted(made, key=lambda line: line.code)


def _of_programme(
    reader: Reader, found: EvaluationContext, beside: MatchedDifference, asked: Request
) -> dict[str, float | None]:
    had = support_received(reader, found.study.policy, beside.own.urn, asked.as_of)
    return {"matched_change": beside.expected, "support_days": had.support_days}


def _line(
    found: EvaluationContext,
    codes: Mapping[str, str],
    urn: str,
    part: str,
    more: Mapping[str, float | None],
) -> PanelRow:
    study = found.study
    figures: dict[str, float | None] = {name: study.likenesses[urn].inputs[name] for name in INPUTS}
    figures |= {
        f"{found.name}_{year}": study.value(urn, year, found.name)[0] for year in found.span.years
    }
    return PanelRow(codes[urn], part, {**figures, **more})


def _groups(lines: Sequence[PanelRow], least: int) -> list[int]:
    """Groups of lines alike in everything that is known of all, each figure on the same scale."""
    names = [n for n in lines[0].figures if all(line.figures[n] is not None for line in lines)]
    return alike([[line.figures[name] or 0.0 for name in names] for line in lines], least)


def _require_anonymous(lines: Sequence[PanelRow], found: EvaluationContext) -> None:
    least = found.study.policy.evaluation.alike_at_least
    if least_similar(lines) < least:
        raise DataError(
            "the panel would let a school be told",
            why=f"fewer than {least} of its lines say the same",
            fix="raise alike_at_least in the policy, or compare more schools",
        )


def _files(
    lines: Sequence[PanelRow], found: EvaluationContext, asked: Request, change: int
) -> Mapping[str, bytes]:
    return {
        "panel.csv": _csv(lines).encode(),
        "about.md": about(lines, found, asked, change).encode(),
    }


def _csv(lines: Sequence[PanelRow]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(lines[0].figures)
    writer.writerow(["mark", "code", "part", *names])
    for line in lines:
        cells = ("" if line.figures[name] is None else line.figures[name] for name in names)
        writer.writerow([Audience.PANEL.value, line.code, line.part, *cells])
    return out.getvalue()
