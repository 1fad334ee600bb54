"""Reads a letter (.eml, RFC 5322) with a citizen's question and, above it, the answer of an office; takes personal data out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from lxml import html as lxml_html

from tusach.law.personal import PersonalData, without_personal
from tusach.law.vietnamese import nfc

_LARGEST = 5_000_000
# What mail programs write, in Vietnamese and in English, above a letter that is answered or sent on.
_WROTE = re.compile(r"^(?:Vào|Ngày|On) .{4,200}(?:\n(?!>).{0,200})?(?:đã viết|wrote): *$", re.MULTILINE)
_SENT_ON = r"[-_ ]{3,}(?:[^\n]{0,40}[-_ ]{3,})?\s*\n\s*"
_FIELD = r"(?:Từ|Người gửi|Đã gửi|Ngày|Gửi|Đến|Tới|Người nhận|Cc|Chủ đề|Tiêu đề|From|Sent|Date|To|Subject)"
_HEAD = re.compile(rf"^(?:{_SENT_ON})?(?:\*?{_FIELD}:[^\n]*\n\s*){{2,}}", re.MULTILINE)
_FAREWELL = re.compile(r"^(?:-- ?|Sent from my .*|Đã gửi từ .*|Trân trọng[,.!]*|Xin cảm ơn[.!]*) *$", re.MULTILINE)
# A signature is short and asks nothing; more than that is still the letter.
_SIGNATURE_LINES, _SIGNATURE_LETTERS = 8, 80


class LetterError(Exception):
    """Why a letter cannot be read, in Vietnamese."""


@dataclass(frozen=True)
class Letter:
    """A letter without what tells who wrote it: `subject`, `question`, `answer` ("" when there is none).

    `removed` is what was taken out, `left_out` the names of attachments.
    """

    subject: str
    question: str
    answer: str
    removed: tuple[PersonalData, ...]
    left_out: tuple[str, ...]


def read_letter(file: Path) -> Letter:
    """The letter in a file; raises LetterError when it is none, too large, or has no text."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise LetterError(f"không đọc được {file.name} (lỗi hệ thống {error.errno})") from error
    if len(data) > _LARGEST:
        raise LetterError(f"{file.name} lớn hơn 5 MB: hãy lưu thư không kèm tệp")
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise LetterError(f"{file.name} không phải thư điện tử (.eml)")
    text = nfc(_text(message)).replace("\r\n", "\n").replace("\u00a0", " ")
    if not text.strip():
        raise LetterError(f"{file.name} không có chữ nào đọc được")
    names = [
        name for name, _ in getaddresses([str(message.get(field, "")) for field in ("from", "reply-to", "to")]) if name
    ]
    answer, question = _parted(text)
    cleaned = [without_personal(_unsigned(part), names) for part in (str(message.get("subject", "")), question, answer)]
    attachments = tuple(part.get_filename() or "không tên" for part in message.iter_attachments())
    (subject, _), (asked, _), (told, _) = cleaned
    removed = tuple(one for _, found in cleaned for one in found)
    return Letter(subject, asked, told, removed, attachments)


def _text(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain", "html"))
        if part is None:
            return ""
        # RFC 2045 section 5.2 means US-ASCII where none is named; letters in Vietnamese without a charset are UTF-8.
        if part.get_content_charset() is None:
            part.set_param("charset", "utf-8")
        content = str(part.get_content())
        if part.get_content_type() == "text/html" and content.strip():
            return _plain(content)
    except (LookupError, ValueError, AttributeError, KeyError) as error:
        raise LetterError("bảng mã của thư không đọc được: mở thư, lưu lại dạng UTF-8") from error
    return content


def _plain(content: str) -> str:
    root: lxml_html.HtmlElement = lxml_html.fragment_fromstring(content, create_parent="div")
    for hidden in list(root.iter("script", "style", "head", "title")):
        hidden.drop_tree()
    for block in root.iter("p", "div", "br", "li", "tr", "blockquote"):
        block.tail = f"\n{block.tail or ''}"
    return str(root.text_content())


def _parted(text: str) -> tuple[str, str]:
    """The answer and the letter quoted or sent on beside it; a letter without another in it is a question."""
    begins = min(filter(None, (_WROTE.search(text), _HEAD.search(text))), key=lambda match: match.start(), default=None)
    above, below = (text[: begins.start()], text[begins.end() :]) if begins else ("", text)
    quoted = [line for line in below.splitlines() if line.startswith(">")]
    own = [line for line in below.splitlines() if not line.startswith(">")]
    if quoted and not above.strip() and "".join(own).strip():
        above, below = "\n".join(own), "\n".join(quoted)
    return above, "\n".join(line.lstrip("> ") for line in below.splitlines())


def _unsigned(text: str) -> str:
    for farewell in _FAREWELL.finditer(text):
        after = text[farewell.end() :].strip().splitlines()
        if len(after) <= _SIGNATURE_LINES and all(len(line) < _SIGNATURE_LETTERS and "?" not in line for line in after):
            text = text[: farewell.start()]
            break
    return re.sub(r"\n{3,}", "\n\n", text).strip()
