"""The only place that looks at the clock."""

import os
from datetime import UTC, date, datetime

from bleadchallenge.domain.errors import UsageError

SET_BY_HAND = "BLEADCHALLENGE_CLOCK"


def now() -> str:
    """The moment in UTC, to the second; ``BLEADCHALLENGE_CLOCK`` sets it by hand."""
    return _moment().astimezone(UTC).isoformat(timespec="seconds")


def today() -> date:
    """Today by the clocks of the programme's usual time zone."""
    from zoneinfo import ZoneInfo

    from bleadchallenge.domain.moments import TIME_ZONE

    return _moment().astimezone(ZoneInfo(TIME_ZONE)).date()


def _moment() -> datetime:
    set_by_hand = os.environ.get(SET_BY_HAND)
    if not set_by_hand:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(set_by_hand)
    except ValueError as error:
        raise UsageError(
            f"{SET_BY_HAND} is no moment: {set_by_hand!r}",
            fix=f"write it as 2018-03-15T09:00:00+00:00, or unset {SET_BY_HAND}",
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
