"""Key stage 2 by authority: the other core cities, the region and England as published."""

import csv
import io

from sample_city import city
from sample_city.baseline import FACTS
from sample_city.cast import CITY, LA_CODE, YEARS

COLUMNS = ("area", "la_code", "year", "measure", "value")
FROM_TABLES = {
    "maths_average_score": "MAT_AVERAGE",
    "maths_expected_pct": "PTMAT_EXP",
    "maths_progress": "MATPROG",
    "reading_average_score": "READ_AVERAGE",
    "reading_expected_pct": "PTREAD_EXP",
    "reading_progress": "READPROG",
    "rwm_expected_pct": "PTRWM_EXP",
    "rwm_expected_pct_disadvantaged": "PTRWM_EXP_FSM6CLA1A",
    "rwm_expected_pct_other": "PTRWM_EXP_NotFSM6CLA1A",
    "rwm_higher_pct": "PTRWM_HIGH",
    "writing_expected_pct": "PTWRITTA_EXP",
    "writing_progress": "WRITPROG",
}


def by_authority() -> str:
    """Write one figure a row, by area, year and measure; the city stands among the real ones."""
    rows = sorted([*_published(), *_of_the_city()], key=lambda row: row[0])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    return out.getvalue()


def _published() -> list[tuple[str, ...]]:
    with (FACTS / "comparators.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (row["area"], row["la_code"], row["year"], measure, row[measure])
            for row in csv.DictReader(lines)
            for measure in FROM_TABLES
        ]


def _of_the_city() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for year in YEARS:
        cells = city.measured(city.everyone(year), year)
        for measure, column in FROM_TABLES.items():
            value = str(float(cells[column].removesuffix("%")))
            rows.append((CITY, f"{LA_CODE}.0", str(year), measure, value))
    return rows
