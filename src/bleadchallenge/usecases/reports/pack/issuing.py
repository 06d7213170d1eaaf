"""Issuing a pack: made from a change, numbered, written, and made again to the byte."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.render import rendered
from bleadchallenge.store import reports
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.tables import Pack
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.reports.pack import isg
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.scrutiny import meetings

KIND = "isg-pack"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which pack: its number, its meeting, and the change it is made from.

    ``replaces`` is the number of the pack that the meeting had before.
    """

    number: int
    meeting: date
    known_at: int
    issued: bool
    digest: str = ""
    replaces: int | None = None

    def differs(self, other: "Edition") -> bool:
        """Whether another run has issued a pack since, so that this one would be another."""
        return (self.number, self.issued) != (other.number, other.issued)


def isg_pack(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write the pack of a meeting, and issue it unless it is a draft.

    The same meeting from the same facts is the same pack: it keeps its number,
    and nothing is recorded twice. A meeting has one pack; after changes another is
    issued only with the reason, and says which it replaces. Raises ``DataError``
    without it, for a day on which the group does not meet, or for a number that was
    not issued.
    """
    with asked.reading() as reader:
        edition = _edition(reader, asked, wanted)
        _require_reason(asked, wanted, edition)
    with known(asked, edition.known_at) as reader:
        policy = policy_of(reader)
        value = isg.build(reader, policy, edition.meeting, edition.number, edition.replaces)
        missing = isg.missing(reader, policy_of(reader), edition.meeting)
    if asked.dry_run:
        return Receipt(None, (f"pack {edition.number} for {edition.meeting}",), dry_run=True)
    digest = digest_of(value)
    with rendered(value, wanted.out, wanted.forms, wanted.templates, digest) as place:
        if edition.issued or wanted.draft or asked.as_known:
            return _receipt(None, edition, missing, digest, place())
        with asked.writing() as writer:
            is_meanwhile_another = _edition(_before(writer), asked, wanted).differs(edition)
            if not is_meanwhile_another:
                writer.add(_fact(edition, digest))
        if not is_meanwhile_another:
            return _receipt(writer.seq_written, edition, missing, digest, place())
    return isg_pack(asked, wanted)


def _require_reason(asked: Request, wanted: ReportOptions, edition: Edition) -> None:
    """Raise ``DataError`` where a second pack of a meeting would be issued without the reason."""
    only_written = edition.issued or wanted.draft or bool(asked.as_known)
    if only_written or edition.replaces is None or asked.reason.strip():
        return
    raise DataError(
        f"the meeting of {edition.meeting} has its pack, number {edition.replaces}",
        why=f"the programme has changed since it was issued; another would be made from "
        f"change {edition.known_at}",
        fix=f"--number {edition.replaces} makes it again as it was issued; to issue another in "
        'its place, add --reason "..."',
    )


def _before(writer: Writer) -> Reader:
    """The store as it was before the change that is being written."""
    return writer.at_change(writer.number - 1, writer.day)


def issued_edition(asked: Request, wanted: ReportOptions) -> Edition | None:
    """An issued pack by its number or its meeting, or the last one up to the day."""
    with asked.reading() as reader:
        if wanted.number is not None:
            return edition_of(reader, wanted.number)
        on = wanted.meeting or asked.as_of
        issued = [pack for pack in reports.issued(reader, KIND) if pack.made_on <= on]
        if wanted.meeting is not None:
            issued = [pack for pack in issued if pack.made_on == on]
    last = issued[-1] if issued else None
    if last is None:
        return None
    return Edition(last.number, last.made_on, last.known_at, issued=True, digest=last.digest)


def _edition(reader: Reader, asked: Request, wanted: ReportOptions) -> Edition:
    if wanted.number is not None:
        return edition_of(reader, wanted.number)
    meeting = _meeting(reader, asked, wanted)
    meetings.require_meeting(reader, policy_of(reader), meeting)
    reader = reader.on_day(meeting)
    programme = reports.last_change_of_programme(reader)
    for pack in reversed(_of_meeting(reader, meeting)):
        if pack.known_at >= programme:
            return edition_of(reader, pack.number)
    replaced = [pack.number for pack in _of_meeting(reader, meeting)]
    return Edition(
        reports.next_number(reader),
        meeting,
        reports.change_behind(reader),
        issued=False,
        replaces=replaced[-1] if replaced else None,
    )


def _of_meeting(reader: Reader, meeting: date) -> list[Pack]:
    """The packs that were issued for a meeting, in order."""
    every = reports.issued(reader, KIND)
    return [pack for pack in every if pack.subject == meeting.isoformat()]


def edition_of(reader: Reader, number: int) -> Edition:
    """The pack of a number as it was issued; raises ``DataError`` where there is none."""
    pack = reports.of_number(reader, number)
    if pack is None:
        raise DataError(
            f"no pack of number {number} was issued",
            fix="bleadchallenge history shows what was issued and when",
        )
    meeting = date.fromisoformat(pack.subject)
    before = [each.number for each in _of_meeting(reader, meeting) if each.number < number]
    replaced = before[-1] if before else None
    return Edition(
        number, meeting, pack.known_at, issued=True, digest=pack.digest, replaces=replaced
    )


def _meeting(reader: Reader, asked: Request, wanted: ReportOptions) -> date:
    if wanted.meeting is not None:
        return wanted.meeting
    if not wanted.coming:
        raise UsageError("say for which meeting", fix="--meeting DATE, or --next")
    coming = meetings.next_meeting(reader, policy_of(reader), asked.as_of)
    if coming is None:
        raise DataError(
            "no meeting is to come",
            why="the programme's last meeting is past",
            fix="--meeting DATE for one that was held",
        )
    return coming


@contextmanager
def known(asked: Request, seq: int) -> Iterator[Reader]:
    """The store as it was known at a change."""
    with replace(asked, as_known=str(seq)).reading() as reader:
        yield reader


def _fact(edition: Edition, digest: str) -> Pack:
    return Pack(
        number=edition.number,
        kind=KIND,
        subject=edition.meeting.isoformat(),
        made_on=edition.meeting,
        known_at=edition.known_at,
        digest=digest,
    )


def _receipt(
    change: int | None, edition: Edition, missing: list[str], digest: str, paths: Iterable[Path]
) -> Receipt:
    made = f"made from change {edition.known_at}, digest {digest[:12]}"
    said = (
        f"pack {edition.number} for the meeting of {edition.meeting}, {made}{_instead(edition)}",
        *_path_lines([str(path) for path in paths]),
        *(f"missing: {what}" for what in missing),
    )
    notes: tuple[str, ...] = ()
    if edition.digest and edition.digest != digest:
        notes = ("what it says is not what was issued: another version of the program made that",)
    return Receipt(change, said, found=bool(missing), notes=notes)


def _instead(edition: Edition) -> str:
    return f", replaces pack {edition.replaces}" if edition.replaces else ""


def _path_lines(paths: list[str]) -> list[str]:
    """The files people open, one a line, and how many charts there are."""
    charts = [path for path in paths if path.endswith(".svg")]
    lines = [f"  {path}" for path in paths if not path.endswith(".svg")]
    return [*lines, f"  and {len(charts)} charts of the Markdown"] if charts else lines
