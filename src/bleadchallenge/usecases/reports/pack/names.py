"""What codes stand for, as a reader of a pack says it: schools, people, indicators, terms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.units import Unit, unit_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools import directory
from bleadchallenge.store.tables import Advice, Kpi, Person, PracticeSession

PROGRAMME = "the programme"
_SPOKEN = {"midterm": "mid-term"}
_CODE = re.compile(r"[A-Za-z0-9][\w-]*")


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind codes, as the reader knows them; ``subjects`` are known beforehand."""

    reader: Reader
    policy: Policy
    subjects: Mapping[str, str]

    def subject(self, code: str) -> str:
        """The name of a school or an alliance; the programme where none is given."""
        if not code:
            return PROGRAMME
        if code in self.subjects:
            return self.subjects[code]
        school = directory.by_urn(self.reader, code)
        return school.name if school and school.name else code

    def person(self, code: str) -> str:
        """The name of a person; the code where the name is not or no longer kept."""
        found = self.reader.where(Person, code=code)
        return found[0].name or code if found else code

    def people(self, text: str) -> str:
        """Words that name who decided or agreed, with people's names in their codes' places."""
        return _CODE.sub(lambda found: self.person(found[0]), text)

    def indicator(self, urn: str, code: str) -> str:
        """The name of a school's indicator with its code, which the other tables print."""
        found = self.reader.where(Kpi, urn=urn, code=code)
        return f"{found[0].name} ({code})" if found else code

    def sign(self, urn: str, code: str) -> str:
        """What follows a number of an indicator: its name says what else is counted."""
        found = self.reader.where(Kpi, urn=urn, code=code)
        return "%" if found and unit_of(found[0].unit) is Unit.PERCENT else ""

    def term(self, code: str) -> str:
        """The name of a term of the policy, such as "spring 2018"."""
        return next((term.name for term in self.policy.terms if term.code == code), code)

    def session(self, code: str) -> str:
        """A session of joint practice by its topic and day."""
        found = self.reader.where(PracticeSession, code=code)
        return f"“{found[0].topic}” of {show_day(found[0].held_on)}" if found else code

    def advised(self, number: int) -> str:
        """The code of the school or alliance that a piece of advice was given to or about."""
        found = self.reader.where(Advice, number=number)
        return found[0].urn or found[0].subject if found else ""


def describe_code(word: str) -> str:
    """A word of the closed lists as it is said in a sentence."""
    return _SPOKEN.get(word, word.replace("-", " "))


def in_spoken_words(text: str) -> str:
    """A sentence with the closed lists' words in it as they are said."""
    return " ".join(_SPOKEN.get(word, word) for word in text.split(" "))
