"""Which year's results are meant: the one asked for, else the latest that was out by the day."""

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.years import label
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader

_KIND = "ks2"


def resolve_year(reader: Reader, year: str | None) -> str:
    """The year asked for, else the latest that was out by the day judged from.

    Raises ``DataError`` where no results are in, or none of them was published yet.
    """
    years = published_files.years(reader, _KIND)
    if year in years:
        return str(year)
    later = published_files.years(reader.on_day(None), _KIND)
    if year in later or (later and not years):
        raise _to_come(reader, year or later[0])
    if not years:
        raise DataError(
            "no results are in",
            why="nothing can be analysed without a table of key stage 2 results",
            fix="bleadchallenge import-data FILE",
        )
    return year or years[-1]


def _to_come(reader: Reader, year: str) -> DataError:
    day = published_files.to_come(reader, _KIND, year)
    return DataError(
        f"results of {label(year)} count from {day}",
        why=f"they were not published by {reader.day}, the day judged from",
        fix=f"--as-of {day}, or import them with the day they came out: --published DAY",
    )
