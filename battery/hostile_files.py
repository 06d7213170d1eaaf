"""Files that are made to harm, and good files with something done to them by chance."""

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    "</Types>"
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BOOK = (
    f'<?xml version="1.0"?><workbook {_MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_STRINGS = f'<?xml version="1.0"?><sst {_MAIN}><si><t>code</t></si><si><t>name</t></si><si><t>role</t></si></sst>'
_SHEET = (
    f'<?xml version="1.0"?><worksheet {_MAIN}><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>P8</t></is></c><c r="B2" t="inlineStr"><is><t>Eve</t></is></c>'
    '<c r="C2" t="inlineStr"><is><t>governor</t></is></c></row></sheetData></worksheet>'
)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
_MEBIBYTE = 1024 * 1024

Maker = Callable[[Path], None]


def made() -> dict[str, Maker]:
    """Every file made to harm, by name."""
    return {**_texts(), **_books()}


def _texts() -> dict[str, Maker]:
    head = b"code,name,role\n"
    texts = {
        "empty.csv": b"",
        "one-byte.csv": b"x",
        "mark-only.csv": b"\xef\xbb\xbf",
        "noughts.csv": bytes(5000),
        "nought-in-cell.csv": head + b"P8,Eve\x00Rook,governor\n",
        "utf16.csv": "code,name,role\nP8,Eve,governor\n".encode("utf-16"),
        "utf32.csv": "code,name,role\nP8,Eve,governor\n".encode("utf-32"),
        "surrogates.csv": head + b"P8,\xed\xa0\x80,governor\n",
        "overlong.csv": head + b"P8,\xc0\xaf,governor\n",
        "latin.csv": head + b"P8,caf\xe9,governor\n",
        "open-quote.csv": head + b'P8,"Eve,governor\n' * 1000,
        "long-line.csv": head + b"P8," + b"a" * (4 * _MEBIBYTE) + b",governor\n",
        "wide.csv": b",".join(b"c%d" % n for n in range(50_000)) + b"\n",
        "same-headers.csv": b"code,code,name,name,role,role\nP8,P8,Eve,Eve,governor,head\n",
        "many-rows.csv": head + b"".join(b"P%d,N,governor\n" % n for n in range(20_000)),
        "only-commas.csv": b"," * 100_000,
        "only-newlines.csv": b"\n" * 100_000,
        "carriage-returns.csv": head.replace(b"\n", b"\r") + b"P8,Eve,governor\r",
        "controls.csv": head + b"P8,\x1b[2J\x07\x08Eve,governor\n",
        "directions.csv": head + "P8,\u202eevE\u2066,governor\n".encode(),
        "html.xls": b"<html><table><tr><td>code</td></tr></table></html>",
        "text.xlsx": head,
        "ole.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "pdf.csv": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "gzip.csv": b"\x1f\x8b\x08\x00" + bytes(range(200)),
        "pickle.csv": b"\x80\x04cposix\nsystem\n(S'false'\ntR.",
        "headers-only.csv": head,
        "big-numbers.csv": b"URN,LA,ESTAB,SCHNAME\n" + b"9" * 5000 + b",330,2001,x\n",
        "odd-digits.csv": "code,name,role\n\u0661\u0662,Eve,governor\n".encode(),
    }
    return {name: partial(_write, content=content) for name, content in texts.items()}


def _books() -> dict[str, Maker]:
    whole = _book()
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 60_000))
    far = _SHEET.replace('r="2"', 'r="1048576"').replace("A2", "XFD1048576")
    books: dict[str, bytes | dict[str, str]] = {
        "laughs-in-strings.xlsx": {"xl/sharedStrings.xml": _with(_LAUGHS, _STRINGS, "&a11;")},
        "laughs-in-sheet.xlsx": {"xl/worksheets/sheet1.xml": _with(_LAUGHS, _SHEET, "&a11;")},
        "laughs-in-book.xlsx": {"xl/workbook.xml": _with(_LAUGHS, _BOOK, "&a11;")},
        "quadratic.xlsx": {"xl/sharedStrings.xml": _with(_QUADRATIC, _STRINGS, "&a;" * 20_000)},
        "outside.xlsx": {"xl/sharedStrings.xml": _with(_OUTSIDE, _STRINGS, "&out;")},
        "far-corner.xlsx": {"xl/worksheets/sheet1.xml": far},
        "many-cells.xlsx": {
            "xl/worksheets/sheet1.xml": _SHEET.replace("</sheetData>", cells + "</sheetData>")
        },
        "no-end.xlsx": {"xl/worksheets/sheet1.xml": _SHEET[:-60]},
        "deep.xlsx": {"xl/worksheets/sheet1.xml": "<a>" * 100_000},
        "no-string.xlsx": {"xl/worksheets/sheet1.xml": _SHEET.replace("<v>0</v>", "<v>999999</v>")},
        "minus-string.xlsx": {"xl/worksheets/sheet1.xml": _SHEET.replace("<v>0</v>", "<v>-1</v>")},
        "odd-address.xlsx": {
            "xl/worksheets/sheet1.xml": _SHEET.replace('r="A1"', 'r="ZZZZZZ99999999999"')
        },
        "odd-number.xlsx": {
            "xl/worksheets/sheet1.xml": _SHEET.replace('t="s"><v>0', "><v>1e99999")
        },
        "no-sheets.xlsx": {
            "xl/workbook.xml": _BOOK.replace('<sheet name="People" sheetId="1" r:id="rId1"/>', "")
        },
        "broken-utf8.xlsx": {"xl/sharedStrings.xml": _STRINGS.replace("name", "na\udcffme")},
        "no-types.xlsx": {"[Content_Types].xml": ""},
        "out-of-place.xlsx": {"../../../../tmp/evil.txt": "evil"},
        "cut-10.xlsx": whole[: len(whole) // 10],
        "cut-50.xlsx": whole[: len(whole) // 2],
        "cut-99.xlsx": whole[: -len(whole) // 100],
        "zip.xlsx": _zipped({"a.txt": "a"}),
        "lies.xlsx": _lying(whole),
        "first-bytes.xlsx": b"PK\x03\x04" + bytes(500),
    }
    makers: dict[str, Maker] = {
        name: partial(_write, content=book if isinstance(book, bytes) else _book(book))
        for name, book in books.items()
    }
    makers["bomb.xlsx"] = partial(_bomb, part="xl/worksheets/sheet1.xml")
    makers["bomb-of-strings.xlsx"] = partial(_bomb, part="xl/sharedStrings.xml")
    makers["bomb-aside.xlsx"] = partial(_bomb, part="xl/media/image1.png")
    makers["bomb.csv.xlsx"] = _many_parts
    return makers


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _with(entities: str, part: str, used: str) -> str:
    head, rest = part.split("?>", 1)
    return f"{head}?>{entities}{rest.replace('code', used).replace('P8', used).replace('People', used)}"


def _parts(other: dict[str, str] | None = None) -> dict[str, str]:
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(
            kind="worksheet", target="worksheets/sheet1.xml"
        ),
        "xl/sharedStrings.xml": _STRINGS,
        "xl/worksheets/sheet1.xml": _SHEET,
        **(other or {}),
    }


def _book(other: dict[str, str] | None = None) -> bytes:
    return _zipped(_parts(other))


def _zipped(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text.encode("utf-8", "surrogateescape"))
    return held.getvalue()


def _lying(whole: bytes) -> bytes:
    """A directory that says every part is of ten bytes."""
    data = bytearray(whole)
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 24 : start + 28] = (10).to_bytes(4, "little")
        start = data.find(b"PK\x01\x02", start + 4)
    return bytes(data)


def _bomb(path: Path, part: str) -> None:
    """A workbook of half a megabyte, one part of which is of 512."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in _parts().items():
            if name != part:
                book.writestr(name, text)
        with book.open(part, "w", force_zip64=True) as stream:
            stream.write(f'<?xml version="1.0"?><worksheet {_MAIN}><sheetData>'.encode())
            for _ in range(512):
                stream.write(b" " * _MEBIBYTE)


def _many_parts(path: Path) -> None:
    """A workbook of very many parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:
        for name, text in _parts().items():
            book.writestr(name, text)
        for number in range(30_000):
            book.writestr(f"xl/worksheets/sheet{number + 2}.xml", "")


_NAUGHTY = (
    b"", b"#N/A", b"NaN", b"-1", b"1e999", b"=1+1", b"\xff", b"\xe2\x80\xae", b"2018-02-30", b'"',
    b"SUPP", b"900001", b"9" * 400, b"\x00", b"<b>", b"\r\n", b"NULL", b"0.1%", b"101%", b"100000000%",
    b"\xd9\xa1", b"'", b";", b"\t", b"T1", b"False", b"1/0",
)  # fmt: skip


def mutated_text(data: bytes, chance: Random) -> bytes:
    """A text with one to five things done to it."""
    for _ in range(chance.randint(1, 5)):
        data = chance.choice(_DONE_TO_TEXT)(data, chance)
    return data


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 40)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cell(data: bytes, chance: Random) -> bytes:
    """Odd text in the place of some cells."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 4, 20))):
        number = chance.randrange(len(lines))
        cells = lines[number].split(b",")
        cells[chance.randrange(len(cells))] = chance.choice(_NAUGHTY)
        lines[number] = b",".join(cells)
    return b"\n".join(lines)


def _column(data: bytes, chance: Random) -> bytes:
    """A column that is gone, or there twice, or elsewhere."""
    rows = [line.split(b",") for line in data.split(b"\n")]
    place = chance.randrange(max(1, len(rows[0])))
    what = chance.choice(("gone", "twice", "first"))
    for row in rows:
        if place < len(row):
            cell = row[place] if what == "twice" else row.pop(place)
            if what != "gone":
                row.insert(0, cell)
    return b"\n".join(b",".join(row) for row in rows)


def _line(data: bytes, chance: Random) -> bytes:
    """A line that is gone, or there twice, or elsewhere."""
    lines = data.split(b"\n")
    place = chance.randrange(len(lines))
    line = lines[place] if chance.random() < 0.5 else lines.pop(place)  # noqa: PLR2004 - as often as not
    lines.insert(chance.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


def _recoded(data: bytes, chance: Random) -> bytes:
    """The same text in another encoding."""
    text = data.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-be", "cp1252", "utf-8-sig", "cp037")), "replace"
    )


def _ends(data: bytes, chance: Random) -> bytes:
    """Other ends of lines, or other marks between cells."""
    one, other = chance.choice(
        ((b"\n", b"\r"), (b",", b";"), (b",", b"\t"), (b"\n", b"\n\n"), (b'"', b""))
    )
    return data.replace(one, other)


_DONE_TO_TEXT = (_cut, _flip, _cell, _cell, _cell, _column, _line, _recoded, _ends)


def mutated_book(data: bytes, chance: Random) -> bytes:
    """A workbook with something done to its bytes or to one of its parts."""
    if chance.random() < 0.3:  # noqa: PLR2004 - now and then
        return chance.choice((_cut, _flip))(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice(sorted(parts))
    done = chance.choice((_cut, _flip, _tag, _tag, _drop))
    parts[name] = done(parts[name], chance)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for part, content in parts.items():
            book.writestr(part, content)
    return held.getvalue()


def _tag(data: bytes, chance: Random) -> bytes:
    """Odd text in the place of a value between tags."""
    pieces = data.split(b">")
    for _ in range(chance.choice((1, 5))):
        number = chance.randrange(len(pieces))
        _value, mark, tag = pieces[number].rpartition(b"<")
        pieces[number] = chance.choice(_NAUGHTY).replace(b"<", b"&lt;") + mark + tag
    return b">".join(pieces)


def _drop(_data: bytes, _chance: Random) -> bytes:
    return b""
