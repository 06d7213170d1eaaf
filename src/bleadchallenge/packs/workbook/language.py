"""The language of a workbook, which its library has no word for."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_PROPERTIES = "docProps/core.xml"
_END = b"</cp:coreProperties>"
_LANGUAGE = b"<dc:language>en-GB</dc:language>"


def with_language(content: bytes) -> bytes:
    """The same workbook with its language set, the same bytes each time."""
    whole = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(whole, "w", ZIP_DEFLATED) as written:
        for entry in read.infolist():
            part = read.read(entry)
            if entry.filename == _PROPERTIES:
                part = part.replace(_END, _LANGUAGE + _END)
            written.writestr(entry, part, ZIP_DEFLATED)
    return whole.getvalue()
