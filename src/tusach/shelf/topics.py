"""The topics of the bookcase as situations of life: what a citizen comes with, not how the state files it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tusach.law.vietnamese import slug


@dataclass(frozen=True)
class Topic:
    """One topic: its `label`, and the `hint` that says in the citizen's words what belongs to it."""

    label: str
    hint: str

    @property
    def slug(self) -> str:
        """The topic's part of the address."""
        return slug(self.label)


TOPICS: tuple[Topic, ...] = (
    Topic("Đất đai", "Sổ đỏ, ranh giới, đất ông bà để lại"),
    Topic("Hôn nhân và gia đình", "Kết hôn, ly hôn, chia tài sản, nuôi con"),
    Topic("Hộ tịch", "Khai sinh, khai tử, cải chính giấy tờ"),
    Topic("Cư trú", "Thường trú, tạm trú, đi làm xa"),
    Topic("Hòa giải ở cơ sở", "Xích mích, va chạm, giữ tình làng nghĩa xóm"),
    Topic("Giao thông", "Mũ bảo hiểm, rượu bia, chở trẻ em"),
    Topic("Bạo lực gia đình", "Bị đánh, bị dọa: gọi ai, ở đâu an toàn"),
    Topic("Trẻ em", "Đi học, chăm sóc, bảo vệ con trẻ"),
    Topic("Dân sự", "Vay mượn, thừa kế, bồi thường"),
    Topic("Lao động và việc làm", "Hợp đồng, tiền lương, học nghề"),
    Topic("Bảo hiểm và an sinh", "Bảo hiểm y tế, người cao tuổi, trợ giúp"),
    Topic("Khiếu nại và tiếp công dân", "Gửi đơn, hỏi trụ sở, đòi quyền lợi"),
    Topic("Trợ giúp pháp lý", "Luật sư miễn phí cho ai, xin thế nào"),
    Topic("Phòng cháy và thiên tai", "Phòng lửa, bão lũ, sạt lở"),
    Topic("Rừng và môi trường", "Giữ rừng, chăn nuôi, rác thải"),
    Topic("Người tiêu dùng", "Mua phải hàng kém, bị lừa qua mạng"),
    Topic("Dữ liệu cá nhân", "Ảnh, số điện thoại, thông tin bị lộ"),
    Topic("Phòng, chống ma túy", "Cai nghiện, quản lý, tố giác"),
    Topic("Tín ngưỡng, tôn giáo", "Lễ hội, sinh hoạt, đăng ký"),
    Topic("Phổ biến pháp luật", "Quyền được biết luật, tủ sách, ngày pháp luật"),
)


def topics(extra: Mapping[str, str]) -> tuple[Topic, ...]:
    """The table with a bookcase's own topics (`label: hint`) first; a label of ours gets the new hint."""
    own = tuple(Topic(label, hint or "") for label, hint in extra.items())
    slugs = {topic.slug for topic in own}
    return own + tuple(topic for topic in TOPICS if topic.slug not in slugs)


def find_topic(name: str, table: Iterable[Topic]) -> Topic | None:
    """The topic of that name, marks and case aside."""
    wanted = slug(name)
    return next((topic for topic in table if topic.slug == wanted), None)
