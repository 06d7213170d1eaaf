"""A school's or an alliance's own word, printed as it stands."""

from datetime import date

from bleadchallenge.store.engine.store import Writer
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.scrutiny.comments import comments_of
from bleadchallenge.store.tables import Comment
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.subjects import find_subject
from bleadchallenge.usecases.request import Receipt, Request


@row
class CommentRow:
    """A school's or an alliance's own word."""

    subject: str = column(hidden=True)
    name: str = column("who")
    on: date = column("day")
    by: str
    text: str = column("in their own words")


def comment(asked: Request, subject: str, by: str, text: str, on: date) -> Receipt:
    """Record what a school or an alliance says; a second word on a day replaces the first."""
    with asked.writing() as writer:
        about = find_subject(writer, subject)
        before = record_comment(writer, about.code, by, text, on)
    said = [f"{about}: own word of {on} recorded"]
    if before is not None and writer.has_changed:
        said.append(f"it takes the place of what {before.by} said that day (change {before.since})")
    return Receipt(writer.seq_written, tuple(said), (), asked.dry_run)


def record_comment(
    writer: Writer, subject: str, by: str, text: str, on: date, *, in_reply: bool | None = None
) -> Comment | None:
    """Bring a comment in, in the change that is being written; gives the one it replaces."""
    before = writer.get(Comment, subject=subject, on_day=on)
    said = Comment(subject=subject, on_day=on, by=by, text=text, in_reply=in_reply)
    if before is None:
        writer.add(said)
    else:
        writer.replace(before, by=by, text=text, in_reply=in_reply)
    return before


def list_comments(asked: Request, subject: str) -> Listing[CommentRow]:
    """What a school or an alliance said for itself, in order."""
    with asked.reading() as reader:
        about = find_subject(reader, subject)
        name = subject_names(reader).get(about.code, about.name)
        rows = [
            CommentRow(subject=about.code, name=name, on=c.on_day, by=c.by, text=c.text)
            for c in comments_of(reader, about.code, asked.as_of)
        ]
        return Listing("comment", asked.as_of, reader.change, CommentRow, tuple(rows))
