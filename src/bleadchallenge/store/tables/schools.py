"""Cohorts: groups of schools that go through the programme together."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.store.facts.base import Fact, one_live


class Cohort(Fact, table=True):
    """A group of schools that go through the programme together."""

    __tablename__ = "cohort"
    __table_args__ = one_live("cohort", "code")
    KEY = ("code",)
    TITLE = "cohort"

    code: str
    name: str
    policy: str = Field(description="name of the policy it runs under")
    from_day: date | None = Field(default=None, description="first day of it")
    to_day: date | None = Field(default=None, description="last day of it")
