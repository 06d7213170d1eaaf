"""The sheets of the coordinator's workbook, in the order of the programme's life."""

from collections.abc import Mapping

Sheets = Mapping[str, tuple[str, str]]
"""Name of a table to the title of its sheet (31 letters at most) and what it is for."""

PHASES: tuple[tuple[str, Sheets], ...] = (
    (
        "Who takes part",
        {
            "cohort": ("Cohorts", "Groups of schools that go through the programme together."),
            "alliance": ("Alliances", "The teaching school alliances that can give support."),
            "person": ("People", "Everybody with a part in the programme, and no more of them."),
            "interest": ("Interests", "Interests that people declare in a school or an alliance."),
        },
    ),
    (
        "Choosing schools",
        {
            "intelligence": ("Soft intelligence", "What was heard; stays in the office."),
            "consultation": ("RSC discussions", "Before a school is selected it is discussed."),
            "selection": ("Selection", "Where each school stands in the choosing, and why."),
            "signature": ("Signatures", "Head and chair both sign before support begins."),
            "leadership_change": ("New heads and chairs", "Who comes new must sign again."),
            "warning_notice": ("Warning notices", "Given by the authority, never by us."),
            "notice_lookup": ("Notices looked up", "Schools for which no notice was found."),
        },
    ),
    (
        "Knowing and challenging",
        {
            "team_member": ("Challenge teams", "The team that judges each school three times."),
            "visit": ("Visits", "The visits of the teams, planned and kept."),
            "review": ("Reviews", "Baseline, mid-term and final: one row for each."),
            "judgement": ("Judgements", "Levels on the rubric, the same at all three reviews."),
            "recommendation": ("Recommendations", "Numbered within each review."),
            "recommendation_check": ("Recommendation checks", "What a later review found."),
            "decision": ("Decisions", "Continue, adjust or switch, after the mid-term review."),
        },
    ),
    (
        "Support",
        {
            "assignment": ("Assignments", "Which alliance supports a school, from when."),
            "agreement": ("Service agreements", "Versions of the agreement with an alliance."),
            "deliverer": ("Deliverers", "Who works in which school."),
            "variation": ("Variations of days", "Agreed changes to the days a school may use."),
            "support_day": ("Days of support", "The ledger: every day, in quarters of a day."),
        },
    ),
    (
        "Plans",
        {
            "plan": ("Plans", "Versions of a school's action plan."),
            "action": ("Actions", "What is to be done, by whom, to answer what."),
            "milestone": ("Milestones", "What an action should have reached by a day."),
        },
    ),
    (
        "Indicators",
        {
            "kpi": ("Indicators", "The promises of the schools and of their support."),
            "kpi_target": ("Targets", "Where an indicator should be at the end of a term."),
            "kpi_reading": ("Readings", "What was found; readings are added."),
            "kpi_review": ("Indicator reviews", "Kept, amended, retired or added, and why."),
        },
    ),
    (
        "People growing",
        {
            "practice_session": ("Practice sessions", "Joint practice development."),
            "session_place": ("Session places", "Who came, what followed, what it changed."),
            "talent_step": ("Talent", "Steps of leaders in the making: codes, never names."),
            "gained_designation": ("Designations gained", "Since the programme began."),
            "deployment": ("Days for other schools", "Days that people gave elsewhere."),
            "conference_practice": ("Conference practices", "What each school presents."),
            "conference_commitment": ("Conference promises", "What is carried on, by whom."),
        },
    ),
    (
        "Scrutiny",
        {
            "meeting_move": ("Moved meetings", "Only meetings moved by hand or called off."),
            "attendance": ("Attendance", "Who was at which meeting."),
            "withdrawal": ("Withdrawals from items", "Members with an interest in an item."),
            "minute": ("Minutes", "Decisions of the group, numbered within a meeting."),
            "advice": ("Advice", "Numbered advice, to whom, and until when."),
            "advice_response": ("Responses", "Answers to advice, with their evidence."),
            "advice_verdict": ("Verdicts", "Whether the group took an answer."),
            "escalation_step": ("Escalation", "Stages of intervention that people decided on."),
            "commissioning_review": ("Reviews of alliances", "Recommissioned, or not."),
            "comment": ("Comments", "A school's or an alliance's own words."),
        },
    ),
)
