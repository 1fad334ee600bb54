"""DOC-TRUOC.txt, the letter that lies on top of an edition: how to open it, what it is, how to check and to update it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tusach.law.vietnamese import written_day
from tusach.outputs.offline.seal import SEAL
from tusach.shelf.bookcase import Bookcase

LETTER = "DOC-TRUOC.txt"


@dataclass(frozen=True)
class Imprint:
    """What an edition says of itself.

    `name` is the bookcase's, `part` says which part of it this is ("": the whole), `site` its address on the web, `day`
    the day whose law it shows, `commit` that of its texts ("" when not known); `shelves` are labels with the number of
    publications, `checked` the first and the last day on which those were checked against the law.
    """

    name: str
    part: str
    site: str
    day: date
    commit: str
    shelves: Sequence[tuple[str, int]] = ()
    checked: tuple[date, date] | None = None


def imprint(bookcase: Bookcase, name: str, part: str, site: str, day: date, commit: str) -> Imprint:
    """The imprint of an edition of that bookcase, a part of one or a whole one."""
    days = [checked for item in bookcase.publications if (checked := getattr(item.fields, "law_as_of", None))]
    return Imprint(
        name=_printable(name),
        part=_printable(part),
        site=_printable(site),
        day=day,
        commit=commit,
        shelves=[(kind.label, count) for kind, count in bookcase.kinds_with_items()],
        checked=(min(days), max(days)) if days else None,
    )


def _printable(text: str) -> str:
    """The text in one line without invisible signs, which no seal may hold."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def letter(about: Imprint, printed: bool) -> bytes:
    """The letter, as Windows' own Notepad shows it right: UTF-8 with its mark, lines that end in CR LF.

    `printed` says whether the edition holds books to print.
    """
    return "\n".join(_lines(about, printed)).replace("\n", "\r\n").encode("utf-8-sig")


def _lines(about: Imprint, printed: bool) -> Iterator[str]:
    yield about.name.upper()
    yield f"Bản chép dùng không cần mạng, làm ngày {written_day(about.day)}"
    yield ""
    yield "MỞ RA ĐỌC"
    yield "1. Nếu bạn nhận một tệp .zip: bấm chuột phải, chọn “Giải nén tất cả” (Extract All) trước đã."
    yield "2. Bấm đúp vào tệp index.html. Trang mở bằng trình duyệt có sẵn trong máy (Chrome, Cốc Cốc, Edge, Firefox),"
    yield "   không cần mạng, không cần cài đặt gì."
    yield "3. Gõ điều muốn hỏi vào ô tìm kiếm, có dấu hay không dấu đều được."
    yield "Có thể đọc ngay trong USB, hoặc chép cả thư mục này vào máy. Đừng đổi tên, đừng xóa bớt tệp bên trong."
    yield ""
    yield "TRONG NÀY CÓ GÌ"
    yield (
        f"Một phần của tủ sách: {about.part}, kèm các văn bản pháp luật mà phần này dẫn."
        if about.part
        else "Toàn bộ tủ sách."
    )
    yield from (f"- {label}: {count}" for label, count in about.shelves)
    if printed:
        yield "Mỗi bài có bản in (PDF), bản EPUB và bản Word, mở từ chính trang của bài."
    yield ""
    yield "BẢN NÀY CỦA NGÀY NÀO"
    yield f"Tình trạng hiệu lực của văn bản: tính đến ngày {written_day(about.day)}."
    if about.checked:
        first, last = map(written_day, about.checked)
        days = f"ngày {last}" if first == last else f"các ngày từ {first} đến {last}, tùy bài (ghi ở từng bài)"
        yield f"Các bài đã đối chiếu với pháp luật vào {days}."
    yield f"Phiên bản trong kho Git (commit): {about.commit or 'không rõ'}"
    yield f"Bản mới nhất trên mạng: {about.site or 'không có'}"
    yield ""
    yield "KIỂM TRA BẢN CHÉP CÒN NGUYÊN"
    yield f"Tệp {SEAL} ghi dung lượng và mã SHA-256 của từng tệp. Máy có phần mềm tusach thì chạy:"
    yield "    tusach verify THƯ-MỤC-NÀY"
    yield "Lệnh này báo tệp nào hỏng, thiếu, lạ, và in mã niêm phong. Gọi điện cho nơi phát hành, đọc mã để đối chiếu. Máy"
    yield "Windows không có tusach cũng xem được mã niêm phong, bằng lệnh:"
    yield f"    certutil -hashfile {SEAL} SHA256"
    yield "Mã đúng chứng tỏ bản chép còn nguyên vẹn, không chứng tỏ ai đã làm ra nó: hãy hỏi mã từ người bạn tin."
    yield ""
    yield "CẬP NHẬT"
    yield "Nhận gói cập nhật (một tệp .zip nhỏ) thì chạy:"
    yield "    tusach apply GÓI.zip THƯ-MỤC-NÀY"
    yield "Gói hỏng hoặc không phải của bản này thì bị từ chối, không tệp nào thay đổi. Đang cập nhật mà rút USB thì chạy lại"
    yield "lệnh ấy. Máy không có tusach: chép trọn bản mới vào một thư mục mới, rồi xóa thư mục cũ."
    yield ""
