"""What schools and alliances say for themselves."""

from datetime import date

from sqlmodel import col

from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Comment


def comments_of(
    reader: Reader, subject: str, as_of: date, since: date | None = None
) -> list[Comment]:
    """A school's or an alliance's own words up to a day, the latest last."""
    said = reader.all(Comment, Comment.subject == subject, col(Comment.on_day) <= as_of)
    return [comment for comment in said if since is None or comment.on_day > since]
