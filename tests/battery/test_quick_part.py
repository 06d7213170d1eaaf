"""A seeded few tries of every row of the battery; ``make torture`` runs it whole."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from battery.__main__ import ROWS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def tried() -> list[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, "-m", "battery", "--quick", "--every", "2", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.stdout, run.stderr
    results: list[dict[str, Any]] = json.loads(run.stdout)
    return results


@pytest.mark.xdist_group("battery")
@pytest.mark.parametrize("row", ROWS)
def test_what_must_hold_holds(tried: list[dict[str, Any]], row: str) -> None:
    own = [each for each in tried if each["row"] == row]
    assert own
    assert [(each["what"], each["wrong"]) for each in own if each["wrong"]] == []
