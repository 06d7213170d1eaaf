"""A look at a workbook's container before anything of it is unpacked."""

import re
import zlib
from collections.abc import Collection
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.intake.refusals import RefusedFileError, printable

MOST_ENTRIES = 10_000
MOST_UNPACKED_BYTES = 600_000_000
ALWAYS_ALLOWED_BYTES = 50_000_000  # below this no ratio is suspicious: blank sheets pack well
MOST_RATIO = 200
ENCRYPTED = 1
LOCAL_HEADER_BYTES = 30
SECTOR_BYTES = 512
WORKBOOK_PARTS = ("xl/", "word/", "ppt/", "workbook.xml", "workbook.bin", "[content_types]")
XML_SUFFIXES = (".xml", ".rels")
OTHER_DOCUMENTS = {"word/": "a Word document", "ppt/": "a presentation"}
OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(\w+)")
LEGACY_STREAMS = {"WordDocument": "a Word document", "PowerPoint Document": "a presentation"}
FILE_PASS = 0x2F
_GZIP_WRAPPED = 16  # zlib: the bytes have the head of a gzip file
START_OF_STREAM = b"\x09\x08"
UNPACK_FIX = "If you trust it, open it in a spreadsheet program and save the table as CSV UTF-8."


def damaged(why: str) -> RefusedFileError:
    """Say that a workbook is damaged, and how."""
    return RefusedFileError(
        ProblemKind.DAMAGED,
        "is damaged",
        why=why,
        fix="Ask for the file again, or open it, save it under a new name and import that.",
    )


def protected() -> RefusedFileError:
    """Say that a workbook is encrypted."""
    return RefusedFileError(
        ProblemKind.PROTECTED,
        "is protected with a password",
        why="It is encrypted, so its cells cannot be read.",
        fix="Open it with the password, save it without one and import that.",
    )


def not_a_workbook(looks_like: str) -> RefusedFileError:
    """Say that a container holds something else than a workbook."""
    return RefusedFileError(
        ProblemKind.NOT_A_SPREADSHEET,
        "is not a spreadsheet",
        why=f"By its contents it is {looks_like}, whatever its name says.",
        fix="Import the spreadsheet itself, as .xlsx or CSV.",
    )


def open_archive(data: bytes) -> ZipFile:
    """Open a zipped workbook after its directory has been found honest."""
    archive = _opened(data)
    _refuse_other_documents(archive)
    return archive


def packed_file(
    data: bytes, suffixes: Collection[str], most_bytes: int
) -> tuple[str, bytes] | None:
    """The one spreadsheet in a zip archive, by its path there; ``None`` for a workbook itself.

    Raises ``RefusedFileError`` for an archive with several, or one that is too large.
    """
    archive = _opened(data)
    names = archive.namelist()
    if any(name.lower().startswith(WORKBOOK_PARTS) or name == "mimetype" for name in names):
        return None
    found = [
        name
        for name in names
        if PurePosixPath(name).suffix.lower() in suffixes and not name.startswith("__MACOSX/")
    ]
    if len(found) > 1:
        raise RefusedFileError(
            ProblemKind.NOT_A_SPREADSHEET,
            f"holds {len(found)} spreadsheets",
            why=printable(", ".join(found[:5])),
            fix="Unpack it and import those that are wanted, one by one.",
        )
    if not found:
        return None
    if archive.getinfo(found[0]).file_size > most_bytes:
        raise _unpacks_to_too_much(most_bytes)
    return found[0], unpacked(archive, found[0])


def gunzipped(data: bytes, most_bytes: int) -> bytes:
    """The bytes in a gzip file.

    Raises ``RefusedFileError`` for one that breaks off or unpacks to more than the most.
    """
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | _GZIP_WRAPPED)
    try:
        content = unpacker.decompress(data, most_bytes + 1)
    except zlib.error:
        raise damaged("What is packed in it cannot be unpacked.") from None
    if len(content) > most_bytes:
        raise _unpacks_to_too_much(most_bytes)
    if not unpacker.eof:
        raise damaged("What is packed in it breaks off.")
    return content


def _unpacks_to_too_much(most_bytes: int) -> RefusedFileError:
    return RefusedFileError(
        ProblemKind.TOO_LARGE,
        f"unpacks to more than {most_bytes // 10**6} MB",
        why="No table of schools needs so much.",
        fix=UNPACK_FIX,
    )


def _opened(data: bytes) -> ZipFile:
    """Open an archive after its directory has been found honest."""
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, EOFError, NotImplementedError):
        raise damaged("Its table of contents is missing or broken off.") from None
    entries = archive.infolist()
    _refuse_bomb(entries, len(data))
    _refuse_lies(entries)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise protected()
    return archive


def unpacked(archive: ZipFile, name: str) -> bytes:
    """Unpack one entry, never beyond the size that the directory gives."""
    try:
        with archive.open(name) as part:
            return part.read(max(archive.getinfo(name).file_size, 1))
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        raise damaged(f"Its part {name} cannot be unpacked.") from None


def xml_parts(archive: ZipFile) -> list[str]:
    """Name the parts that are XML."""
    return [name for name in archive.namelist() if name.lower().endswith(XML_SUFFIXES)]


def refuse_entities(xml: bytes, name: str) -> None:
    """Refuse XML that declares a document type: no spreadsheet program writes one."""
    if b"<!" in xml and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml):
        raise damaged(f"Its part {name} declares XML entities, as no spreadsheet program does.")


def _refuse_bomb(entries: list[ZipInfo], packed: int) -> None:
    """Refuse what would unpack to more than a table can need."""
    size = sum(entry.file_size for entry in entries)
    too_many = len(entries) > MOST_ENTRIES
    too_dense = size > ALWAYS_ALLOWED_BYTES and size > packed * MOST_RATIO
    if too_many or too_dense or size > MOST_UNPACKED_BYTES:
        limit = f"{MOST_UNPACKED_BYTES // 10**6:,} MB or {MOST_RATIO} times the file's size"
        raise RefusedFileError(
            ProblemKind.TOO_LARGE,
            f"unpacks to {size // 10**6:,} MB in {len(entries):,} parts",
            why=f"More than {limit} is not unpacked.",
            fix=UNPACK_FIX,
        )


def _refuse_lies(entries: list[ZipInfo]) -> None:
    """Refuse a directory that names a part twice or lets two parts share their bytes."""
    if len({entry.filename for entry in entries}) < len(entries):
        raise damaged("Its table of contents names one part twice.")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise damaged("Its table of contents lets two parts overlap.")
        end = entry.header_offset + LOCAL_HEADER_BYTES + entry.compress_size


def _refuse_other_documents(archive: ZipFile) -> None:
    """Refuse archives and documents that hold no workbook, and encrypted OpenDocument."""
    names = archive.namelist()
    if any(name.lower().startswith("xl/") for name in names):
        return
    if "mimetype" in names:
        _refuse_other_open_documents(archive)
    elif not any(name.lower().endswith(("workbook.xml", "workbook.bin")) for name in names):
        for folder, document in OTHER_DOCUMENTS.items():
            if any(name.startswith(folder) for name in names):
                raise not_a_workbook(document)
        raise not_a_workbook("a zip archive")


def _refuse_other_open_documents(archive: ZipFile) -> None:
    kind = OPEN_DOCUMENT.match(unpacked(archive, "mimetype"))
    if kind is None or not kind[1].startswith(b"spreadsheet"):
        raise not_a_workbook(f"an OpenDocument {kind[1].decode()}" if kind else "a zip archive")
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in unpacked(archive, manifest):
        raise protected()


def look_into_compound(data: bytes) -> None:
    """Refuse an OLE container that is encrypted or holds no workbook (.doc, .ppt, .msg)."""
    if _names_stream(data, "EncryptedPackage") or _asks_for_password(data):
        raise protected()
    if _names_stream(data, "Workbook") or _names_stream(data, "Book"):
        return
    document = next(
        (word for name, word in LEGACY_STREAMS.items() if _names_stream(data, name)), ""
    )
    raise not_a_workbook(document or "an Office document of another kind")


def _names_stream(data: bytes, name: str) -> bool:
    """Whether the container's directory names a stream, in any capitals."""
    exact, upper = name.encode("utf-16-le"), name.upper().encode("utf-16-le")
    return exact in data or upper in data


def _asks_for_password(data: bytes) -> bool:
    """Whether a sector begins a workbook whose first records hold a password's check."""
    return any(
        data.startswith(START_OF_STREAM, sector) and _first_records_hold(data, sector, FILE_PASS)
        for sector in range(SECTOR_BYTES, len(data), SECTOR_BYTES)
    )


def _first_records_hold(data: bytes, start: int, wanted: int) -> bool:
    """Walk the records in one sector (number and length, two bytes each)."""
    place, end = start, min(start + SECTOR_BYTES, len(data) - 4)
    while place < end:
        number = int.from_bytes(data[place : place + 2], "little")
        if number == wanted:
            return True
        place += 4 + int.from_bytes(data[place + 2 : place + 4], "little")
    return False
