"""Golden packs, refreshed with one flag: pytest tests/packs --refresh-golden."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden", action="store_true", help="write the golden packs anew from the code"
    )


@pytest.fixture
def matches_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against the golden one of that name, or write it anew."""
    refresh = request.config.getoption("--refresh-golden", default=False)

    def match(name: str, text: str) -> None:
        golden = GOLDEN / name
        if refresh:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8"), (
            f"{name} differs; look at it, then: pytest tests/packs --refresh-golden"
        )

    return match
