"""Challenge teams, their visits and reviews, and the decision at mid-term."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import AdviceRecipient, DecisionKind, Fulfilment, Rating, Stage
from bleadchallenge.store.facts.base import Fact, Personal, one_live


class TeamMember(Personal, table=True):
    """A person on a school's challenge team."""

    __tablename__ = "team_member"
    __table_args__ = one_live("team_member", "urn", "person")
    KEY = ("urn", "person")
    TITLE = "team member"
    PEOPLE = ("declared",)
    REFERS = {"person": ("person", "code")}

    urn: str
    person: str
    leads: bool = False
    declared: str = Field(default="", description="conflicts declared; 'none' is a declaration")
    from_day: date


class Visit(Fact, table=True):
    """A visit of the challenge team, planned and kept."""

    __tablename__ = "visit"
    __table_args__ = one_live("visit", "urn", "stage")
    KEY = ("urn", "stage")
    TITLE = "visit"
    CHOICES = {"stage": Stage}

    urn: str
    stage: str
    planned_on: date
    kept_on: date | None = None
    note: str = ""


class Review(Fact, table=True):
    """One of the three reviews of a school."""

    __tablename__ = "review"
    __table_args__ = one_live("review", "urn", "stage")
    KEY = ("urn", "stage")
    TITLE = "review"
    CHOICES = {"stage": Stage, "progress": Rating, "impact": Rating, "sustainability": Rating}

    urn: str
    stage: str
    held_on: date
    progress: str = Field(default="", description="the school's rate of progress")
    impact: str = Field(default="", description="the impact of the support")
    sustainability: str = Field(default="", description="will it last")
    findings: str = ""
    waived_by_ofsted: date | None = Field(
        default=None, description="date of the inspection that stands in the baseline's place"
    )


class Judgement(Fact, table=True):
    """A level on the rubric, the same at all three reviews."""

    __tablename__ = "judgement"
    __table_args__ = one_live("judgement", "urn", "stage", "area")
    KEY = ("urn", "stage", "area")
    TITLE = "judgement"
    CHOICES = {"stage": Stage}

    urn: str
    stage: str
    area: str = Field(description="area of the rubric")
    level: int = Field(description="1 lowest to 4 highest")
    note: str = ""


class Recommendation(Fact, table=True):
    """A numbered recommendation of a review."""

    __tablename__ = "recommendation"
    __table_args__ = one_live("recommendation", "urn", "stage", "number")
    KEY = ("urn", "stage", "number")
    TITLE = "recommendation"
    CHOICES = {"stage": Stage, "to": AdviceRecipient}

    urn: str
    stage: str
    number: int
    text: str
    area: str = ""
    to: str = Field(default=AdviceRecipient.SCHOOL, description="whose move it is")


class RecommendationCheck(Fact, table=True):
    """What a later review found of an earlier recommendation."""

    __tablename__ = "recommendation_check"
    __table_args__ = one_live("recommendation_check", "urn", "stage", "number", "checked_at")
    KEY = ("urn", "stage", "number", "checked_at")
    TITLE = "recommendation check"
    CHOICES = {"stage": Stage, "checked_at": Stage, "outcome": Fulfilment}

    urn: str
    stage: str = Field(description="the review that recommended it")
    number: int
    checked_at: str = Field(description="the review that checked it")
    outcome: str
    note: str = ""


class Decision(Personal, table=True):
    """Continue, adjust or switch: what follows the mid-term review."""

    __tablename__ = "decision"
    __table_args__ = one_live("decision", "urn", "decided_on")
    KEY = ("urn", "decided_on")
    TITLE = "decision"
    PEOPLE = ("decided_by",)
    CHOICES = {"kind": DecisionKind}

    urn: str
    decided_on: date
    kind: str
    rationale: str
    decided_by: str
    alliance: str = Field(default="", description="the alliance the decision was about")
