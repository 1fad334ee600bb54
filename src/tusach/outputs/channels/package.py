"""The kit as one zip for the officer's Monday morning: books, sheets, texts, pictures and sound, with a list of what is what."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tusach.outputs.publish import readable_by_all
from tusach.shelf.checks import SHARING
from tusach.shelf.links import asset_address
from tusach.shelf.publication import Publication

LETTER = "DOC-TRUOC.txt"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
# What a name ends with, the folder it goes to, what it is for.
_PLACES = (
    ("-ap-phich.pdf", "in", "Áp phích, in khổ A4 hoặc A3 rồi dán"),
    ("-to-gap.pdf", "in", "Tờ gấp, in hai mặt một tờ A4 ngang, gấp ba"),
    ("-chu-lon.pdf", "in", "Bản chữ lớn cho người cao tuổi"),
    ("-a5.pdf", "in", "Sách gấp A5: in hai mặt, lật cạnh ngắn, gấp đôi"),
    ("-nd30.pdf", "in", "Bản kiểu văn bản hành chính"),
    ("-phat-tay.pdf", "in", "Bản phát tay của bài giảng"),
    (".pdf", "in", "Bản in A4"),
    (".docx", "doc", "Bản Word"),
    (".epub", "doc", "Sách điện tử, đọc trên điện thoại"),
    (".mp3", "loa", "Bài đọc loa, giọng máy"),
    ("bai-doc-loa.txt", "loa", "Lời đọc trên loa, số và điều luật đã viết thành chữ"),
    ("tin-nhan.txt", "mang", "Tin nhắn SMS, có dấu và không dấu"),
    ("bai-dang-zalo.txt", "mang", "Bài đăng Zalo"),
    ("bai-dang-facebook.txt", "mang", "Bài đăng Facebook"),
    ("the-ngang.png", "mang", "Thẻ hình ngang cho Zalo, Facebook"),
    ("the-vuong.png", "mang", "Thẻ hình vuông"),
    ("ma-qr.png", "in", "Mã QR dẫn tới bài trên mạng, in ra dán bảng tin"),
)


def pack_kit(item: Publication, site: Path, target: Path) -> list[str]:
    """Write the zip of a publication from the built `site`; gives the names in it. The same site gives the same bytes."""
    day = item.fields.updated or item.day
    moment = (day.year, day.month, day.day, 0, 0, 0) if day and day.year >= 1980 else _EARLIEST
    stem = item.address.rsplit("/", 1)[-1]
    entries = dict(_entries(site, item.address)) | dict(_recording(site, item))
    rows = [f"{name}: {what}" for name, (_, what) in sorted(entries.items())]
    letter = "\r\n".join([f"\ufeff{item.title}", f"{item.kind.label}. {item.summary}", "", *_told(item), "", *rows, ""])
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(f"{stem}/{LETTER}", moment), letter.encode(), zipfile.ZIP_DEFLATED)
        for name, (file, _) in sorted(entries.items()):
            archive.writestr(_entry(f"{stem}/{name}", moment), file.read_bytes(), zipfile.ZIP_DEFLATED)
    readable_by_all(target)
    return [LETTER, *sorted(entries)]


def _entry(name: str, moment: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    """A file of a zip, the same on every system, that everybody may read where it is unpacked."""
    info = zipfile.ZipInfo(name, moment)
    info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
    return info


def _entries(site: Path, address: str) -> Iterator[tuple[str, tuple[Path, str]]]:
    for folder in (site / address, site / address / SHARING):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            place = next(((into, what) for ending, into, what in _PLACES if file.name.endswith(ending)), None)
            if place and file.is_file():
                yield f"{place[0]}/{file.name}", (file, place[1])


def _recording(site: Path, item: Publication) -> Iterator[tuple[str, tuple[Path, str]]]:
    name = getattr(item.fields, "recording", "")
    if name:
        yield f"loa/{Path(name).name}", (site / asset_address(item.path, name), "Bài đọc loa, giọng người đọc")


def _told(item: Publication) -> Iterator[str]:
    fields = item.fields
    yield f"Biên soạn: {getattr(fields, 'compiled_by', '') or getattr(fields, 'issuer', '')}"
    yield f"Phê duyệt: {fields.approved_by or 'chưa ghi người phê duyệt; hãy hỏi nơi biên soạn trước khi phát'}"
    if checked := getattr(fields, "law_as_of", None):
        yield f"Đối chiếu pháp luật đến ngày {checked:%d/%m/%Y}; luật có thể đã thay đổi từ ngày đó."
