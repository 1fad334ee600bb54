"""Refuses files that are not Word documents, or that are made to harm whoever opens them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PARTS = 5000
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_MAIN_PART = "word/document.xml"
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class RefusedError(Exception):
    """A file that is not imported; the message says why and what to do, in Vietnamese."""


def checked_docx(file: Path) -> bytes:
    """The bytes of a Word file that is safe to unpack.

    Raises RefusedError for old .doc files, encrypted or broken archives, archives that unpack to more than 300 MB,
    macros, and XML with a document type or entities (the way of XXE and "billion laughs").
    """
    size = file.stat().st_size
    if size > MAX_FILE:
        raise RefusedError(
            f"tệp nặng {size // 1048576} MB, quá 50 MB - nén ảnh trong Word (Picture Format, Compress) rồi lưu lại"
        )
    data = file.read_bytes()
    if data.startswith(_OLD_WORD):
        raise RefusedError(
            "tệp .doc kiểu cũ hoặc có mật khẩu - mở bằng Word hay LibreOffice, bỏ mật khẩu, lưu lại thành .docx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise RefusedError("không phải tệp Word .docx, hoặc tệp hỏng - mở bằng Word rồi lưu lại thành .docx") from error
    return data


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if _MAIN_PART not in names:
        raise RefusedError("tệp nén này không phải tài liệu Word - chọn đúng tệp .docx")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError("tệp có macro - mở bằng Word, lưu lại thành .docx (không macro)")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RefusedError("tệp bung ra quá lớn - mở bằng Word, xóa phần thừa, lưu lại")
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")) and _declares_entities(archive, part):
            raise RefusedError("tệp XML có khai báo DOCTYPE hoặc ENTITY - tệp không do Word tạo ra, không nhận")


def _declares_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    unpacked = 0
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(1 << 20):
            unpacked += len(block)
            if unpacked > MAX_UNPACKED:
                raise RefusedError("tệp bung ra quá lớn - mở bằng Word, xóa phần thừa, lưu lại")
            # Word writes UTF-8; UTF-16 would hide the words from a search in bytes.
            if _ENTITY.search((tail + block).replace(b"\0", b"")):
                return True
            tail = block[-32:]
    return False
