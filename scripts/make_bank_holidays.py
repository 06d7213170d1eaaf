"""Write the bank holidays that ship with the program, or check that they are in step.

To load the library ``holidays`` takes as long as all else that a listing does, because it
loads every country; so the parts of the United Kingdom are written down, from that library.
"""

import json
import sys

from holidays import country_holidays

from in_step import keep_in_step

COUNTRY, PARTS = "GB", ("ENG", "NIR", "SCT", "WLS")
YEARS = range(2012, 2041)


def written() -> str:
    """The days by country, part and year, a year a line."""
    lines = []
    for part in PARTS:
        found = country_holidays(COUNTRY, subdiv=part, years=YEARS)
        for year in YEARS:
            days = [day.isoformat() for day in sorted(found) if day.year == year]
            lines.append(f"{json.dumps(f'{COUNTRY} {part} {year}')}: {json.dumps(days)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(keep_in_step("src/bleadchallenge/policies/bank_holidays.json", written()))
