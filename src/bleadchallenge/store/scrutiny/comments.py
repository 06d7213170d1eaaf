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
