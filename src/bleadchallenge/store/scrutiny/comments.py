"""What schools and alliances say for themselves."""

from datetime import date

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Comment


def comments_of(
    reader: Reader, subject: str, as_of: date, since: date | None = None
) -> list[Comment]:
    """A school's or an alliance's own words up to a day, the latest last."""
    said = reader.where(Comment, subject=subject)
    begun = since or date.min
    return [comment for comment in said if begun < comment.on_day <= as_of]


def last_reply(reader: Reader, alliance: str, as_of: date, since: date | None) -> str:
    """What an alliance last answered to its review, after a day and up to another; or empty."""
    said = comments_of(reader, alliance, as_of, since)
    return next((comment.text for comment in reversed(said) if comment.in_reply), "")
