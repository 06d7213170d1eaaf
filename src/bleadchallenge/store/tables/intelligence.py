"""Soft intelligence about schools."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import (
    Sensitivity,
)
from bleadchallenge.store.facts.base import Personal, one_live


class Intelligence(Personal, table=True):
    """Soft intelligence about a school; stays in the office unless shareable."""

    __tablename__ = "intelligence"
    __table_args__ = one_live("intelligence", "number")
    KEY = ("number",)
    TITLE = "intelligence"
    PEOPLE = ("source", "text")
    CHOICES = {"sensitivity": Sensitivity}

    number: int
    urn: str
    noted_on: date
    source: str = Field(description="who said it, or where it was read")
    sensitivity: str = Field(default="office", description="office, partnership or open")
    shareable: bool = Field(default=False, description="may it stand in a pack")
    text: str
