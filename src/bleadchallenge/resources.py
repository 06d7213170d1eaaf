"""Where what ships with the program lies: templates, sample data, policies."""

import json
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def templates() -> Path:
    """The folder of the shipped Jinja templates."""
    return _shipped("_templates", "templates")


def sample_data() -> Path:
    """The folder of the invented city's files."""
    return _shipped("_sample_data", "sample_data")


def policy_text(name: str = "birmingham") -> str:
    """The TOML text of a shipped policy."""
    return (_PACKAGE / "policies" / f"{name}.toml").read_text(encoding="utf-8")


def bank_holidays() -> dict[str, list[str]]:
    """The days of the parts of the United Kingdom, by country, part and year (``GB ENG 2018``).

    Written from the library ``holidays``, which takes a third of a second to load.
    """
    text = (_PACKAGE / "policies" / "bank_holidays.json").read_text(encoding="utf-8")
    found: dict[str, list[str]] = json.loads(text)
    return found


def _shipped(installed: str, checkout: str) -> Path:
    """A folder of the wheel, or of the checkout when installed for editing."""
    folder = _PACKAGE / installed
    return folder if folder.is_dir() else _CHECKOUT / checkout
