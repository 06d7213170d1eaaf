"""The policy's rule of when published files became known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bleadchallenge.domain import policy_entries as entry

_REVISED_ON: Final = {
    "2015/16": date(2016, 12, 15),
    "2016/17": date(2017, 12, 14),
    "2017/18": date(2018, 12, 13),
    "2018/19": date(2019, 12, 13),
}


@dataclass(frozen=True, slots=True)
class PublicationRule:
    """On which day published files became known, where a file does not say (assumed).

    Days are written as month and day. A file that was imported earlier was known then.
    """

    provisional: str = field(default="10-01", metadata=entry.month_day("provisional results"))
    revised: str = field(default="12-15", metadata=entry.month_day("revised results"))
    final: str = field(default="04-01", metadata=entry.month_day("final results, the year after"))
    interim: str = field(
        default="07-10", metadata=entry.month_day("what schools know of their tests")
    )
    census: str = field(default="07-01", metadata=entry.month_day("the census of a January"))
    absence: str = field(default="04-01", metadata=entry.month_day("absence, the year after"))
    inspection_days: int = field(
        default=30,
        metadata=entry.days("days from an inspection to its report, where no day is given"),
    )
    revised_on: Mapping[str, date] = field(
        default_factory=lambda: dict(_REVISED_ON),
        metadata={"description": "days of revised results, by academic year"},
    )
