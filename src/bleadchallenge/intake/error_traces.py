"""Error cells in the older and binary workbooks, whose reader gives them as blank.

Their places are not worked out; a person is told that there are some. Record
layouts: [MS-XLS] 2.4.24 BoolErr and 2.4.127 Formula, [MS-XLSB] 2.4.26
BrtCellError and 2.4.661 BrtFmlaError; OpenDocument as LibreOffice writes it.
"""

import re
from zipfile import ZipFile

from bleadchallenge.intake.archives import unpacked

CODE = rb"[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]"  # #NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A …
XLS_ERROR = re.compile(
    rb"\x05\x02\x08\x00.{6}"
    + CODE
    + rb"\x01|\x06\x00[\x16-\xff].{7}\x02."
    + CODE
    + rb".{3}\xff\xff",
    re.DOTALL,
)
XLSB_ERROR = re.compile(rb"\x03\x09.{8}" + CODE + rb"|\x0b[\x0b-\x7f].{8}" + CODE, re.DOTALL)
ODS_ERROR = b'value-type="error"'
ODS_CONTENT = "content.xml"


def errors_in_compound(data: bytes) -> int:
    """Count the error cells in an .xls, near enough: a record cut by a sector is missed."""
    return len(XLS_ERROR.findall(data))


def errors_in_archive(archive: ZipFile) -> int:
    """Count the error cells in an .xlsb or .ods, near enough; 0 in an .xlsx."""
    names = archive.namelist()
    sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".bin")]
    count = sum(len(XLSB_ERROR.findall(unpacked(archive, name))) for name in sheets)
    if ODS_CONTENT in names:
        count += unpacked(archive, ODS_CONTENT).count(ODS_ERROR)
    return count
