"""The front matter of every kind as typed, frozen models; each field explains itself to editors in Vietnamese.

Decision 14/2019/QĐ-TTg, Điều 8.2c, makes title, compiler, time of issue, validity and a summary of purpose obligatory.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from tusach.law.number import is_number
from tusach.law.validity import Status
from tusach.law.vietnamese import nfc, slug

# How vbpl.vn writes the number of old laws that have none.
NO_NUMBER = "Không số"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# A chapter of a recording as people write it below a film: "0:00 Mở đầu", "1:02:30 Câu hỏi".
CHAPTER = re.compile(r"(?:(?P<hours>\d{1,2}):(?=\d\d:))?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)\s+(?P<title>\S.*)")


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise PydanticCustomError("not_a_day", "ngày không có trên lịch") from None
    raise PydanticCustomError("not_a_date", "không phải ngày")


def _list(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _status(value: object) -> object:
    found = Status.named(str(value))
    if found is None:
        raise PydanticCustomError("not_a_status", "không phải tình trạng hiệu lực")
    return found


def _number(value: str) -> str:
    if not is_number(value) and value != NO_NUMBER:
        raise PydanticCustomError("not_a_number", "không giống số, ký hiệu văn bản")
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s\"'<>]+", value):
        raise PydanticCustomError("not_a_link", "không phải địa chỉ web")
    return value


def _recording(value: str) -> str:
    """A web address, or the name of a file beside the page."""
    if "://" in value or value.startswith("www."):
        return _web_address(value)
    return value


def _chapters(value: object) -> object:
    """Chapters are one to a line, "2:30 Tên phần", or set off by commas."""
    rows = _list(value)
    if not isinstance(rows, list) or not all(isinstance(row, str) and CHAPTER.fullmatch(row.strip()) for row in rows):
        raise PydanticCustomError("not_chapters", "không phải mốc thời gian")
    return rows


def _slug(value: str) -> str:
    if not value.strip("/") or any(slug(part) != part for part in value.strip("/").split("/")):
        raise PydanticCustomError("not_an_address", "không phải địa chỉ trên trang")
    return value.strip("/")


Text = Annotated[str, Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_date)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
Number = Annotated[str, AfterValidator(_number)]
Numbers = Annotated[tuple[Number, ...], BeforeValidator(_list)]
Link = Annotated[str, AfterValidator(_web_address)]
Recorded = Annotated[str, AfterValidator(_recording)]
Chapters = Annotated[tuple[Text, ...], BeforeValidator(_chapters)]
Draft = Annotated[str, AfterValidator(_recording)]
Address = Annotated[str, AfterValidator(_slug)]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(_list)]


def _askings(value: object) -> dict[str, tuple[str, ...]]:
    """How people ask for an Điều, by its anchor."""
    found: dict[str, tuple[str, ...]] = {}
    for name, texts in value.items() if isinstance(value, dict) else [("", "")]:
        words = slug(str(name)).split("-")
        rows = [texts] if isinstance(texts, str) else texts
        if len(words) != 2 or words[0] != "dieu" or not isinstance(rows, list):
            raise PydanticCustomError("not_askings", "không phải các câu hỏi của từng điều")
        if not rows or not all(isinstance(one, str) and one.strip() for one in rows):
            raise PydanticCustomError("not_askings", "không phải các câu hỏi của từng điều")
        found["-".join(words)] = tuple(nfc(one.strip()) for one in rows)
    return found


class _Fields(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class PageFields(_Fields):
    """What every page has: a title, and optionally a summary."""

    title: Text = Field(description="Tên hiển thị trên trang")
    summary: str = Field("", description="Một, hai câu: để làm gì, có gì bên trong")
    aliases: Addresses = Field((), description="Địa chỉ cũ dẫn về trang này, ví dụ [hoi-dap/ten-cu]")


class CommonFields(PageFields):
    """What every publication may have."""

    summary: Text = Field(description="Một, hai câu: để làm gì, có gì bên trong")
    topics: Texts = Field((), description="Chủ đề, ví dụ [Đất đai, Hộ tịch]")
    audience: Texts = Field((), description="Viết cho ai, ví dụ [Người dân, Hòa giải viên]")
    updated: Day | None = Field(None, description="Ngày sửa gần nhất")
    approved_by: str = Field("", description="Người duyệt, văn bản duyệt")
    language: str = Field("vi", description="Mã ngôn ngữ: vi, hmn, tyz …")
    glossary: Numbers = Field((), description="Giải thích từ ngữ theo văn bản nào, ví dụ [35/2013/QH13]")
    license: str = Field("", description="Giấy phép dùng lại, ví dụ CC BY 4.0")
    cover: str = Field("", description="Tệp ảnh bìa đặt cạnh tệp này")
    sms: str = Field("", description="Tin nhắn SMS, tốt nhất trong 160 ký tự; bỏ trống thì lấy tên và tóm tắt")

    @property
    def files(self) -> tuple[str, ...]:
        """The files beside the page that its front matter names."""
        return (self.cover,) if self.cover else ()


class PublicationFields(CommonFields):
    """An educational publication: what Điều 8.2c asks of it is required."""

    compiled_by: Text = Field(description="Cơ quan, tổ chức, người chủ trì biên soạn")
    published: Day = Field(description="Ngày phát hành")
    law_as_of: Day = Field(description="Ngày đối chiếu nội dung với pháp luật đang có hiệu lực")


class OutlineFields(PublicationFields):
    """An outline that introduces one law."""

    introduces: Number = Field(description="Số, ký hiệu của luật được giới thiệu")


class QuestionFields(PublicationFields):
    """A question of a citizen with its short answer."""

    question: Text = Field(description="Câu hỏi bằng lời của bà con")
    short_answer: Text = Field(description="Trả lời ngắn, không quá 60 tiếng, có căn cứ")


class BroadcastFields(PublicationFields):
    """A loudspeaker item."""

    minutes: int = Field(ge=1, le=60, description="Số phút đọc")
    recording: str = Field("", description="Tệp .mp3 ghi giọng người đọc, đặt cạnh tệp này; bỏ trống thì máy đọc")

    @property
    def files(self) -> tuple[str, ...]:
        """The cover and the recording."""
        return tuple(filter(None, (self.cover, self.recording)))


class LectureFields(PublicationFields):
    """A lecture with its recordings, when there are any."""

    video: Recorded = Field("", description="Tệp video .mp4, .webm cạnh tệp này, hoặc địa chỉ web của video")
    audio: Recorded = Field("", description="Tệp ghi âm .mp3, .m4a, .ogg, .opus cạnh tệp này, hoặc địa chỉ web")
    captions: str = Field("", description="Tệp phụ đề .vtt của video, bản ghi âm; có video, ghi âm thì phải có")
    chapters: Chapters = Field((), description="Các phần của video, ví dụ [0:00 Mở đầu, 2:30 Câu hỏi ôn tập]")
    poster: str = Field("", description="Tệp ảnh hiện trước khi video chạy")
    slides: Link | None = Field(None, description="Địa chỉ bản trình chiếu")
    transcript: Link | None = Field(None, description="Địa chỉ lời ghi lại")

    @property
    def files(self) -> tuple[str, ...]:
        """The cover, the recordings that are files, their captions, the poster."""
        own = (self.cover, self.video, self.audio, self.captions, self.poster)
        return tuple(name for name in own if name and "://" not in name)


class DialogueFields(PublicationFields):
    """A dialogue of an agency with citizens about a draft or a policy; without `opens` its period is not known."""

    agency: Text = Field(description="Cơ quan lấy ý kiến hoặc đối thoại")
    draft: Draft = Field("", description="Dự thảo: địa chỉ web, hoặc tên tệp đặt cạnh tệp này")
    opens: Day | None = Field(None, description="Ngày mở lấy ý kiến")
    closes: Day | None = Field(None, description="Ngày cuối cùng nhận ý kiến")
    answered: Day | None = Field(None, description="Ngày cơ quan công bố trả lời")

    @property
    def files(self) -> tuple[str, ...]:
        """The cover, and the draft when it is a file."""
        return tuple(name for name in (self.cover, self.draft) if name and "://" not in name)


class StatusFields(_Fields):
    """A status is a claim with a date and a source."""

    value: Annotated[Status, BeforeValidator(_status)] = Field(description="Một trong bảy tình trạng chính thức")
    as_of: Day | None = Field(None, description="Ngày kiểm tra (bỏ trống chỉ khi Chưa rõ)")
    source: Text = Field(description="Nơi kiểm tra, ví dụ vbpl.vn")

    @model_validator(mode="after")
    def _dated(self) -> StatusFields:
        """A claim has a day; only "we do not know" needs none."""
        if self.as_of is None and self.value is not Status.UNKNOWN:
            raise PydanticCustomError("undated_status", "tình trạng không có ngày kiểm tra")
        return self


# The names vbpl.vn gives to relations between documents, seen from either end.
RELATIONS = (
    "căn cứ ban hành",
    "sửa đổi, bổ sung",
    "được sửa đổi, bổ sung bởi",
    "quy định chi tiết",
    "được quy định chi tiết bởi",
    "hướng dẫn",
    "được hướng dẫn bởi",
    "dẫn chiếu",
    "bãi bỏ",
    "bị bãi bỏ bởi",
    "thay thế",
    "được thay thế bởi",
    "hợp nhất",
    "được hợp nhất bởi",
    "đính chính",
    "được đính chính bởi",
    "đình chỉ",
    "bị đình chỉ bởi",
    "giải thích",
    "công bố",
    "được công bố bởi",
)


def _relation(value: object) -> str:
    wanted = slug(str(value))
    for name in RELATIONS:
        if slug(name) == wanted:
            return name
    raise PydanticCustomError("not_a_relation", "không phải quan hệ giữa hai văn bản")


class RelationFields(_Fields):
    """One dated relation to another document."""

    kind: Annotated[str, BeforeValidator(_relation)] = Field(description="Quan hệ, theo tên của vbpl.vn")
    to: Number = Field(description="Số, ký hiệu văn bản kia")
    from_date: Day | None = Field(None, description="Ngày quan hệ có hiệu lực")
    provisions: Texts = Field((), description="Điều khoản liên quan")


class DocumentFields(CommonFields):
    """A legal document, official text or digest."""

    number: Number = Field(description="Số, ký hiệu, ví dụ 31/2024/QH15")
    type: Text = Field(description="Loại văn bản: Luật, Nghị định, Quyết định …")
    issuer: Text = Field(description="Cơ quan ban hành")
    signer: str = Field("", description="Người ký")
    issued: Day = Field(description="Ngày ban hành")
    effective: Day | None = Field(None, description="Ngày có hiệu lực")
    expires: Day | None = Field(None, description="Ngày hết hiệu lực")
    text: Literal["official", "digest"] = Field(description="official: nguyên văn; digest: tóm lược bằng lời của mình")
    status: StatusFields = Field(description="Tình trạng hiệu lực, kèm ngày và nơi kiểm tra")
    relations: tuple[RelationFields, ...] = Field((), description="Quan hệ với văn bản khác")
    scope: str = Field("", description="Phạm vi, ví dụ Toàn quốc")
    source: Link = Field(description="Địa chỉ bản chính thức")
    compiled_by: str = Field("", description="Người tóm lược (khi text là digest)")
    published: Day | None = Field(None, description="Ngày đưa lên tủ sách")
    law_as_of: Day | None = Field(None, description="Ngày đối chiếu với pháp luật")
    asked_as: Annotated[dict[str, tuple[str, ...]], BeforeValidator(_askings)] = Field(
        {}, description="Bà con hỏi từng điều bằng lời nào"
    )
