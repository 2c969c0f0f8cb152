"""Files made to harm whoever reads them, and odd ones that only look so: every row of the list of threats, as a folder.

Each is made at test time, small, and named after what is wrong with it. `ALLOWED` tells which outcomes it may have.
"""

from __future__ import annotations

import os
import random
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.typesetting import pdf_file, shown
from tests.word_files import in_word, p, r, table, write_docx

# Reasons by what is wrong; «» stands for a file that is read.
DAMAGED = frozenset({"CORRUPT", "PAGES_MISSING", "TYPE_MISMATCH", "UNSUPPORTED_TYPE", "NEEDS_OCR", "NO_TEXT", "EMPTY",
                     "GARBLED_TEXT"})  # fmt: skip
NO_MATTER = DAMAGED | {""}  # a damage that the text may survive
ENDLESS = frozenset({"TIMEOUT", "MEMORY", "CRASH", "CORRUPT", "NO_TEXT", "NEEDS_OCR", "BOMB", "PAGES_MISSING", "",
                     "TOO_MANY_PAGES", "TOO_LARGE"})  # fmt: skip
BOMBS = frozenset({"BOMB", "TOO_LARGE", "TOO_MANY_PAGES", "MEMORY", "TIMEOUT", "CRASH", "CORRUPT", "NO_TEXT"})
SCANNED = frozenset({"NEEDS_OCR", "GARBLED_TEXT", "NO_TEXT", "PAGES_MISSING"})


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: its name, its bytes or how to make it, and the reasons that it may end with («» where it is read)."""

    name: str
    content: bytes | Callable[[Path], None]
    allowed: frozenset[str]

    def make(self, folder: Path) -> None:
        """Put the file into the folder."""
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)


def hostile_files(good_docx: bytes, good_pdf: bytes, listening: int) -> Iterator[Hostile]:
    """All of them. `listening` is a port on this machine that nobody may connect to."""
    for part in (
        empty_and_broken(good_docx, good_pdf), lost_pages(), garbled(), endless(), word_bombs(good_docx), pdf_bombs(),
        locked(good_docx), misnamed(good_docx, good_pdf), reaching_out(good_docx, listening), odd_names(),
        odd_things(), odd_text(),
    ):  # fmt: skip
        yield from part


def empty_and_broken(good_docx: bytes, good_pdf: bytes) -> Iterator[Hostile]:
    """Nothing in it, cut off, bits rotted, zeros where a disk lost them."""
    for name in ("rỗng.pdf", "rỗng.docx", "rỗng.doc"):
        yield Hostile(name, b"", frozenset({"EMPTY"}))
    yield Hostile("một byte.pdf", b"%", frozenset({"UNSUPPORTED_TYPE", "CORRUPT", "TYPE_MISMATCH"}))
    for suffix, good in (("docx", good_docx), ("pdf", good_pdf)):
        for tenth in range(1, 10):
            yield Hostile(f"cụt {tenth}.{suffix}", good[: len(good) * tenth // 10], NO_MATTER)
        for seed in range(12):
            yield Hostile(f"mục {seed}.{suffix}", _rotted(good, seed), NO_MATTER | {"XML_DTD", "BOMB"})
        yield Hostile(f"số không.{suffix}", good[:200] + b"\0" * len(good), NO_MATTER)
        yield Hostile(f"chỉ đầu.{suffix}", good[:8], DAMAGED)
    yield Hostile("đuôi rác.pdf", good_pdf + b"\0" * 3000, NO_MATTER)
    yield Hostile("đầu rác.pdf", b"rac " * 50 + good_pdf, NO_MATTER)


def _rotted(good: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    data = bytearray(good)
    for _ in range(1 + 10 * seed):
        data[chance.randrange(20, len(data))] = chance.randrange(256)
    return bytes(data)


def lost_pages() -> Iterator[Hostile]:
    """Page trees that say less or more than there is."""
    three = pdf_file([shown(f"Trang {at} cua bao cao", 90, 700) for at in range(3)]).decode("latin-1")
    allowed = frozenset({"PAGES_MISSING", ""})
    yield Hostile("nói 1 có 3.pdf", three.replace("/Count 3", "/Count 1").encode("latin-1"), allowed)
    yield Hostile("nói 9 có 3.pdf", three.replace("/Count 3", "/Count 9").encode("latin-1"), allowed)
    yield Hostile("nói 0 có 3.pdf", three.replace("/Count 3", "/Count 0").encode("latin-1"), allowed | {"CORRUPT"})
    yield Hostile("nói âm có 3.pdf", three.replace("/Count 3", "/Count -3").encode("latin-1"), allowed | {"CORRUPT"})
    torn = three.replace("6 0 R", "99 0 R", 1)
    yield Hostile("một trang mất.pdf", torn.encode("latin-1"), allowed)


def garbled() -> Iterator[Hostile]:
    """Letters that print and read as none, and pictures with only a stamp on them."""
    private = "".join(f"<{at:02X}> <{0xE000 + at:04X}>\n" for at in range(1, 100))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        f"endcodespacerange 99 beginbfchar\n{private}endbfchar endcmap end end"
    )
    picture = "q 595 0 0 842 0 0 cm\nBI /W 1 /H 1 /CS /G /BPC 8 ID z EI\nQ\n"
    yield Hostile("bảng mã riêng.pdf", _with_tounicode(cmap), SCANNED | {"CORRUPT"})
    cid = "".join(shown("\\(cid:12\\)\\(cid:7\\)\\(cid:99\\)", 90, 700 - 20 * at) for at in range(20))
    yield Hostile("cid.pdf", pdf_file([cid]), SCANNED)
    yield Hostile("ảnh.pdf", pdf_file([picture]), SCANNED)
    yield Hostile("ảnh có dấu ký.pdf", pdf_file([picture + shown("Ky boi: Tinh uy 21-04-2023", 90, 800)]), SCANNED)
    mixed = [picture, shown("Bao cao ket qua cong tac thang 5 nam 2024", 90, 700)]
    yield Hostile("một trang ảnh.pdf", pdf_file(mixed), SCANNED)
    yield Hostile("trang trắng.pdf", pdf_file(["", ""]), SCANNED)


def _with_tounicode(cmap: str) -> bytes:
    text = "".join(f"BT /F3 14 Tf 90 {700 - 20 * at} Td (\\001\\002\\003\\004\\005\\006) Tj ET\n" for at in range(20))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F3 5 0 R >> >> >>",
        4: _stream(text),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        6: _stream(cmap),
    }
    return raw_pdf(objects)


def _stream(content: str, extra: str = "") -> str:
    return f"<< /Length {len(content)} {extra} >>\nstream\n{content}\nendstream"


def raw_pdf(objects: dict[int, str], trailer: str = "/Root 1 0 R", start: str | None = None) -> bytes:
    """A PDF of exactly these objects; `start` takes the place of where the table of places begins."""
    body, places = "%PDF-1.7\n", {}
    for number, thing in objects.items():
        places[number] = len(body)
        body += f"{number} 0 obj\n{thing}\nendobj\n"
    size = max(objects) + 1
    rows = "".join(
        f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 65535 f \n" for number in range(size)
    )
    told = f"xref\n0 {size}\n{rows}trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start or len(body)}\n%%EOF\n"
    return (body + told).encode("latin-1")


def endless() -> Iterator[Hostile]:
    """Loops, trees that contain themselves, references that grow without end."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    catalog = "<< /Type /Catalog /Pages 2 0 R >>"
    trees = {
        "cây tự chứa": {1: catalog, 2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"},
        "cây hai vòng": {1: catalog, 2: "<< /Type /Pages /Kids [3 0 R] /Count 5 >>",
                         3: "<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R /Count 5 >>"},
        "cha là mình": {1: catalog, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
                        3: page.replace("/MediaBox [0 0 595 842]", ""), 4: _stream("")},
        "một trang mười lần": {1: catalog, 2: f"<< /Type /Pages /Kids [{'3 0 R ' * 10}] /Count 10 >>", 3: page,
                               4: _stream("")},
        "nội dung là mình": {1: catalog, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                             3: page.replace("/Contents 4 0 R", "/Contents [3 0 R 4 0 R]"), 4: "4 0 R"},
        "độ dài là mình": {1: catalog, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: page,
                           4: "<< /Length 4 0 R >>\nstream\nBT ET\nendstream"},
        "hình trong hình": {1: catalog, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                            3: page.replace("/Contents", "/Resources << /XObject << /X 5 0 R >> >> /Contents"),
                            4: _stream("/X Do"),
                            5: _stream("/X Do /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                                                      "/Resources << /XObject << /X 5 0 R >> >>")},
        "lưới triệu tầng": {1: catalog, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                            3: page.replace("/Contents", "/Resources << /XObject << /X 5 0 R >> >> /Contents"),
                            4: _stream("/X Do"), **_fans(5, 12, 10)},
    }  # fmt: skip
    for name, objects in trees.items():
        yield Hostile(f"{name}.pdf", raw_pdf(objects), ENDLESS)
    text = {1: catalog, 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: page, 4: _stream(shown("vong", 90, 700))}
    looped = raw_pdf(text).decode("latin-1")
    at = looped.index("xref\n")
    yield Hostile("bảng trỏ về mình.pdf", raw_pdf(text, f"/Root 1 0 R /Prev {at}"), ENDLESS)
    yield Hostile("bảng ngoài tệp.pdf", raw_pdf(text, start="99999999999999999999"), ENDLESS)
    yield Hostile("bảng âm.pdf", raw_pdf(text, start="-5"), ENDLESS)
    yield Hostile("mảng sâu.pdf", raw_pdf({**text, 5: "[" * 20_000 + "]" * 20_000}), ENDLESS)
    yield Hostile("từ điển sâu.pdf", raw_pdf({**text, 4: "<< /A " * 20_000 + ">>" * 20_000}), ENDLESS)
    yield Hostile("luồng vô tận.pdf", raw_pdf({**text, 4: _stream("q " * 30_000)}), ENDLESS)
    yield Hostile("số dài.pdf", raw_pdf({**text, 4: _stream("9" * 60_000 + " Tf")}), ENDLESS)


def _fans(first: int, deep: int, wide: int) -> dict[int, str]:
    """Pictures each of which draws the next one ten times: a million million drawings in two kilobytes."""
    form = (
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> /Font << /F1 99 0 R >> >>"
    )
    fans = {first + at: _stream("/X Do " * wide, form.format(first + at + 1)) for at in range(deep)}
    fans[first + deep] = _stream(shown("x", 1, 1), form.format(first + deep))
    fans[99] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return fans


def word_bombs(good_docx: bytes) -> Iterator[Hostile]:
    """Word files that unpack without end, or whose tables are as wide as memory."""
    wide = '<w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>' + p("a")
    bodies = {
        "triệu đoạn rỗng": p("") * 300_000,
        "ô rộng": table([wide.format(2**31 - 1), "b"], ruled=True),
        "ô rộng dài": table([wide.format("9" * 4000)], ruled=True),
        "nhiều ô rộng": table(*[[wide.format(9999)] * 3] * 40, ruled=True),
        "bảng trong bảng": "<w:tbl><w:tr><w:tc>" * 3000 + p("a") + "</w:tc></w:tr></w:tbl>" * 3000,
        "chữ lặp": p("a" * 5_000_000),
        "thẻ lặp": p(r("ha") * 100_000),
    }  # fmt: skip
    for name, body in bodies.items():
        yield Hostile(f"{name}.docx", _word(body), BOMBS | {""})
    yield Hostile("ảnh nở.docx", _word(p("a"), {"word/media/image1.bmp": b"\0" * 301_000_000}), BOMBS)
    yield Hostile("zip trong zip.docx", _zip({"[Content_Types].xml": good_docx, "a.zip": good_docx}), NO_MATTER | BOMBS)
    yield Hostile("mười vạn phần.docx", _many_parts(20_000), BOMBS | NO_MATTER)
    yield Hostile("kích thước dối.docx", _lying_sizes(good_docx), BOMBS | NO_MATTER)
    yield Hostile("hai phần một tên.docx", _twice(), BOMBS | NO_MATTER)
    yield Hostile("tệp thưa.docx", _sparse, frozenset({"TOO_LARGE"}))
    yield Hostile("tệp thưa.pdf", _sparse, frozenset({"TOO_LARGE"}))


def _word(body: str, parts: dict[str, str | bytes] | None = None) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        made = write_docx(path.parent, body, parts=parts)
        os.replace(made, path)

    return make


def _zip(parts: dict[str, bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)

    return make


def _many_parts(count: int) -> Callable[[Path], None]:
    return _zip({f"word/a{at}.xml": b"" for at in range(count)})


def _twice() -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", in_word("document", f"<w:body>{p('một')}</w:body>"))
            package.writestr("WORD/Document.xml", in_word("document", f"<w:body>{p('hai')}</w:body>"))

    return make


def _lying_sizes(good_docx: bytes) -> bytes:
    """The directory says that every part holds one byte."""
    data = bytearray(good_docx)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 1)
        at += 4
    return bytes(data)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n" if path.suffix == ".pdf" else b"PK\x03\x04")
        file.truncate(20_000_000_000)


def pdf_bombs() -> Iterator[Hostile]:
    """PDF files that unpack, grow or multiply without end."""
    catalog = "<< /Type /Catalog /Pages 2 0 R >>"
    one = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    base = {1: catalog, 2: one, 3: page, 5: font}

    def packed(content: bytes, layers: int = 1) -> str:
        for _ in range(layers):
            content = zlib.compress(content, 9)
        told = " ".join(["/FlateDecode"] * layers)
        return _stream(content.decode("latin-1"), f"/Filter [{told}]")

    letters = b"BT /F1 9 Tf 9 9 Td " + b"(aaaaaaaaaa) Tj " * 40_000 + b"ET"
    yield Hostile("nở nghìn lần.pdf", raw_pdf({**base, 4: packed(b" " * 50_000_000)}), BOMBS | SCANNED | {""})
    yield Hostile("nở ba lớp.pdf", raw_pdf({**base, 4: packed(b"\0" * 300_000_000, 3)}), BOMBS | SCANNED | {""})
    yield Hostile("trang quá nhiều chữ.pdf", raw_pdf({**base, 4: packed(letters)}), frozenset({"TOO_LARGE"}))
    many = "3 0 R " * 20_000
    kids = {**base, 2: f"<< /Type /Pages /Kids [{many}] /Count 20000 >>", 4: _stream(shown("x", 9, 9))}
    yield Hostile("hai vạn trang.pdf", raw_pdf(kids), frozenset({"TOO_MANY_PAGES"}))
    liar = {**base, 2: "<< /Type /Pages /Kids [3 0 R] /Count 100000 >>", 4: _stream(shown("x", 9, 9))}
    yield Hostile("nói mười vạn trang.pdf", raw_pdf(liar), frozenset({"TOO_MANY_PAGES"}))
    for name, box in (("trang khổng lồ", "0 0 1e9 1e9"), ("trang âm", "595 842 0 0"), ("trang không", "0 0 0 0"),
                      ("trang vô cực", "0 0 9e99 9e99")):  # fmt: skip
        sized = page.replace("0 0 595 842", box)
        yield Hostile(
            f"{name}.pdf", raw_pdf({**base, 3: sized, 4: _stream(shown("to", 90, 70))}), BOMBS | SCANNED | {""}
        )
    huge = "<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    drawn = page.replace("/Font", "/XObject << /X 6 0 R >> /Font")
    image = f"{huge}/Length 3 >>\nstream\nabc\nendstream"
    yield Hostile("ảnh mười tỷ điểm.pdf",
                  raw_pdf({**base, 3: drawn, 4: _stream("q 595 0 0 842 0 0 cm /X Do Q"), 6: image}),
                  BOMBS | SCANNED)  # fmt: skip
    yield Hostile(
        "bảng tỷ hàng.pdf", raw_pdf({**base, 4: _stream("")}).replace(b"0 6\n", b"0 999999999\n"), BOMBS | SCANNED
    )
    objects = _stream("1 0 " * 5, "/Type /ObjStm /N 1000000000 /First 20")
    yield Hostile("kho tỷ vật.pdf", raw_pdf({**base, 4: _stream(""), 6: objects}), BOMBS | SCANNED)


def locked(good_docx: bytes) -> Iterator[Hostile]:
    """Files that open with a password."""
    crypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'o' * 32}) /U ({'u' * 32}) >> /ID [(a) (b)]"
    yield Hostile("khóa.pdf", pdf_file([shown("kin", 90, 700)], crypt=crypt), frozenset({"ENCRYPTED"}))
    strange = "/Encrypt << /Filter /Unknown /V 99 /R 99 >>"
    yield Hostile("khóa lạ.pdf", pdf_file([shown("kin", 90, 700)], crypt=strange), frozenset({"ENCRYPTED", "CORRUPT"}))
    data = bytearray(good_docx)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    yield Hostile("khóa.docx", bytes(data), frozenset({"ENCRYPTED"}))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    yield Hostile("khóa kiểu OLE.docx", ole, frozenset({"ENCRYPTED"}))


def misnamed(good_docx: bytes, good_pdf: bytes) -> Iterator[Hostile]:
    """Names that say one thing, and contents that are another."""
    wrong = frozenset({"TYPE_MISMATCH", "UNSUPPORTED_TYPE", "CORRUPT"})
    yield Hostile("thật ra là pdf.docx", good_pdf + b"\n% khac ten", frozenset({""}))
    yield Hostile("không đuôi", good_pdf + b"\n% khong duoi", frozenset({""}))
    contents = {
        "html": b"<html><body><img src='http://192.0.2.1/x'>Bao cao</body></html>",
        "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        "jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 50, "exe": b"MZ" + b"\0" * 90, "elf": b"\x7fELF" + b"\0" * 90,
        "sh": b"#!/bin/sh\ntouch /tmp/bi-chiem\n",
        "gz": b"\x1f\x8b" + b"\0" * 50, "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 50,
        "txt": "Báo cáo tháng 5".encode(), "txt16": "Báo cáo tháng 5".encode("utf-16"),
        "ps": b"%!PS-Adobe-3.0\nshowpage",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    }  # fmt: skip
    for kind, content in contents.items():
        for suffix in ("doc", "docx", "pdf"):
            yield Hostile(f"{kind}.{suffix}", content + suffix.encode(), wrong)
    yield Hostile("bảng tính.xlsx", _zip({"xl/workbook.xml": b"<workbook/>"}), wrong)
    yield Hostile("bảng tính.docx", _zip({"xl/workbook.xml": b"<workbook>2</workbook>"}), wrong)
    yield Hostile("thư.eml", b"From: a@b\n\nBao cao", wrong)


def reaching_out(good_docx: bytes, port: int) -> Iterator[Hostile]:
    """Files that ask their reader to fetch, to open, to write or to run something."""
    there = f"http://127.0.0.1:{port}/x"
    types = {
        "bom cười": '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        "thực thể ngoài": '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        "thực thể mạng": f'<!DOCTYPE d [<!ENTITY f SYSTEM "{there}">]>',
        "dtd mạng": f'<!DOCTYPE d SYSTEM "{there}.dtd">',
        "tham số": f'<!DOCTYPE d [<!ENTITY % p SYSTEM "{there}"> %p;]>',
    }  # fmt: skip
    for name, doctype in types.items():
        main = in_word("document", f"<w:body>{p('a')}</w:body>").replace("?>", "?>" + doctype, 1)
        yield Hostile(f"{name}.docx", _zip({"word/document.xml": main.encode()}), frozenset({"XML_DTD"}))
        wide = main.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
        yield Hostile(f"{name} 16.docx", _zip({"word/document.xml": wide}), frozenset({"XML_DTD"}))
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="x/image" TargetMode="External" Target="{there}"/>'
        f'<Relationship Id="r2" Type="x/attachedTemplate" TargetMode="External" Target="{there}"/>'
        '<Relationship Id="r3" Type="x/footnotes" Target="../../../../../../etc/passwd"/></Relationships>'
    )
    outward = {"word/_rels/document.xml.rels": links.encode(), "../../../../tmp/bi-chiem": b"x", "/tmp/bi-chiem": b"x"}
    quiet = in_word("document", f"<w:body>{p('Bao cao thang 5')}</w:body>").encode()
    yield Hostile("liên kết ngoài.docx", _zip({"word/document.xml": quiet, **outward}), frozenset({"", "CORRUPT"}))
    rtf = (
        "{\\rtf1\\ansi Bao cao thang 5 {\\field{\\*\\fldinst INCLUDEPICTURE \"" + there + "\" }}"
        "{\\field{\\*\\fldinst INCLUDETEXT \"file:///etc/passwd\" }}\\par}"
    )  # fmt: skip
    yield Hostile(
        "lấy ảnh mạng.rtf", rtf.encode(), frozenset({"", "CORRUPT", "UNSUPPORTED_TYPE", "NEEDS_OCR", "NO_TEXT"})
    )
    yield Hostile(
        "lấy ảnh mạng.doc", rtf.encode() + b"\n", frozenset({"", "CORRUPT", "UNSUPPORTED_TYPE", "NEEDS_OCR", "NO_TEXT"})
    )
    acts = {
        "mở mạng": f"/OpenAction << /S /URI /URI ({there}) >>", "chạy": "/OpenAction << /S /Launch /F (/bin/sh) >>",
        "gửi": f"/OpenAction << /S /SubmitForm /F ({there}) >>",
        "mã": f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('{there}'\\);) >>",
    }  # fmt: skip
    for name, act in acts.items():
        made = pdf_file([shown("Bao cao thang 5", 90, 700)]).replace(b"/Catalog", f"/Catalog {act}".encode())
        yield Hostile(f"{name}.pdf", made, frozenset({"", "PAGES_MISSING"}))
    xmp = _stream(f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{there}">]><x>&e;</x>', "/Type /Metadata")
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
    )
    objects = {1: "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>", 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               3: page, 4: _stream(shown("Bao cao", 90, 700)),
               5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", 6: xmp}  # fmt: skip
    yield Hostile("xml trong pdf.pdf", raw_pdf(objects), frozenset({""}))
    html = f"<html><head><link rel=stylesheet href='{there}'></head><body><img src='{there}'>Bao cao</body></html>"
    yield Hostile(
        "trang mạng.doc", html.encode(), frozenset({"UNSUPPORTED_TYPE", "TYPE_MISMATCH", "CORRUPT", "XML_DTD"})
    )


def odd_names() -> Iterator[Hostile]:
    """Names that a command line, a log or a file system may trip over; each file is a good report of its own."""
    names = [
        "xuống\ndòng.docx", "nháy'\"`.docx", "-rf.docx", "--store=x.docx", "$(touch bi-chiem).docx", "; ls.docx",
        "dấu cách  .docx", " .docx", "h\u00f2a.docx", "ho\u0300a.docx", "a" * 250 + ".docx", "%s%n.docx", "..docx"[1:],
        "\x1b[2Jmàn hình.docx", "\u202exslx.docx", "=cmd|calc.docx", "<b>đậm<b>.docx",
        "{{7*7}}.docx", "\udce1\udcff.docx",
        "con.docx", "báo cáo\t5.docx",
    ]  # fmt: skip
    for at, name in enumerate(names):
        body = p(f"Báo cáo số {at}: mở {at + 3} lớp với {at + 20} học viên.")
        shown_name = name if not name.startswith(".") else "_" + name
        yield Hostile(shown_name, _word(body), frozenset({""}))


def odd_things() -> Iterator[Hostile]:
    """What lies in folders and is no file to read."""
    yield Hostile("ống.pdf", os.mkfifo, frozenset({"NOT_REGULAR_FILE"}))
    yield Hostile("ổ cắm.docx", _listen, frozenset({"NOT_REGULAR_FILE"}))
    yield Hostile("vòng.pdf", lambda path: path.symlink_to(path), frozenset({"UNREADABLE"}))
    yield Hostile("gãy.docx", lambda path: path.symlink_to("không có"), frozenset({"UNREADABLE"}))
    yield Hostile("thư mục cha", lambda path: path.symlink_to(".."), frozenset({"SYMLINK_DIR"}))
    yield Hostile("mật khẩu.docx", lambda path: path.symlink_to("/etc/passwd"), frozenset({"OUTSIDE_ROOT"}))
    yield Hostile("thiết bị.pdf", lambda path: path.symlink_to("/dev/zero"), frozenset({"NOT_REGULAR_FILE"}))
    yield Hostile("~$khóa của Word.docx", b"x", frozenset({"IGNORED"}))
    yield Hostile(".ẩn.pdf", b"x", frozenset({"IGNORED"}))
    yield Hostile("Thumbs.db", b"\xd0\xcf\x11\xe0", frozenset({"IGNORED"}))


def _listen(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def odd_text() -> Iterator[Hostile]:
    """Text that a database, a spreadsheet, a terminal or a page may trip over."""
    texts = {
        "công thức": "=cmd|'/c calc'!A0 và +1+1, -2+3, @SUM(A1), \t=1",
        "thẻ": "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}",
        "ký tự điều khiển": "Báo cáo &#x9;một &#xA0; hai \u0085 ba \u2028 bốn \u202e năm", "chữ dài": "a" * 90_000,
        "dấu chồng": "a" + "\u0300" * 5_000, "số dài": "9" * 50_000 + " học viên", "ngoặc": "(" * 30_000,
        "ký hiệu": "số " * 20_000 + "70-KL/TW", "mảnh": "70-" * 30_000,
        "ngày": "ngày 31/02/2024, 00/00/0000, 99/99/9999 " * 900,
        "đơn vị": "Huyện ủy, " * 9_000,
    }  # fmt: skip
    for name, text in texts.items():
        yield Hostile(f"{name}.docx", _word(p(text)), frozenset({""}))
    surrogate = (
        in_word("document", "<w:body>" + p("mồ côi") + "</w:body>").encode().replace("mồ".encode(), b"\xed\xa0\x80")
    )
    yield Hostile("nửa ký tự.docx", _zip({"word/document.xml": surrogate}), NO_MATTER)
    nul = in_word("document", "<w:body>" + p("không") + "</w:body>").encode().replace("không".encode(), b"k\0ng")
    yield Hostile("ký tự NUL.docx", _zip({"word/document.xml": nul}), NO_MATTER)
