"""The scrutiny group: meetings, advice, escalation, and the right of reply."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import (
    AdviceRecipient,
)
from bleadchallenge.store.facts.base import Fact, OfCohort, Personal, one_live

_TO_PERSON = {"person": ("person", "code")}


class MeetingMove(OfCohort, table=True):
    """A meeting moved by hand, or called off."""

    __tablename__ = "meeting_move"
    __table_args__ = one_live("meeting_move", "planned_on", "cohort")
    KEY = ("planned_on", "cohort")
    TITLE = "moved meeting"

    planned_on: date
    moved_to: date | None = Field(default=None, description="empty where it is called off")
    reason: str
    cohort: str | None = None


class Attendance(OfCohort, table=True):
    """Who was at a meeting."""

    __tablename__ = "attendance"
    __table_args__ = one_live("attendance", "meeting", "person", "cohort")
    KEY = ("meeting", "person", "cohort")
    TITLE = "attendance"
    REFERS = _TO_PERSON

    meeting: date
    person: str
    present: bool = True
    cohort: str | None = None


class Withdrawal(OfCohort, table=True):
    """A member who withdrew from an item because of an interest."""

    __tablename__ = "withdrawal"
    __table_args__ = one_live("withdrawal", "meeting", "person", "subject", "cohort")
    KEY = ("meeting", "person", "subject", "cohort")
    TITLE = "withdrawal from an item"
    REFERS = _TO_PERSON

    meeting: date
    person: str
    subject: str = Field(description="URN of a school or code of an alliance")
    cohort: str | None = None


class Minute(OfCohort, table=True):
    """A decision of the group, numbered within its meeting."""

    __tablename__ = "minute"
    __table_args__ = one_live("minute", "meeting", "number", "cohort")
    KEY = ("meeting", "number", "cohort")
    TITLE = "minute"

    meeting: date
    number: int
    subject: str = Field(default="", description="URN of a school or code of an alliance")
    decision: str
    cohort: str | None = None


class Advice(OfCohort, table=True):
    """Numbered advice of the group to a school, an alliance or the partnership."""

    __tablename__ = "advice"
    __table_args__ = one_live("advice", "number")
    KEY = ("number",)
    TITLE = "advice"
    CHOICES = {"to": AdviceRecipient}

    number: int
    meeting: date
    to: str
    subject: str = Field(default="", description="URN of a school or code of an alliance")
    urn: str = Field(default="", description="school it is about, if any")
    text: str
    due_on: date
    cohort: str | None = None


class AdviceResponse(Personal, table=True):
    """An answer to advice, with its evidence."""

    __tablename__ = "advice_response"
    __table_args__ = one_live("advice_response", "advice", "on_day")
    KEY = ("advice", "on_day")
    TITLE = "response"
    PEOPLE = ("by",)
    REFERS = {"advice": ("advice", "number")}

    advice: int
    on_day: date
    by: str
    text: str
    evidence: str = ""


class AdviceVerdict(Fact, table=True):
    """Whether the group took an answer."""

    __tablename__ = "advice_verdict"
    __table_args__ = one_live("advice_verdict", "advice", "on_day")
    KEY = ("advice", "on_day")
    TITLE = "verdict"
    REFERS = {"advice": ("advice", "number")}

    advice: int
    on_day: date
    accepted: bool
    note: str = ""


class Comment(Personal, table=True):
    """A school's or an alliance's own word, printed as it stands."""

    __tablename__ = "comment"
    __table_args__ = one_live("comment", "subject", "on_day")
    KEY = ("subject", "on_day")
    TITLE = "comment"
    PEOPLE = ("by",)

    subject: str = Field(description="URN of a school or code of an alliance")
    on_day: date
    by: str
    text: str
    in_reply: bool | None = Field(
        default=None, description="whether an alliance replies to its review"
    )


class Interest(Personal, table=True):
    """An interest a person declares in a school or an alliance."""

    __tablename__ = "interest"
    __table_args__ = one_live("interest", "person", "subject")
    KEY = ("person", "subject")
    TITLE = "interest"
    PEOPLE = ("nature",)
    REFERS = {"person": ("person", "code")}

    person: str
    subject: str = Field(description="URN of a school or code of an alliance")
    nature: str = Field(description="what the interest is")
