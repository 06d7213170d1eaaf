"""What is told where the store no longer says what it should."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from bleadchallenge.domain.errors import NotOursError


@contextmanager
def reading_kept(what: str) -> Iterator[None]:
    """Tell what cannot be made out of a kept value as damage: raises ``NotOursError``.

    The value itself is not told: it may be a person's.
    """
    try:
        yield
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise damaged(what, f"it is no longer what was kept ({type(error).__name__})") from error


def damaged(what: str, why: str) -> NotOursError:
    """The refusal of what cannot be read."""
    return NotOursError(
        f"{what} cannot be read: the store is damaged",
        why=why,
        fix="bleadchallenge restore BACKUP, with the latest backup",
    )
