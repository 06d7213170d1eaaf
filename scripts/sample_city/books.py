"""Workbooks that come out the same to the byte: fixed dates, no compression."""

import io
import zipfile
from datetime import UTC, datetime

import xlsxwriter

CREATED = datetime(2018, 1, 1, tzinfo=UTC).replace(tzinfo=None)
FIXED_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)


class Book:
    """A workbook in memory; ``bytes()`` closes it."""

    def __init__(self) -> None:
        """Begin an empty workbook of a fixed day."""
        self._out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self.book.set_properties({"created": CREATED})

    def __bytes__(self) -> bytes:
        """Close the workbook and pack it again without compression or times of day."""
        self.book.close()
        packed = io.BytesIO()
        with zipfile.ZipFile(self._out) as source, zipfile.ZipFile(packed, "w") as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, date_time=FIXED_ENTRY_DATE)
                target.writestr(entry, source.read(name))
        return packed.getvalue()
