"""For whom a workbook is cut: the sheets one school or one alliance is sent, and whose rows.

Least data: what is not named here, such as soft intelligence, leaders in the making, the group's
minutes and other schools, goes to nobody outside the office.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bleadchallenge.domain.choices import DayState

_READ_BY_BOTH = frozenset({"agreement", "recommendation", "kpi", "kpi_target", "advice"})
_FILLED_IN_BY_BOTH = frozenset(
    {"support_day", "plan", "action", "milestone", "kpi_reading", "advice_response", "comment"}
)
_OF_SCHOOLS = frozenset(
    {"leadership_change", "session_place", "conference_practice", "conference_commitment"}
)
_ADDRESSED = frozenset({"advice", "comment"})
_SCHOOL_SAYS = frozenset({DayState.CONFIRMED.value, DayState.DISPUTED.value})

Texts = Mapping[str, str]
"""A record's cells by the names of its fields."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A school or an alliance that a workbook is cut to.

    ``schools`` are its own URN, or those of the schools an alliance supports;
    ``advice`` are the numbers of the advice that was given to it.
    """

    code: str
    name: str
    is_school: bool
    schools: frozenset[str]
    advice: frozenset[str]

    @property
    def audience(self) -> str:
        """For whose eyes it is, as every sheet says."""
        copy = "school copy" if self.is_school else "alliance copy"
        return f"{copy}: for {self.name} alone"

    @property
    def reads(self) -> frozenset[str]:
        """The sheets that it is shown and may not change."""
        return _READ_BY_BOTH if self.is_school else _READ_BY_BOTH | {"assignment"}

    @property
    def fills_in(self) -> frozenset[str]:
        """The sheets that it fills in."""
        return _FILLED_IN_BY_BOTH | (_OF_SCHOOLS if self.is_school else {"deliverer"})

    def owns(self, table: str, texts: Texts) -> bool:
        """Whether a record is the recipient's: about it, to it, or of its own support."""
        if table == "advice_response":
            return texts["advice"] in self.advice
        if table in _ADDRESSED:
            return texts["subject"] == self.code
        if "alliance" in texts and not self.is_school:
            return texts["alliance"] == self.code
        return texts["urn"] in self.schools

    def refusal(
        self, table: str, texts: Texts, before: Texts | None, *, take_out: bool = False
    ) -> str:
        """Why a row that came back is not the recipient's to say; empty where it is.

        ``before`` is what is on record, ``None`` for a new row.
        """
        if not self.owns(table, texts):
            return f"is not of {self.name}, for whom this workbook was cut"
        if (
            before is not None
            and not take_out
            and all(texts[name] == before[name] for name in texts)
        ):
            return ""
        if table in self.reads:
            return f"is shown to {self.name} to be read, not to be changed"
        if table == "support_day" and not self.is_school and _says_for_school(texts, before):
            return "says for the school that a day was confirmed or disputed"
        return ""


def _says_for_school(texts: Texts, before: Texts | None) -> bool:
    state = texts["state"]
    return state in _SCHOOL_SAYS and (before is None or before["state"] != state)
