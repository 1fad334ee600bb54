"""A dialogue says who answered what and when, and what state it is in on each day."""

from datetime import date

import pytest
from lxml import html as lxml_html

from tusach.outputs.dialogue import dialogue_shaped, dialogue_states
from tusach.shelf.fields import DialogueFields

PAGE = (
    '<p>Mở đầu</p><h2 id="a">Điều 1<a class="headerlink" href="#a">#</a></h2>'
    '<h3 id="b">Ý kiến: Một<a class="headerlink" href="#b">#</a></h3><p>Lời một</p>'
    "<blockquote><p><strong>Trả lời của Cơ quan thử, ngày 2/11/2026:</strong> Theo <a href='#c'>Điều 2</a>.</p><p>Đoạn hai</p></blockquote>"
    "<h3>Ý kiến: Hai</h3><p>Lời hai</p><h4>Mục nhỏ</h4><blockquote><p>Lời trích</p></blockquote>"
    "<h2>Kết luận</h2><h3>Mục thường</h3><p>Lời cuối</p>"
)


def shaped(html: str = PAGE):
    return lxml_html.fragment_fromstring(dialogue_shaped(html), create_parent="div")


def test_each_opinion_says_in_words_and_by_its_class_whether_it_is_answered():
    first, second = shaped().cssselect("section.opinion")
    assert first.cssselect("p.opinion__state--answered strong")[0].text == "Đã trả lời"
    assert second.cssselect("p.opinion__state--open strong")[0].text == "Chưa trả lời"
    assert not second.cssselect(".reply")


def test_a_signature_is_a_line_above_its_reply_whose_links_stay():
    reply = shaped().cssselect("blockquote.reply")[0]
    signature, text, more = reply.findall("p")
    assert signature.get("class") == "reply__by"
    assert signature.text_content() == "Trả lời của Cơ quan thử, ngày 2/11/2026:"
    assert text.text_content() == "Theo Điều 2."
    assert text.find("a").get("href") == "#c"
    assert more.text_content() == "Đoạn hai"


def test_a_signature_that_stands_alone_leaves_no_empty_paragraph():
    html = "<h2>A</h2><h3>Ý kiến: Một</h3><p>Lời</p><blockquote><p><strong>Trả lời của Sở Thử, ngày 2/11/2026</strong>:</p><p>Đáp</p></blockquote>"
    assert [one.text_content() for one in shaped(html).cssselect(".reply p")] == [
        "Trả lời của Sở Thử, ngày 2/11/2026",
        "Đáp",
    ]


def test_an_opinion_ends_where_the_next_heading_of_its_rank_begins_and_no_word_is_lost():
    root = shaped()
    first, second = root.cssselect("section.opinion")
    assert "Lời hai" not in first.text_content()
    assert "Mục nhỏ" in second.text_content()
    assert "Kết luận" not in second.text_content()
    for badge in root.cssselect(".opinion__state"):
        badge.drop_tree()
    plain = lxml_html.fragment_fromstring(PAGE, create_parent="div")
    assert "".join(root.text_content().split()) == "".join(plain.text_content().split())


def states(today: str, **days: str) -> list[tuple[str, str]]:
    told = {"title": "a", "summary": "b", "compiled_by": "c", "published": "2026-11-01", "law_as_of": "2026-11-01"}
    fields = DialogueFields(**told, agency="Cơ quan thử", **days)
    return [(str(day), one.label + one.more) for day, one in dialogue_states(fields, date.fromisoformat(today))]


ALL = {"opens": "2026-11-02", "closes": "2026-11-20", "answered": "2026-11-25"}


@pytest.mark.parametrize(
    ("today", "label"),
    [
        ("2026-11-01", "Chưa mở, mở từ ngày 02/11/2026"),
        ("2026-11-02", "Đang lấy ý kiến, còn đến hết ngày 20/11/2026"),
        ("2026-11-20", "Đang lấy ý kiến, còn đến hết ngày 20/11/2026"),
        ("2026-11-21", "Đã đóng, chờ trả lời"),
        ("2026-11-25", "Đã trả lời ngày 25/11/2026"),
    ],
)
def test_the_state_is_that_of_the_day(today, label):
    assert states(today, **ALL)[0][1] == label


def test_the_states_to_come_are_given_with_their_first_days():
    assert [day for day, _ in states("2026-11-10", **ALL)] == ["2026-11-02", "2026-11-21", "2026-11-25"]


def test_replies_before_the_last_day_do_not_close_the_dialogue():
    rows = states("2026-11-12", **{**ALL, "answered": "2026-11-10"})
    assert rows == [
        ("2026-11-02", "Đang lấy ý kiến, còn đến hết ngày 20/11/2026"),
        ("2026-11-21", "Đã trả lời ngày 10/11/2026"),
    ]


def test_silence_about_days_never_means_open_or_closed():
    assert [label for _, label in states("2026-11-12")] == ["Chưa rõ thời hạn lấy ý kiến"]
    assert [label for _, label in states("2026-11-12", opens="2026-11-02")] == ["Đang lấy ý kiến, chưa rõ ngày đóng"]
    assert [label for _, label in states("2026-11-12", answered="2026-11-11")] == ["Đã trả lời ngày 11/11/2026"]
