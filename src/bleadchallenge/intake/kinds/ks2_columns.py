"""The columns of key stage 2 tables that the programme reads, in the words people use."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_IDENTITY: Final = {
    "URN": "unique reference number; school urn",
    "LEA": "local authority; la code; la number",
    "ESTAB": "establishment number; estab",
    "SCHNAME": "school name; school; name of school",
    "TOTPUPS": "pupils on roll; number on roll; nor",
}
_COHORT: Final = {
    "TELIG": "eligible pupils; ks2 pupils; year 6 pupils; cohort; number of pupils",
    "BELIG": "eligible boys; ks2 boys; boys",
    "GELIG": "eligible girls; ks2 girls; girls",
    "TKS1AVERAGE": "key stage 1 average; ks1 aps; prior attainment",
    "PTKS1GROUP_L": "% low prior attainment",
    "PTKS1GROUP_M": "% middle prior attainment",
    "PTKS1GROUP_H": "% high prior attainment",
    "PTFSM6CLA1A": "% disadvantaged; pupil premium %; % fsm6",
    "PTEALGRP2": "% english as an additional language; % eal",
    "PTMOBN": "% not mobile; % non-mobile pupils",
}
_STANDARDS: Final = {
    "PTRWM_EXP": (
        "rwm expected standard %; rwm combined exs; reading writing maths expected; "
        "overall meet standard; overall meet std; combined exs"
    ),
    "PTRWM_HIGH": (
        "rwm higher standard %; rwm combined gds; overall exceed standard; overall exceed std"
    ),
    "PTREAD_EXP": "reading expected standard %; reading exs; reading meet std",
    "PTREAD_HIGH": "reading higher standard %; reading gds; reading exceed std",
    "PTMAT_EXP": "maths expected standard %; mathematics exs; maths meet std",
    "PTMAT_HIGH": "maths higher standard %; mathematics gds; maths exceed std",
    "PTWRITTA_EXP": "writing expected standard %; writing exs; writing ta; writing meet std",
    "PTWRITTA_HIGH": "writing greater depth %; writing gds; writing exceed std",
    "PTGPS_EXP": "gps expected standard %; spag exs; gps meet std; grammar punctuation spelling",
    "PTGPS_HIGH": "gps higher standard %; spag gds; gps exceed std",
    "PTREADTA_EXP": "reading teacher assessment expected %",
    "PTMATTA_EXP": "maths teacher assessment expected %",
    "PTRWM_EXP_FSM6CLA1A": "rwm expected disadvantaged pupils %; pupil premium rwm",
    "PTRWM_EXP_NOTFSM6CLA1A": "rwm expected other pupils %; not disadvantaged rwm",
}
_SCORES: Final = {
    "READ_AVERAGE": "reading average scaled score; reading score",
    "MAT_AVERAGE": "maths average scaled score; maths score",
    "GPS_AVERAGE": "gps average scaled score; gps score; spag score",
    "READPROG": "reading progress score; reading progress; reading va",
    "READPROG_LOWER": "reading progress lower confidence limit",
    "READPROG_UPPER": "reading progress upper confidence limit",
    "READCOV": "reading progress coverage %",
    "READPROG_DESCR": "reading progress band",
    "WRITPROG": "writing progress score; writing progress; writing va",
    "WRITPROG_LOWER": "writing progress lower confidence limit",
    "WRITPROG_UPPER": "writing progress upper confidence limit",
    "WRITCOV": "writing progress coverage %",
    "WRITPROG_DESCR": "writing progress band",
    "MATPROG": "maths progress score; maths progress; maths va",
    "MATPROG_LOWER": "maths progress lower confidence limit",
    "MATPROG_UPPER": "maths progress upper confidence limit",
    "MATCOV": "maths progress coverage %",
    "MATPROG_DESCR": "maths progress band",
}
_OTHERS: Final = dict.fromkeys(
    (
        "ALPHAIND", "RECTYPE", "NFTYPE", "ICLOSE", "RELDENOM", "AGERANGE", "PCODE", "TOWN",
        "TELNUM", "URN_AC", "SCHNAME_AC", "OPEN_AC", "TPUPYEAR", "PBELIG", "PGELIG",
        "TKS1GROUP_L", "TKS1GROUP_M", "TKS1GROUP_H", "TFSM6CLA1A", "TNOTFSM6CLA1A",
        "PTNOTFSM6CLA1A", "TEALGRP2", "TMOBN", "DIFFN_RWM_EXP", "DIFFN_RWM_HIGH",
        "PTREAD_AT", "PTMAT_AT", "PTGPS_AT", "PTWRITTA_WTS", "PTWRITTA_AD", "PTSCITA_EXP",
        "TSENELK", "PSENELK", "TSENELE", "PSENELE", "TSENELEK", "PSENELEK",
    ),
    "",
)  # fmt: skip
"""Columns that may be mapped to and that nobody is likely to have under another name."""

KNOWN: Final[Mapping[str, str]] = MappingProxyType(
    {**_IDENTITY, **_COHORT, **_STANDARDS, **_SCORES, **_OTHERS}
)
"""Known name of a column: the ways people write it, parted by semicolons."""
