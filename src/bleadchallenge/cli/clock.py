"""The only place that looks at the clock."""

import os
from datetime import UTC, date, datetime

SET_BY_HAND = "BLEADCHALLENGE_CLOCK"


def now() -> str:
    """The moment in UTC, to the second; ``BLEADCHALLENGE_CLOCK`` sets it by hand."""
    return os.environ.get(SET_BY_HAND) or datetime.now(UTC).isoformat(timespec="seconds")


def today() -> date:
    """Today, or the day of the clock that was set by hand."""
    set_by_hand = os.environ.get(SET_BY_HAND)
    return date.fromisoformat(set_by_hand[:10]) if set_by_hand else date.today()  # noqa: DTZ011
