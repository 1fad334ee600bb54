"""Texts that rest on law that changed are told, with the line, what happened, when and by which clause."""

from datetime import date

import pytest
from tests.conftest import SITES, copied

from tusach.law.validity import Status
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.currency import RULES_OF_LAW, alerts, check_currency
from tusach.shelf.settings import RULES, Settings

DAY = date(2026, 11, 22)


def read(root, day=DAY):
    problems = Problems()
    case = read_bookcase(root, Settings(), problems)
    check_bookcase(case, problems)
    assert problems.as_text() == ""
    return read_concordance(case, day)


def told(root, day=DAY, **levels):
    problems = Problems()
    check_currency(
        read(root, day), {**RULES, **{name.replace("_", "-"): level for name, level in levels.items()}}, problems
    )
    return problems


@pytest.fixture
def root(tmp_path):
    return copied(SITES / "in-force", tmp_path)


def rewrite(root, path, old, new):
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_text_on_changed_law_is_told_with_line_event_day_and_clause(root):
    assert told(root).as_text() == (SITES / "in-force/expected.txt").read_text(encoding="utf-8").strip()


def test_a_warning_stops_nothing_and_an_error_does(root):
    assert told(root).errors == 0
    assert told(root, repealed="error").errors == 1
    assert "cảnh báo" not in str(next(one for one in told(root, repealed="error") if one.severity == "error"))


def test_a_rule_can_be_switched_off(root):
    assert len(told(root, repealed="off", amended="off", upcoming="off", not_yet="off")) == 0


def test_every_rule_has_a_default_and_a_function():
    assert set(RULES) == set(RULES_OF_LAW)


def test_a_text_checked_after_the_change_is_not_told_and_one_that_tells_the_repeal_itself_neither(root):
    assert [one for one in told(root) if "gio-moi" in one.path] == []


def test_the_day_decides_what_is_told(root):
    assert told(root, date(2026, 2, 1)).as_text().count("sửa đổi, bổ sung từ ngày 01/07/2026") == 2
    assert "chuẩn bị sửa bài" in told(root, date(2026, 2, 1)).as_text()
    later = told(root, date(2027, 1, 2)).as_text()
    assert "Luật Đò số 4/2010/QH12 hết hiệu lực toàn bộ từ ngày 01/01/2027" in later
    assert "chưa có hiệu lực" not in later


def test_a_citation_of_what_the_official_text_does_not_have_is_an_error(root):
    rewrite(root, "content/questions/gio-moi.md", "khoản 2 Điều 3 Luật Chợ", "khoản 7 Điều 3 Luật Chợ")
    found = [one for one in told(root) if one.severity == "error"]
    assert [(one.path, one.line) for one in found] == [("content/questions/gio-moi.md", 8)]
    assert "“khoản 7 Điều 3 Luật Chợ”" in found[0].what


def test_what_a_digest_leaves_out_is_only_a_warning(root):
    rewrite(root, "content/documents/cho.md", "text: official", "text: digest")
    rewrite(root, "content/questions/gio-moi.md", "khoản 2 Điều 3 Luật Chợ", "khoản 7 Điều 3 Luật Chợ")
    assert told(root).errors == 0
    assert "chưa tóm lược" in told(root).as_text()


def test_a_citation_of_no_document_is_told_with_a_remedy(root):
    rewrite(root, "content/questions/gio-moi.md", "khoản 2 Điều 3 Luật Chợ", "khoản 2 Điều 3")
    assert "“khoản 2 Điều 3” không rõ của văn bản nào - ghi tên, số" in told(root).as_text()


def test_a_looked_up_status_that_contradicts_the_texts_is_told(root):
    assert "ghi “Còn hiệu lực”, nhưng khoản 2 Điều 2 Luật Bến" in told(root, date(2027, 1, 2)).as_text()


def test_an_outline_may_introduce_a_law_before_its_day(root):
    (root / "outlines").mkdir()
    text = (root / "content/questions/qua-do.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("question:", "short_answer:"))]
    lines.insert(1, "introduces: 3/2026/QH16")
    (root / "outlines/ben.md").write_text("\n".join(lines), encoding="utf-8")
    assert [one for one in told(root) if one.path == "outlines/ben.md"] == []


def test_states_come_from_dated_facts_of_front_matter_and_of_other_laws(root):
    concordance = read(root)
    case, history = concordance.bookcase, concordance.history
    market, ferry, berth = (case.document(number) for number in ("1/2020/QH14", "4/2010/QH12", "3/2026/QH16"))
    assert history.state(market).status is Status.PARTLY
    assert history.state(market, "dieu-4").status is Status.REPEALED
    # Which provisions a "partly" means is not told: what no text speaks of is unknown.
    assert history.state(market, "dieu-1").status is Status.UNKNOWN
    assert history.state(berth).status is Status.NOT_YET
    assert [str(day) for day, _ in history.timeline(ferry)] == ["2026-11-22", "2027-01-01"]
    assert history.state(ferry, day=date(2027, 1, 1)).note.startswith("trừ trường hợp")


def test_a_clause_with_a_day_of_its_own_changes_the_law_on_that_day(root):
    concordance = read(root)
    changes = concordance.history.changes(concordance.bookcase.document("1/2020/QH14"))
    assert [(one.anchor, str(one.day)) for one in changes] == [
        ("dieu-3-khoan-2", "2026-07-01"),
        ("dieu-3a", "2026-07-01"),
        ("dieu-4", "2026-07-01"),
        ("dieu-1", "2026-07-01"),
        ("dieu-2-khoan-2", "2027-01-01"),
    ]


def test_relations_of_the_front_matter_count_where_no_text_is_on_the_shelf(root):
    rewrite(root, "content/documents/do.md", "source: https://example.org/van-ban",
            'relations: [{kind: "bị bãi bỏ bởi", to: 9/2026/QH16, from_date: 2026-05-01, provisions: [Điều 1]}]\nsource: https://example.org/van-ban')  # fmt: skip
    concordance = read(root)
    ferry = concordance.bookcase.document("4/2010/QH12")
    assert concordance.history.state(ferry, "dieu-1").status is Status.REPEALED
    assert "bị bãi bỏ từ ngày 01/05/2026 theo văn bản số 9/2026/QH16" in told(root).as_text()


def test_a_reader_of_a_chapter_gets_the_alerts_of_that_chapter(root):
    concordance = read(root)
    question = next(item for item in concordance.bookcase.publications if item.path.endswith("gio-cho.md"))
    found = alerts(concordance, question, question)
    assert [one.kind for one in found] == ["amended", "repealed", "upcoming"]
    assert alerts(concordance, concordance.bookcase.document("1/2020/QH14")) == ()


def test_each_article_knows_what_explains_it_and_what_cites_it(root):
    concordance = read(root)
    market = concordance.bookcase.document("1/2020/QH14")
    mentions = concordance.mentions
    assert [item.path for item in mentions.explaining(market, "dieu-3")] == [
        "content/questions/gio-cho.md",
        "content/questions/gio-moi.md",
    ]
    assert [(law.fields.number, article) for law, article in mentions.citing(market, "dieu-3")] == [
        ("1/2020/QH14", "dieu-2"),
        ("2/2026/QH16", "dieu-1"),
    ]


def add_question(root, name, body, day="2026-11-01"):
    text = (root / "content/questions/gio-moi.md").read_text(encoding="utf-8").split("## Căn cứ")[0]
    text = text.replace("short_answer: Mười chín giờ (khoản 2 Điều 3 Luật Chợ).", "short_answer: Xem bên dưới.")
    (root / f"content/questions/{name}.md").write_text(
        f"{text.replace('2026-11-01', day)}## Căn cứ\n\n{body}\n", encoding="utf-8"
    )


def of(problems, name):
    return [(one.line, one.what) for one in problems if one.path.endswith(f"{name}.md")]


def test_a_dead_law_off_the_shelf_is_told_by_the_law_that_ended_it_and_by_the_table_of_names(root):
    (root / "content/documents/do.md").unlink()
    add_question(
        root,
        "do-cu",
        "Đò chở mười người theo Điều 1 Luật Đò số 4/2010/QH12.\n\nXem Điều 5 Luật Cư trú số 81/2006/QH11.",
    )
    found = of(told(root, date(2027, 1, 2)), "do-cu")
    assert "Văn bản số 4/2010/QH12 hết hiệu lực toàn bộ từ ngày 01/01/2027, theo khoản 2 Điều 2 Luật Bến" in found[0][1]
    assert (
        "Văn bản số 81/2006/QH11 hết hiệu lực toàn bộ từ ngày 01/07/2021, theo văn bản số 68/2020/QH14" in found[1][1]
    )


def test_every_place_is_told_with_its_line(root):
    add_question(root, "hai-cho", "Theo khoản 2 Điều 3 Luật Chợ.\n\nVà theo khoản 2 Điều 3 Luật Chợ.", "2026-01-01")
    assert [line for line, _ in of(told(root), "hai-cho")] == [13, 15]


def test_what_is_still_to_come_is_told_once_a_file_with_all_its_lines(root):
    add_question(root, "do-cu", "Theo Điều 1 Luật Đò số 4/2010/QH12.\n\nVà theo Điều 1 Luật Đò số 4/2010/QH12.\n\nHết.")
    (line, what) = of(told(root), "do-cu")[0]
    assert line == 13
    assert "từ ngày 01/01/2027" in what
    assert what.endswith("; cũng ở dòng 15")
    assert len(of(told(root), "do-cu")) == 1


def test_dieu_nay_in_common_speech_is_no_citation_and_a_clause_of_it_is_an_unclear_one(root):
    add_question(root, "noi", "Điều này ai cũng biết. Vì điều này, bà con nhớ.\n\nTheo khoản 2 Điều này thì thôi.")
    assert [(line, what.split("”")[0]) for line, what in of(told(root), "noi")] == [(15, "“khoản 2 Điều này")]


def test_a_change_without_a_day_is_told_too(root):
    rewrite(root, "content/documents/do.md", "source: https://example.org/van-ban",
            'relations:\n  - {kind: "bị bãi bỏ bởi", to: 9/2026/QH16, provisions: [Điều 1]}\nsource: https://example.org/van-ban')  # fmt: skip
    assert "(chưa rõ từ ngày nào) theo văn bản số 9/2026/QH16" in told(root).as_text()


def test_a_law_with_a_last_day_of_its_own_is_not_its_own_source(root):
    rewrite(root, "content/documents/do.md", "source: https://example.org/van-ban",
            "expires: 2026-12-20\nsource: https://example.org/van-ban")  # fmt: skip
    add_question(root, "do-cu", "Đò chở mười người theo Điều 1 Luật Đò số 4/2010/QH12.")
    words = next(what for _, what in of(told(root, date(2026, 11, 22)), "do-cu") if "20/12/2026" in what)
    assert words.endswith("Luật Đò số 4/2010/QH12 hết hiệu lực toàn bộ từ ngày 20/12/2026")


def test_a_suspended_law_is_not_in_force(root):
    rewrite(root, "content/documents/do.md", "source: https://example.org/van-ban",
            'relations:\n  - {kind: "bị đình chỉ bởi", to: 9/2026/QH16, from_date: 2026-10-05}\nsource: https://example.org/van-ban')  # fmt: skip
    concordance = read(root)
    assert concordance.history.state(concordance.bookcase.document("4/2010/QH12")).status is Status.SUSPENDED
    assert "ngưng hiệu lực từ ngày 05/10/2026" in told(root).as_text()


def test_a_second_unit_that_is_missing_or_not_yet_in_force_is_told(root):
    add_question(root, "hai-khoan", "Theo khoản 1 và khoản 9 Điều 3 Luật Chợ.")
    assert "không có điều khoản này" in of(told(root), "hai-khoan")[0][1]


def test_a_unit_that_another_law_added_is_no_missing_one(root):
    add_question(root, "den-cho", "Xã thắp đèn theo Điều 3a Luật Chợ số 1/2020/QH14.")
    assert of(told(root), "den-cho") == []


def test_an_outline_of_a_dead_law_is_told(root):
    (root / "outlines").mkdir()
    lines = (root / "content/questions/qua-do.md").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith(("question:", "short_answer:")) and "Luật" not in line]
    lines.insert(1, "introduces: 4/2010/QH12")
    (root / "outlines/do.md").write_text("\n".join([*lines, "Đò."]), encoding="utf-8")
    assert "Luật Đò số 4/2010/QH12 hết hiệu lực" in of(told(root, date(2027, 1, 2)), "outlines/do")[0][1]


def test_a_citation_may_run_over_the_end_of_a_line(root):
    add_question(root, "xuong-dong", "Theo khoản 2\nĐiều 3 Luật Chợ.", "2026-01-01")
    assert [line for line, _ in of(told(root), "xuong-dong")] == [13]


def test_a_provision_with_its_own_last_day_is_over_on_the_day_after(root):
    rewrite(
        root,
        "content/documents/ben.md",
        "2. Luật Đò số",
        "3. Điều 1 của Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2027 đến hết ngày 31 tháng 01 năm 2027.\n\n2. Luật Đò số",
    )
    concordance = read(root)
    berth = concordance.bookcase.document("3/2026/QH16")
    assert concordance.history.state(berth, "dieu-1", date(2027, 1, 31)).status is not Status.REPEALED
    assert concordance.history.state(berth, "dieu-1", date(2027, 2, 1)).status is Status.REPEALED


def test_communes_and_provinces_with_one_number_are_never_confused(root):
    text = (root / "content/documents/do.md").read_text(encoding="utf-8").replace("type: Luật", "type: Quyết định")
    for name, place in (("a", "tỉnh Mẫu"), ("b", "tỉnh Khác")):
        own = text.replace("4/2010/QH12", "15/2025/QĐ-UBND").replace(
            "issuer: Quốc hội", f"issuer: Ủy ban nhân dân {place}"
        )
        own = own.replace("Luật Đò", f"Quyết định {name}")
        if name == "b":
            own = (
                own.replace("15/2025/QĐ-UBND", "16/2026/QĐ-UBND")
                + "\n## Điều 2. Hiệu lực\n\nBãi bỏ Quyết định số 15/2025/QĐ-UBND.\n"
            )
        (root / f"content/documents/qd-{name}.md").write_text(own, encoding="utf-8")
    concordance = read(root)
    first = concordance.bookcase.document("15/2025/QĐ-UBND")
    assert concordance.history.changes(first) == ()
