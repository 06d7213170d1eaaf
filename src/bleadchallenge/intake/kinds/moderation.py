"""The authority's moderation of writing: how many judgements the moderators shared."""

from bleadchallenge.intake.kinds.schools import national_or_school
from bleadchallenge.intake.tables import ColumnRule, FileKind

_COUNTS = frozenset({"MODERATED", "AGREE", "OVER", "UNDER"})

MODERATION = FileKind(
    name="moderation",
    title="moderation of writing",
    years="any",
    published="by the authority that moderates, for its own use",
    needs=frozenset({"URN", *_COUNTS}),
    aliases={
        "PUPILS MODERATED": "MODERATED",
        "AGREED": "AGREE",
        "TOO HIGH": "OVER",
        "TOO LOW": "UNDER",
        "SCHOOL": "SCHNAME",
        "SCHOOL NAME": "SCHNAME",
    },
    locate=national_or_school({"urn": "URN", "name": "SCHNAME"}),
    rule=lambda name: ColumnRule.COUNT if name in _COUNTS else ColumnRule.ANYTHING,
    knows={
        "URN": "unique reference number; school urn",
        "MODERATED": "pupils moderated; number moderated",
        "AGREE": "judgements agreed; same judgement",
        "OVER": "teacher judged too high; too generous",
        "UNDER": "teacher judged too low; too severe",
    },
)
