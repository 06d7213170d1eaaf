"""The only place that looks at the clock."""

import os
from datetime import UTC, date, datetime

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
    moment = datetime.fromisoformat(set_by_hand)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
