"""Makes a big bookcase: the one of every kind, and as many further questions and articles of law as asked."""

from pathlib import Path

_WORDS = [
    "đất",
    "đai",
    "hộ",
    "tịch",
    "cư",
    "trú",
    "hòa",
    "giải",
    "ly",
    "hôn",
    "tài",
    "sản",
    "khai",
    "sinh",
    "giao",
    "thông",
    "trẻ",
    "em",
    "gia",
    "đình",
    "thừa",
    "kế",
    "hợp",
    "đồng",
    "lao",
    "động",
    "bảo",
    "hiểm",
    "khiếu",
    "nại",
    "tố",
    "cáo",
    "môi",
    "trường",
    "rừng",
    "phòng",
    "cháy",
    "người",
    "tiêu",
    "dùng",
    "dữ",
    "liệu",
    "cá",
    "nhân",
    "ủy",
    "ban",
    "nhân",
    "dân",
    "tòa",
    "án",
    "công",
    "an",
    "thôn",
    "bản",
]


def _sentence(seed: int, length: int) -> str:
    return (
        " ".join(_WORDS[(seed * 7 + place * (seed % 11 + 3)) % len(_WORDS)] for place in range(length)).capitalize()
        + "."
    )


def enlarge(bookcase: Path, questions: int, laws: int = 0, articles: int = 100) -> None:
    """Add `questions` short pages and `laws` documents of so many `articles` each to the copied bookcase."""
    question = (bookcase / "content/questions/cau-1.md").read_text(encoding="utf-8")
    for count in range(questions):
        text = question.replace("Sổ đỏ mất", f"Câu hỏi số {count}") + f"\n{_sentence(count, 180)}\n"
        (bookcase / f"content/questions/them-{count}.md").write_text(text, encoding="utf-8")
    law = (bookcase / "content/documents/01-2026-qd-ubnd.md").read_text(encoding="utf-8").split("## Chương")[0]
    for count in range(laws):
        body = "\n\n".join(
            f"### Điều {number}. {_sentence(count + number, 6)}\n\n1. {_sentence(number, 40)}\n\n2. {_sentence(number + count, 60)}"
            for number in range(1, articles + 1)
        )
        text = law.replace("01/2026", f"{count + 100}/2026") + body + "\n"
        (bookcase / f"content/documents/luat-{count}.md").write_text(text, encoding="utf-8")
