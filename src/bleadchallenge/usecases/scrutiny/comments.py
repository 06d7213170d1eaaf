"""A school's or an alliance's own word, printed as it stands."""

from datetime import date

from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.comments import comments_of
from bleadchallenge.store.store import Writer
from bleadchallenge.store.subjects import subject_names
from bleadchallenge.store.tables import Comment
from bleadchallenge.usecases.asked import Asked, Column, Listing, Receipt
from bleadchallenge.usecases.subjects import subject_meant

_COMMENTS = (
    Column("name", "who"),
    Column("on", "day"),
    Column("by", "by"),
    Column("text", "in their own words"),
)


def comment(asked: Asked, subject: str, by: str, text: str, on: date) -> Receipt:
    """Record what a school or an alliance says; a second word on a day replaces the first."""
    with asked.writing() as writer:
        about = subject_meant(writer, subject)
        put_down(writer, asked, about.code, by, text, on)
    said = f"{about.name}: own word of {on} recorded"
    return Receipt(writer.seq_written, (said,), (), asked.dry_run)


def put_down(writer: Writer, asked: Asked, subject: str, by: str, text: str, on: date) -> None:
    """Bring a comment in, in the change that is being written."""
    if not text.strip():
        raise DataError("an empty word cannot be printed", fix='give --text "..."')
    if on > asked.as_of:
        raise DataError(f"nothing is said on {on}, which is still to come")
    before = writer.get(Comment, subject=subject, on_day=on)
    if before is not None:
        writer.replace(before, by=by, text=text)
    else:
        writer.bring(Comment(subject=subject, on_day=on, by=by, text=text))


def listed(asked: Asked, subject: str) -> Listing:
    """What a school or an alliance said for itself, in order."""
    with asked.reading() as reader:
        about = subject_meant(reader, subject)
        name = subject_names(reader).get(about.code, about.name)
        rows = [
            {"subject": about.code, "name": name, "on": c.on_day, "by": c.by, "text": c.text}
            for c in comments_of(reader, about.code, asked.as_of)
        ]
        return Listing("comment", asked.as_of, reader.change, _COMMENTS, tuple(rows))
