"""The options of a report of any kind."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bleadchallenge.domain.errors import UsageError

FORMS = ("md", "xlsx", "html")


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Of whom or what a report is to be, where it is to be written, and in which forms.

    ``subject`` is a school or an alliance; ``meeting`` the day of a meeting, with
    ``coming`` the next one. ``number`` makes a pack again that was issued;
    ``draft`` makes one without issuing it. ``templates`` is a folder of own ones.
    """

    out: Path
    forms: tuple[str, ...] = FORMS
    subject: str | None = None
    meeting: date | None = None
    coming: bool = False
    number: int | None = None
    draft: bool = False
    templates: Path | None = None
    year: str | None = None

    def of(self, what: str) -> str:
        """The subject; raises ``UsageError`` where none was given."""
        if not self.subject:
            raise UsageError(f"say which {what}", fix=f"bleadchallenge report KIND {what.upper()}")
        return self.subject


def forms_of(text: str) -> tuple[str, ...]:
    """The forms named in ``md,xlsx,html``; raises ``UsageError`` for another."""
    asked = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    strange = [form for form in asked if form not in FORMS]
    if strange or not asked:
        raise UsageError(f"--to takes {', '.join(FORMS)}, not {text!r}")
    return tuple(form for form in FORMS if form in asked)
