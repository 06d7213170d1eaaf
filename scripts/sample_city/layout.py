"""The published files' column names, put together from their parts, year by year.

Key stage 2 tables change their columns each summer: 259 in 2015/16, 290 in 2016/17, 326 in
2017/18 and 318 in 2018/19 (Department for Education, school performance tables).
"""

from collections.abc import Iterator, Sequence


def _words(text: str) -> list[str]:
    return text.split()


PROGRESS_SUBJECTS = ("READ", "WRIT", "MAT")
GROUPS = ("B", "G", "L", "M", "H", "FSM6CLA1A", "NotFSM6CLA1A", "EAL", "MOBN")
PRIOR_AND_POOR = ("L", "M", "H", "FSM6CLA1A", "NotFSM6CLA1A")
SUBJECT_MEASURES = ("READ", "GPS", "MAT", "WRITTA")
LAST_WITH_TEST_TA = 2018
FIRST_WITH_BANDS = 2018
FIRST_WITH_EARLIER_COHORTS = 2019

CENSUS = _words(
    "URN LA ESTAB NOR NORG NORB PNORG PNORB TSENELSE PSENELSE TSENELK PSENELK "
    "NUMEAL NUMENGFL NUMUNCFL PNUMEAL PNUMENGFL PNUMUNCFL PNUMFSM NUMFSMEVER "
    "PNUMFSMEVER"
)
ABSENCE = _words("LA ESTAB URN PERCTOT PPERSABS10")
SPINE = _words(
    "URN LA ESTAB LAESTAB SCHNAME OTHERSCHNAME STREET LOCALITY ADDRESS3 TOWN "
    "POSTCODE TELNUM ICLOSE OPENDATE CLOSEDATE ISNEW MINORGROUP NFTYPE OTHERNFTYPE "
    "ISPRIMARY ISSECONDARY ISPOST16 AGEL AGEH GENDER SIXFGENDER RELDENOM ADMPOL "
    "OTHERURN NEWACFLAG SPONSORCODE SPONSORNAME RE-BROKERED CO-SPONSORED"
)
OFSTED = (
    "URN",
    "School name",
    "Ofsted phase",
    "Inspection date",
    "Publication date",
    "Overall effectiveness",
    "REPORURL",
)
PUPIL = [
    *_words("LAESTAB URN UPN CYPMD_ID PINCL_Flag"),
    "Pupil Inclusion description",
    *_words("SURNAME FORENAME Sex DOB ENTRYDAT SEN ETHNICITY LANG1ST EALGRP FSM FSM6_P"),
    *_words("YOUNGCARER NEWMOBILE KS1READ KS1WRIT KS1MAT KS1AVERAGEPS KS1GROUP READOUTCOME"),
    *_words("MATOUTCOME GPSOUTCOME READSCORE MATSCORE GPSSCORE READMRK MATMRK GPSMRK"),
    *_words("READSPECCON MATSPECCON GPSSPECCON ELIGRWM RWMEXP WRITTAOUTCOME SCITAOUTCOME"),
    *_words("MATTAOUTCOME READTAOUTCOME INREADPROG INWRITPROG INMATPROG KS1AVERAGE_GRP_P"),
    *(f"KS2{subject}SCORE" for subject in PROGRESS_SUBJECTS),
    *(f"KS2{subject}PRED_EM" for subject in PROGRESS_SUBJECTS),
    *(f"{subject}PROGSCORE_EM_ADJUSTED" for subject in PROGRESS_SUBJECTS),
]
"""The file schools download, in its December order; the sixth column has no supplier's name."""


def key_stage_2(year: int) -> list[str]:
    """Name the columns of the table of the summer of ``year`` (2016 to 2019), in their order."""
    return [
        *_identity(year),
        *_cohort(year),
        *_headlines(year),
        *_joint(),
        *(column for subject in PROGRESS_SUBJECTS for column in _progress_by_group(subject)),
        *_averages(year),
        *_subjects_by_group(),
        *_languages_and_needs(year),
        *_earlier(year),
    ]


def short_row(year: int) -> int:
    """Count the cells of a school without eleven-year-olds: the row stops after TPUPYEAR."""
    return key_stage_2(year).index("TPUPYEAR") + 1


def new_row(year: int) -> int:
    """Count the cells of a new school: the row stops after TOTPUPS, which says NEW."""
    return key_stage_2(year).index("TOTPUPS") + 1


def _identity(year: int) -> Iterator[str]:
    yield from _words(
        "RECTYPE ALPHAIND LEA ESTAB URN SCHNAME ADDRESS1 ADDRESS2 ADDRESS3 TOWN PCODE"
    )
    yield "TELNUM"
    if year >= FIRST_WITH_EARLIER_COHORTS:
        yield from ("PCON_CODE", "PCON_NAME")
    yield from _words("URN_AC SCHNAME_AC OPEN_AC NFTYPE ICLOSE RELDENOM AGERANGE CONFEXAM")
    yield from ("TAB15", "TAB1618")


def _cohort(year: int) -> Iterator[str]:
    yield from _words("TOTPUPS TPUPYEAR TELIG BELIG GELIG PBELIG PGELIG TKS1AVERAGE")
    yield from _counted("KS1GROUP_L", "KS1GROUP_M", "KS1GROUP_H", "KS1GROUP_NA")
    yield from _counted("FSM6CLA1A", "NotFSM6CLA1A", "EALGRP2", "MOBN")
    if year <= LAST_WITH_TEST_TA:
        yield from ("TSENELSE", "PSENELSE")


def _counted(*names: str) -> Iterator[str]:
    for name in names:
        yield f"T{name}"
        yield f"PT{name}"


def _headlines(year: int) -> Iterator[str]:
    yield from ("PTRWM_EXP", "PTRWM_HIGH")
    for subject in PROGRESS_SUBJECTS:
        yield from _interval(f"{subject}PROG")
        yield f"{subject}COV"
    for subject in ("READ", "GPS", "MAT"):
        yield from (f"PT{subject}_EXP", f"PT{subject}_HIGH", f"PT{subject}_AT")
        yield f"{subject}_AVERAGE"
    yield from ["PTWRITTA_EXP", "PTWRITTA_HIGH", "PTWRITTA_WTS", "PTWRITTA_AD"]
    assessed = ("SCITA", "READTA", "MATTA") if year <= LAST_WITH_TEST_TA else ("SCITA",)
    for subject in assessed:
        yield from (f"PT{subject}_EXP", f"PT{subject}_AD")


def _interval(measure: str) -> tuple[str, str, str]:
    return measure, f"{measure}_LOWER", f"{measure}_UPPER"


def _joint() -> Iterator[str]:
    for standard in ("EXP", "HIGH"):
        for group in GROUPS:
            yield f"PTRWM_{standard}_{group}"
            if group == "NotFSM6CLA1A":
                yield f"DIFFN_RWM_{standard}"


def _progress_by_group(subject: str) -> Iterator[str]:
    for group in GROUPS:
        yield from _interval(f"{subject}PROG_{group}")
        if group == "NotFSM6CLA1A":
            yield f"DIFFN_{subject}PROG"


def _averages(year: int) -> Iterator[str]:
    groups: Sequence[str] = GROUPS if year > 2016 else PRIOR_AND_POOR  # noqa: PLR2004 - a year
    for subject in ("READ", "MAT", "GPS"):
        for group in groups:
            yield f"{subject}_AVERAGE_{group}"


def _subjects_by_group() -> Iterator[str]:
    for standard in ("EXP", "HIGH"):
        for subject in SUBJECT_MEASURES:
            for group in PRIOR_AND_POOR:
                yield f"PT{subject}_{standard}_{group}"


def _languages_and_needs(year: int) -> Iterator[str]:
    yield from _counted("EALGRP1", "EALGRP3")
    if year > LAST_WITH_TEST_TA:
        yield from _words("TSENELE PSENELE TSENELK PSENELK TSENELEK PSENELEK")
        return
    yield from _words("TSENELAPK PSENELSAPK TSENELE PSENELE TSENELK PSENELK TSENELST PSENELST")
    yield from ["TSENELSAP", "PSENELSAP", "SENELN", "PSENELN"]


def _earlier(year: int) -> Iterator[str]:
    first, last = {2016: (0, 0), 2017: (2016, 2016)}.get(year, (year - 2, year - 1))
    for earlier in range(last, first - 1, -1) if first else ():
        yield from _earlier_year(year, earlier % 100)
    if year < FIRST_WITH_BANDS:
        return
    yield from _words("TELIG_3YR PTRWM_EXP_3YR PTRWM_HIGH_3YR READ_AVERAGE_3YR MAT_AVERAGE_3YR")
    yield from (f"{subject}PROG_UNADJUSTED" for subject in PROGRESS_SUBJECTS)
    for suffix in (f"_{first % 100}", f"_{last % 100}", ""):
        yield from (f"{subject}PROG_DESCR{suffix}" for subject in PROGRESS_SUBJECTS)


def _earlier_year(year: int, suffix: int) -> Iterator[str]:
    if year >= FIRST_WITH_EARLIER_COHORTS:
        yield f"TELIG_{suffix}"
    yield from (f"PTFSM6CLA1A_{suffix}", f"PTNOTFSM6CLA1A_{suffix}")
    yield from (f"PTRWM_EXP_{suffix}", f"PTRWM_HIGH_{suffix}")
    poor = [f"PTRWM_{standard}_FSM6CLA1A_{suffix}" for standard in ("EXP", "HIGH")]
    other = [f"PTRWM_{standard}_NotFSM6CLA1A_{suffix}" for standard in ("EXP", "HIGH")]
    if year < FIRST_WITH_BANDS:
        yield from (poor[0], other[0], poor[1], other[1])
    else:
        yield from (*poor, *other)
    for subject in PROGRESS_SUBJECTS:
        yield from (f"{subject}PROG{part}_{suffix}" for part in ("", "_LOWER", "_UPPER"))
    yield from (f"READ_AVERAGE_{suffix}", f"MAT_AVERAGE_{suffix}")
