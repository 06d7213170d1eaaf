"""What a file really is, told from its bytes and never from its name."""

import re
from enum import StrEnum

from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.intake.refusals import RefusedFileError

HEAD_BYTES = 4096
SAVE_AS = "Open it in a spreadsheet program and save it as .xlsx or CSV UTF-8, then import that."
UTF_MARKS = (b"\xff\xfe", b"\xfe\xff")


class FileFormat(StrEnum):
    """The three ways in which a spreadsheet reaches us."""

    TEXT = "text"
    ZIP = "zip"  # .xlsx, .xlsm, .xlsb, .ods
    COMPOUND = "compound"  # .xls, and workbooks with a password


FORMS = {
    b"PK\x03\x04": FileFormat.ZIP,
    b"PK\x05\x06": FileFormat.ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": FileFormat.COMPOUND,
}
STRANGERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file",
    b"{\\rtf": "a rich text document",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
FILLED = re.compile(rb"[^\0 \t\r\n\xef\xbb\xbf\xff\xfe]")
MARKUP = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|body|meta|table|div|style)\b", re.IGNORECASE
)
XML = re.compile(rb"\s*<(?:\?xml|[a-z][\w:.-]*[\s>])", re.IGNORECASE)
JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[{"\]\d])')
JSON_END = re.compile(rb"[\]}]\s*\Z")
MIME = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)


def file_format(data: bytes) -> FileFormat:
    """Tell the form of a spreadsheet, or refuse what is none and say what it looks like."""
    if not FILLED.search(data):
        raise RefusedFileError(
            ProblemKind.EMPTY_FILE,
            "is empty",
            why="There is nothing in it but blanks." if data else "It holds no bytes at all.",
            fix="Ask for the file again, or save it again from where it came.",
        )
    for magic, form in FORMS.items():
        if data.startswith(magic):
            return form
    _refuse_stranger(data)
    return FileFormat.TEXT


def _refuse_stranger(data: bytes) -> None:
    """Refuse pictures, documents, archives, web pages, XML and JSON by name."""
    looks_like = next((word for magic, word in STRANGERS.items() if data.startswith(magic)), None)
    looks_like = looks_like or _language(data)
    if looks_like:
        raise RefusedFileError(
            ProblemKind.NOT_A_SPREADSHEET,
            "is not a spreadsheet",
            why=f"By its contents it is {looks_like}, whatever its name says.",
            fix=SAVE_AS,
        )


def _language(data: bytes) -> str | None:
    """Name the language of text that is no table, or ``None``."""
    head = data[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(UTF_MARKS):
        head = head.replace(b"\0", b"")[2:]
    if MARKUP.match(head):
        return "a web page"
    if XML.match(head):
        return "an XML file"
    if MIME.match(head):
        return "a web archive or an e-mail"
    if JSON.match(head) and JSON_END.search(data[-64:].replace(b"\0", b"")):
        return "a JSON file"
    return None
