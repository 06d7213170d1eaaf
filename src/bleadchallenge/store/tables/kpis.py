"""Indicators of both sides: promises, targets, readings and reviews."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import Direction, Frequency, Heading, KpiReviewOutcome, Side
from bleadchallenge.domain.units import Unit
from bleadchallenge.store.facts.base import Fact, Personal, one_live


class Kpi(Personal, table=True):
    """An indicator of a school or of its support."""

    __tablename__ = "kpi"
    __table_args__ = one_live("kpi", "urn", "code")
    KEY = ("urn", "code")
    TITLE = "indicator"
    PEOPLE = ("owner",)
    CHOICES = {
        "side": Side,
        "heading": Heading,
        "unit": Unit,
        "direction": Direction,
        "frequency": Frequency,
    }

    urn: str
    code: str = Field(description="short code, such as RWM")
    name: str
    side: str = Field(description="school or support")
    heading: str
    unit: str = Field(default="", description="what it is counted in, such as %, days or lessons")
    direction: str = Field(default=Direction.UP, description="which way is better")
    baseline: float | None = None
    baseline_on: date | None = None
    tolerance: float = Field(default=0, description="how far short is still recoverable")
    frequency: str = Frequency.TERMLY
    decimals: int = 0
    cumulative: bool = Field(default=False, description="readings add up")
    owner: str = ""
    source: str = Field(default="", description="where readings come from")
    measure: str = Field(default="", description="imported figure that reads itself")
    action: int | None = Field(default=None, description="number of the plan's action")
    starts_on: date
    retired_on: date | None = None
    retired_reason: str = ""


class KpiTarget(Fact, table=True):
    """Where an indicator should be at the end of a term."""

    __tablename__ = "kpi_target"
    __table_args__ = one_live("kpi_target", "urn", "kpi", "term")
    KEY = ("urn", "kpi", "term")
    TITLE = "target"

    urn: str
    kpi: str
    term: str
    value: float


class KpiReading(Fact, table=True):
    """A reading of an indicator; readings are added, never changed."""

    __tablename__ = "kpi_reading"
    __table_args__ = one_live("kpi_reading", "urn", "kpi", "on_day")
    KEY = ("urn", "kpi", "on_day")
    TITLE = "reading"

    urn: str
    kpi: str
    on_day: date
    value: float
    n: int | None = Field(default=None, description="how many pupils, lessons or people")
    evidence: str = ""
    source: str = Field(default="", description="by hand, or file, sheet and row")


class KpiReview(Fact, table=True):
    """What a review made of an indicator, with the reason and the old promise."""

    __tablename__ = "kpi_review"
    __table_args__ = one_live("kpi_review", "urn", "kpi", "on_day")
    KEY = ("urn", "kpi", "on_day")
    TITLE = "indicator review"
    CHOICES = {"outcome": KpiReviewOutcome}

    urn: str
    kpi: str
    on_day: date
    outcome: str = Field(description="keep, amend, retire or add")
    reason: str
    before: str = Field(default="", description="the promise as it stood before")
