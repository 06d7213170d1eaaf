"""Stages, warning notices and commissioning reviews."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import (
    CommissioningDecision,
    EscalationStage,
    NoticeGiver,
    NoticeGround,
)
from bleadchallenge.store.facts.base import Fact, Personal, one_live


class WarningNotice(Fact, table=True):
    """A warning notice that the authority gave a school; never the programme."""

    __tablename__ = "warning_notice"
    __table_args__ = one_live("warning_notice", "urn", "given_on")
    KEY = ("urn", "given_on")
    TITLE = "warning notice"
    CHOICES = {"given_by": NoticeGiver, "ground": NoticeGround}

    urn: str
    given_on: date
    given_by: str = Field(description="the local authority or the Secretary of State")
    ground: str = Field(description="which ground of section 60")
    comply_by: date | None = Field(default=None, description="the time that the notice gives")
    complied_on: date | None = None


class EscalationStep(Personal, table=True):
    """A stage of intervention that people decided on."""

    __tablename__ = "escalation_step"
    __table_args__ = one_live("escalation_step", "subject", "on_day", "stage")
    KEY = ("subject", "on_day", "stage")
    TITLE = "escalation step"
    PEOPLE = ("decided_by",)
    CHOICES = {"stage": EscalationStage}

    subject: str = Field(description="URN of a school or code of an alliance")
    on_day: date
    stage: str
    decided_by: str
    reason: str
    advice: int | None = Field(default=None, description="advice it follows from")


class CommissioningReview(Personal, table=True):
    """What a review of an alliance decided."""

    __tablename__ = "commissioning_review"
    __table_args__ = one_live("commissioning_review", "alliance", "on_day")
    KEY = ("alliance", "on_day")
    TITLE = "commissioning review"
    PEOPLE = ("decided_by",)
    CHOICES = {"outcome": CommissioningDecision}
    REFERS = {"alliance": ("alliance", "code")}

    alliance: str
    on_day: date
    outcome: str = Field(description="recommission, with conditions, or not")
    conditions: str = ""
    reason: str
    decided_by: str
    reply: str = Field(default="", description="the alliance's own words")


class NoticeLookup(Fact, table=True):
    """A school's warning notices were looked up on a day: those there were are on record."""

    __tablename__ = "notice_lookup"
    __table_args__ = one_live("notice_lookup", "urn", "looked_up_on")
    KEY = ("urn", "looked_up_on")
    TITLE = "look-up of warning notices"

    urn: str
    looked_up_on: date = Field(description="day it was looked up")
    source: str = Field(description="where it was looked up, such as the authority's register")
