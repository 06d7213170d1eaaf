"""The rule book: every rule of the programme, once."""

from bleadchallenge.rules.challenge.decision import DECISION_RULES
from bleadchallenge.rules.challenge.review import REVIEW_RULES
from bleadchallenge.rules.challenge.team import TEAM_RULES
from bleadchallenge.rules.escalation import ESCALATION_RULES
from bleadchallenge.rules.intelligence import INTELLIGENCE_RULES
from bleadchallenge.rules.kpis import KPI_RULES
from bleadchallenge.rules.leadership import LEADERSHIP_RULES
from bleadchallenge.rules.ledger import LEDGER_RULES
from bleadchallenge.rules.membership import MEMBERSHIP_RULES
from bleadchallenge.rules.plans import PLAN_RULES
from bleadchallenge.rules.rule import Rule
from bleadchallenge.rules.scrutiny import SCRUTINY_RULES
from bleadchallenge.rules.selection import SELECTION_RULES
from bleadchallenge.rules.support.assignments import SUPPORT_RULES
from bleadchallenge.rules.support.days import DAY_RULES
from bleadchallenge.rules.support.products import PRODUCT_RULES

BOOK: tuple[Rule, ...] = (
    *LEDGER_RULES,
    *SELECTION_RULES,
    *MEMBERSHIP_RULES,
    *INTELLIGENCE_RULES,
    *TEAM_RULES,
    *REVIEW_RULES,
    *DECISION_RULES,
    *SUPPORT_RULES,
    *DAY_RULES,
    *PRODUCT_RULES,
    *PLAN_RULES,
    *KPI_RULES,
    *LEADERSHIP_RULES,
    *SCRUTINY_RULES,
    *ESCALATION_RULES,
)
"""In the order of the topics; the first rule that is broken is the one a command tells of."""
