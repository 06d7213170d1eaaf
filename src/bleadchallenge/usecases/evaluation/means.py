"""The means that may leave the office, with what they say and what may be done with them."""

import csv
import io
from pathlib import Path

from bleadchallenge.domain.errors import CannotCreateError, DataError
from bleadchallenge.domain.evaluation.adjusted import ADJUSTED, Unit
from bleadchallenge.domain.evaluation.means import Means, means_of, stand_ins
from bleadchallenge.domain.years import label
from bleadchallenge.packs.folder import write_files
from bleadchallenge.packs.value import Audience
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.results.school_figures import WORDS

PROGRAMME, COMPARISON = "programme", "comparison"
_FILES = ("means.csv", "about.md")
_DONE = (
    "Means over all schools of a part, in whole points. No line is of one school or of a few. "
    "Before this was written, it was tried for each school of the programme whether at least "
    "{least} others could take its place and nothing here would change: so it is for all of them."
)
_DO_NOT = (
    "This is no panel of schools: nothing about one school can be worked out from it. Do not put "
    "it beside another of the same programme to work out what changed between the two."
)


def export(asked: Request, wanted: EvaluationOptions, folder: Path) -> Receipt:
    """Write the means and what they hold; refused where a school could be told from them."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotCreateError(f"the folder {folder} is not empty", fix="give a new folder")
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        lines = _lines(found)
        _require_hidden(found)
        about = _about(lines, found, asked, reader.change)
    paths: tuple[Path, ...] = ()
    if not asked.dry_run:
        texts = (_csv(lines, found), about)
        files = {name: text.encode() for name, text in zip(_FILES, texts, strict=True)}
        paths = write_files(folder.parent, folder.name, files)
    said = f"means over {lines[0].schools} schools and {lines[1].schools} others ({Audience.MEANS})"
    return Receipt(
        None, (said, *(f"  {path}" for path in paths)), dry_run=asked.dry_run, only_read=True
    )


def _units(found: EvaluationContext) -> tuple[list[Unit], list[Unit]]:
    study, span, name = found.study, found.span, found.name
    return study.units(span, name, study.programme), study.units(span, name, study.pool.outside)


def _lines(found: EvaluationContext) -> tuple[Means, Means]:
    own, others = _units(found)
    if not own or not others:
        raise DataError("no school can be compared", fix="bleadchallenge evaluate schools")
    return means_of(PROGRAMME, own), means_of(COMPARISON, others)


def _require_hidden(found: EvaluationContext) -> None:
    """Refuse where somebody with the published tables could tell a school of the programme."""
    own, others = _units(found)
    least = found.study.policy.evaluation.alike_at_least
    every = {each.urn: each for each in (*own, *others)}

    def tell(urns: frozenset[str]) -> tuple[float, ...]:
        means = means_of(PROGRAMME, [every[urn] for urn in sorted(urns)]).years
        rest = means_of(COMPARISON, [each for urn, each in every.items() if urn not in urns]).years
        return (*means, *rest)

    members = frozenset(each.urn for each in own)
    hidden = stand_ins(members, [each.urn for each in others], tell, least)
    told = sum(count < least for count in hidden.values())
    if told:
        raise DataError(
            "the means would let schools be told",
            why=f"{told} of {len(own)} schools could be replaced by fewer than {least} others "
            "without a change in what is said",
            fix="compare more schools: import the tables of more authorities",
        )


def _csv(lines: tuple[Means, ...], found: EvaluationContext) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    years = (f"{found.name}_{year}" for year in found.span.years)
    writer.writerow(["mark", "part", "schools", *years])
    for line in lines:
        writer.writerow([Audience.MEANS.value, line.part, line.schools, *line.years])
    return out.getvalue()


def _about(lines: tuple[Means, ...], found: EvaluationContext, asked: Request, change: int) -> str:
    policy = found.study.policy
    held = "\n".join(
        f"- `{found.name}_{year}`: {WORDS[found.name]}, {label(year)}, in whole points"
        for year in found.span.years
    )
    made = (
        f"Made {asked.as_of.isoformat()} from change {change}, policy {policy.name}: "
        f"{lines[0].schools} schools of the programme, and {lines[1].schools} others: "
        f"{found.study.pool.words}."
    )
    said = (
        f"# Means of an evaluation ({Audience.MEANS})",
        f"{policy.title}: {found.span.words}.",
        made,
        "## What it holds",
        held,
        "## What was done",
        _DONE.format(least=policy.evaluation.alike_at_least),
        "## What may be done with it",
        f"{_DO_NOT} The effect is worked out from schools, not from means: {ADJUSTED}.",
    )
    return "\n\n".join(said) + "\n"
