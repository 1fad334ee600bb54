"""`tusach new question --from-mail`: a draft without what tells who asked. All people here are fictional."""

import subprocess
import sys
from email.message import EmailMessage

import pytest

BODY = """Chào bác,

Nhà hàng xóm phải trả lại đất (khoản 1 Điều 12 Luật Đất đai số 31/2024/QH15).

Trân trọng,
Cán bộ Mẫu

Vào Th 2, 2 thg 11, 2026 lúc 09:00 Nguyễn Văn Thử <thu@example.org> đã viết:
> Tôi là Nguyễn Văn Thử, căn cước 012345678901, gọi 0912 345 678.
> Hàng xóm lấn đất nhà tôi thì làm thế nào?
"""


def letter(folder, body=BODY, html=False):
    message = EmailMessage()
    message["From"] = "Cán bộ Mẫu <canbo@example.org>"
    message["To"] = "Nguyễn Văn Thử <thu@example.org>"
    message["Subject"] = "Re: Hỏi về đất bị lấn"
    if html:
        message.set_content(f"<p>{body}</p>", subtype="html", charset="utf-8")
    else:
        message.set_content(body, cte="base64")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="can-cuoc.png")
    file = folder / "thu.eml"
    file.write_bytes(bytes(message))
    return file


def new(bookcase, *arguments):
    command = [sys.executable, "-m", "tusach", "new", "question", *arguments, "-f", str(bookcase / "mkdocs.yml")]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("html", [False, True])
def test_question_and_answer_arrive_and_who_asked_does_not(bookcase, tmp_path, html):
    body = BODY.replace("\n", "<br>\n").replace("<thu@example.org>", "&lt;thu@example.org&gt;") if html else BODY
    done = new(bookcase, "--from-mail", str(letter(tmp_path, body, html)))
    assert done.returncode == 0, done.stderr
    text = (bookcase / "content/questions/hoi-ve-dat-bi-lan.md").read_text(encoding="utf-8")
    assert "Hàng xóm lấn đất nhà tôi thì làm thế nào?" in text
    assert "khoản 1 Điều 12 Luật Đất đai số 31/2024/QH15" in text
    for secret in ("Thử", "012345678901", "0912", "thu@example", "Cán bộ Mẫu"):
        assert secret not in text
    assert "số điện thoại" in done.stdout
    assert "0912" not in done.stdout
    assert "can-cuoc.png" in done.stdout
    assert "đọc lại từng chữ" in done.stdout


def test_the_draft_cannot_go_out_before_an_editor_has_finished_it(bookcase, tmp_path):
    new(bookcase, "--from-mail", str(letter(tmp_path)))
    command = [sys.executable, "-m", "tusach", "check", "-f", str(bookcase / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert "hoi-ve-dat-bi-lan.md" in done.stdout
    assert "`short_answer` chưa điền" in done.stdout


def test_what_is_no_letter_is_refused_with_a_reason(bookcase, tmp_path):
    file = tmp_path / "x.eml"
    file.write_bytes(b"\x00\x01\x02")
    done = new(bookcase, "--from-mail", str(file))
    assert done.returncode == 1
    assert "x.eml" in done.stderr


def test_a_long_name_becomes_a_short_file(bookcase):
    done = new(bookcase, "Hỏi về đất " * 40)
    assert done.returncode == 0, done.stderr
    (file,) = (bookcase / "content/questions").glob("hoi-ve-dat-hoi*.md")
    assert len(file.stem) <= 80
