"""Make the sample city's files again: ``python scripts/make_sample_data.py [FOLDER]``.

The same seed gives the same bytes every time; a test holds the files in ``sample_data/`` to it.
"""

import sys
from pathlib import Path

from sample_city.make import write

HOME = Path(__file__).resolve().parents[1] / "sample_data"


def main() -> None:
    """Write the files, by default over those of the project, and say what was written."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME
    for path in write(folder):
        print(f"{path.stat().st_size:>9,}  {path.relative_to(folder)}")


if __name__ == "__main__":
    main()
