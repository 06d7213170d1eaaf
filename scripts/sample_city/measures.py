"""From pupils to published cells: counts, percentages, averages, progress, and what is hidden.

The rules are the Department's (school performance tables): five pupils or fewer are ``SUPP``,
no pupils are blank or ``NA``, progress of under half the pupils is ``LOWCOV``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sample_city.baseline import SUBJECTS
from sample_city.groups import (
    FEWEST_SHOWN,
    GROUPS,
    HIDDEN,
    NOT_APPLICABLE,
    NOTHING,
    OTHER,
    POOR,
    Cells,
    Test,
    is_figure,
    members_of,
)
from sample_city.progress import progress_cells
from sample_city.pupil import Pupil
from sample_city.rounding import bare, half_up, one_decimal, percent

OTHERS_SHOWN_ALONE_UNTIL = 2018

COUNTED: dict[str, Test] = {
    "FSM6CLA1A": GROUPS[POOR],
    "NotFSM6CLA1A": GROUPS[OTHER],
    "EALGRP2": GROUPS["EAL"],
    "MOBN": GROUPS["MOBN"],
    "EALGRP1": lambda p: p.language == 1,
    "EALGRP3": lambda p: p.language == 3,  # noqa: PLR2004 - the census's third group
}
NEEDS: dict[str, tuple[str, str]] = {
    "TSENELSE": ("PSENELSE", "ES"),
    "TSENELAPK": ("PSENELSAPK", "K"),
    "TSENELE": ("PSENELE", "E"),
    "TSENELK": ("PSENELK", "K"),
    "TSENELST": ("PSENELST", "S"),
    "TSENELSAP": ("PSENELSAP", "A"),
    "SENELN": ("PSENELN", "P"),
    "TSENELEK": ("PSENELEK", "EK"),
}
RESULTS: dict[str, Test] = {
    "PTRWM_EXP": lambda p: p.joint,
    "PTRWM_HIGH": lambda p: p.joint_high,
    "PTREAD_EXP": lambda p: p.reaches("READ"),
    "PTREAD_HIGH": lambda p: p.excels("READ"),
    "PTGPS_EXP": lambda p: p.reaches("GPS"),
    "PTGPS_HIGH": lambda p: p.excels("GPS"),
    "PTMAT_EXP": lambda p: p.reaches("MAT"),
    "PTMAT_HIGH": lambda p: p.excels("MAT"),
    "PTWRITTA_EXP": lambda p: p.reaches("WRITTA"),
    "PTWRITTA_HIGH": lambda p: p.excels("WRITTA"),
}
WHOLE_SCHOOL: dict[str, Test] = {
    "PTREAD_AT": lambda p: p.absent,
    "PTGPS_AT": lambda p: p.absent,
    "PTMAT_AT": lambda p: p.absent,
    "PTWRITTA_WTS": lambda p: p.writing == "WTS",
    "PTWRITTA_AD": lambda p: p.disapplied,
    "PTSCITA_EXP": lambda p: p.science,
    "PTSCITA_AD": lambda p: p.disapplied,
    "PTREADTA_EXP": lambda p: p.assessed["READ"],
    "PTREADTA_AD": lambda p: p.disapplied,
    "PTMATTA_EXP": lambda p: p.assessed["MAT"],
    "PTMATTA_AD": lambda p: p.disapplied,
}
AVERAGED = ("READ", "GPS", "MAT")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The national figures that a school's disadvantaged pupils are set against."""

    joint: int
    joint_high: int
    progress: Mapping[str, float]


def measures(pupils: Sequence[Pupil], year: int, yardstick: Yardstick) -> Cells:
    """Work out every figure of one year's pupils, by the name of its column."""
    hide = len(pupils) < FEWEST_SHOWN
    cells = _make_up(pupils) | _whole(pupils) | _needs(pupils)
    if hide:
        cells = dict.fromkeys(cells, HIDDEN)
    cells["TELIG"] = str(len(pupils))
    cells |= _results_by_group(pupils, year) | _averages_by_group(pupils)
    for subject in SUBJECTS:
        cells |= progress_cells(pupils, subject, year)
    cells |= _against_nation(cells, yardstick)
    return cells


def pooled(years: Sequence[Sequence[Pupil]]) -> Cells:
    """Work out three years together; ``NA`` where one of the three is missing."""
    everyone = [pupil for pupils in years for pupil in pupils]
    names = ("PTRWM_EXP_3YR", "PTRWM_HIGH_3YR", "READ_AVERAGE_3YR", "MAT_AVERAGE_3YR")
    if not all(years):
        return {"TELIG_3YR": NOTHING} | dict.fromkeys(names, NOT_APPLICABLE)
    joint, high = (sum(map(RESULTS[name], everyone)) for name in ("PTRWM_EXP", "PTRWM_HIGH"))
    return {
        "TELIG_3YR": str(len(everyone)),
        "PTRWM_EXP_3YR": percent(joint, len(everyone)),
        "PTRWM_HIGH_3YR": percent(high, len(everyone)),
        "READ_AVERAGE_3YR": _average(everyone, "READ"),
        "MAT_AVERAGE_3YR": _average(everyone, "MAT"),
    }


def _make_up(pupils: Sequence[Pupil]) -> Cells:
    girls = sum(p.girl for p in pupils)
    known = [p.prior for p in pupils if p.prior is not None]
    cells = {
        "BELIG": str(len(pupils) - girls),
        "GELIG": str(girls),
        "PBELIG": percent(len(pupils) - girls, len(pupils)),
        "PGELIG": percent(girls, len(pupils)),
        "TKS1AVERAGE": one_decimal(sum(known) / len(known)) if known else NOTHING,
    }
    for name in ("L", "M", "H", "NA"):
        count = sum(p.band == name for p in pupils)
        out_of = len(pupils) if name == "NA" else len(known)
        cells[f"TKS1GROUP_{name}"] = str(count)
        cells[f"PTKS1GROUP_{name}"] = percent(count, out_of) if out_of else NOTHING
    for name, test in COUNTED.items():
        count = sum(map(test, pupils))
        cells |= {f"T{name}": str(count), f"PT{name}": percent(count, len(pupils))}
    return cells


def _whole(pupils: Sequence[Pupil]) -> Cells:
    tests = RESULTS | WHOLE_SCHOOL
    cells = {name: percent(sum(map(test, pupils)), len(pupils)) for name, test in tests.items()}
    return cells | {f"{s}_AVERAGE": _average(pupils, s) for s in AVERAGED}


def _needs(pupils: Sequence[Pupil]) -> Cells:
    cells: Cells = {}
    for total, (share, letters) in NEEDS.items():
        count = sum(p.needs in letters for p in pupils)
        cells |= {total: str(count), share: percent(count, len(pupils))}
    return cells


def _average(pupils: Sequence[Pupil], subject: str) -> str:
    scores = [score for p in pupils if (score := p.scores[subject]) is not None]
    return str(int(half_up(sum(scores) / len(scores)))) if scores else NOTHING


def _results_by_group(pupils: Sequence[Pupil], year: int) -> Cells:
    cells: Cells = {}
    members = members_of(pupils)
    for name, group in members.items():
        code = _code(name, members)
        for measure, test in RESULTS.items():
            count = sum(map(test, group))
            shown = code if code is not None else percent(count, len(group))
            if _others_alone(name, members) and not _shown_alone(measure, members, year):
                shown = HIDDEN
            cells[f"{measure}_{name}"] = shown
    return cells


def _averages_by_group(pupils: Sequence[Pupil]) -> Cells:
    cells: Cells = {}
    members = members_of(pupils)
    for name, group in members.items():
        code = HIDDEN if _others_alone(name, members) else _code(name, members)
        for subject in AVERAGED:
            shown = code if code is not None else _average(group, subject)
            cells[f"{subject}_AVERAGE_{name}"] = shown
    return cells


def _code(name: str, members: Mapping[str, Sequence[Pupil]]) -> str | None:
    """Give what stands in a group's cells instead of a figure, None where a figure may stand.

    Of disadvantaged pupils and the others, both are hidden when either is few: one would give
    the other away.
    """
    if not members[name]:
        return NOTHING
    pair = (POOR, OTHER) if name in {POOR, OTHER} else (name,)
    few = any(0 < len(members[one]) < FEWEST_SHOWN for one in pair)
    return HIDDEN if few else None


def _others_alone(name: str, members: Mapping[str, Sequence[Pupil]]) -> bool:
    return name == OTHER and not members[POOR]


def _shown_alone(measure: str, members: Mapping[str, Sequence[Pupil]], year: int) -> bool:
    joint = measure.startswith("PTRWM")
    enough = len(members[OTHER]) >= FEWEST_SHOWN
    return joint and enough and year <= OTHERS_SHOWN_ALONE_UNTIL


def _against_nation(cells: Mapping[str, str], yardstick: Yardstick) -> Cells:
    joint, high = (cells[f"PTRWM_{standard}_{POOR}"] for standard in ("EXP", "HIGH"))
    result = {
        "DIFFN_RWM_EXP": _points_from(joint, yardstick.joint),
        "DIFFN_RWM_HIGH": _points_from(high, yardstick.joint_high),
    }
    for subject in SUBJECTS:
        text = cells[f"{subject}PROG_{POOR}"]
        named = f"DIFFN_{subject}PROG"
        result[named] = (
            text
            if not is_figure(text)
            else bare(one_decimal(float(text) - yardstick.progress[subject]))
        )
    return result


def _points_from(text: str, national: int) -> str:
    return str(int(text[:-1]) - national) if text.endswith("%") else text
