"""A file that a page really links to is named by it, however the link is written: held against what Python-Markdown makes of it."""

import markdown
import pytest
from lxml import html

from tusach.law.provision import separate_blocks
from tusach.law.vietnamese import nfc
from tusach.mkdocs_plugin.theme import _EXTENSIONS
from tusach.shelf.embeds import far_embeds
from tusach.shelf.links import linked_path, links, redirected, settled

PAGE = "content/stories/x.md"


def led_to(text: str) -> set[str]:
    """The files that the links of the finished page lead to."""
    extensions = ["fenced_code", *_EXTENSIONS]
    made = markdown.Markdown(extensions=extensions, extension_configs=_EXTENSIONS).convert(separate_blocks(text))
    page = html.fromstring(f"<div>{made}</div>")
    targets = [one.get("href") or one.get("src") or "" for one in page.iter("a", "img")]
    return {nfc(linked_path(PAGE, to)) for to in targets if not to.startswith("#")} - {""}


@pytest.mark.parametrize(
    "text",
    [
        "[a](mau (1).docx)",
        "[a](mau%20(1).docx 'Mẫu')",
        '[a](mau.docx "Mẫu (1), bản 2")',
        "[a](<mẫu số 1.docx> 'Mẫu')",
        "[a](a_(b)_(c).docx)",
        "[a](a((b)).docx)",
        r"[a](mau\_1\(2\).docx)",
        "[a](o'neil.docx)",
        "[a](mau&amp;b.docx)",
        "[a](ma%CC%82u.docx)",
        "[a](m%E1%BA%ABu.docx)",
        "[a](\nmau.docx)",
        '[a](mau.docx\n"Tên")',
        "[a\nb](mau.docx)",
        "[![x](anh.png)](mau.docx)",
        "[a](mau.docx)[b](hai.docx)",
        "[a][m]\n\n[m]:mau.docx",
        "[a][m]\n\n[m]:\n    mau.docx",
        '[a][m]\n\n[m]: mau.docx\n    "Tên"',
        "[m]\n\n[m]: mau.docx",
        "> [a][m]\n>\n> [m]: mau.docx",
        "- [a][m]\n\n    [m]: mau.docx",
        r"\` [a](mau.docx) \`",
        "`` a ` b `` [a](mau.docx) ` c",
        "```\nchưa đóng\n\n[a](mau.docx)",
        "````\n```\n````\n\n[a](mau.docx)",
        "```\na\n~~~\nb\n```\n\n[a](mau.docx)",
        "a `<!--` b\n\n[a](mau.docx)",
        "<!-- chưa đóng\n\n[a](mau.docx)",
        "| a |\n|---|\n| [a](mau.docx) |",
        "[a](mau.docx){: .lon } ![x](anh.png){: .lon }",
    ],
)
def test_each_link_that_the_page_shows_is_seen(text):
    assert led_to(text)
    assert {linked_path(PAGE, link.to) for link in links(text)} == led_to(text)


@pytest.mark.parametrize(
    "text",
    [
        r"\[a](nhap.docx)",
        "`[a](nhap.docx)`",
        "`` [a](nhap.docx) ` ``",
        "```\n[a](nhap.docx)\n```",
        "<!-- [a](nhap.docx) -->",
        "a](nhap.docx)",
        "[Ghi chú]: nội dung dài",
        '[a](nhap.docx "chưa đóng',
    ],
)
def test_what_the_page_does_not_link_is_no_link(text):
    assert led_to(text) == set()
    assert links(text) == ()


def test_the_line_of_a_link_is_that_of_its_target():
    assert [(link.to, link.line) for link in links("a\n\n[b\nc](mau.docx)\n<!-- x\n-->\n[m]:\n  hai.docx\n")] == [
        ("mau.docx", 4),
        ("hai.docx", 8),
    ]


def test_a_file_named_as_a_mac_encodes_it_is_found_and_an_address_of_the_web_is_left_alone():
    page = "[a](ma%CC%82u.docx) [b](mau&amp;b.docx) [c](https://a.vn/ma%CC%82u?x=1&amp;y) `[d](ma%CC%82u.docx)`"
    assert redirected(page, settled) == page.replace("(ma%CC%82u.docx) ", "(mâu.docx) ").replace("u&amp;b", "u&b")


@pytest.mark.parametrize(
    "definition", ["[m]:https://a.vn/x.png", "> [m]: https://a.vn/x.png", "[m]:\nhttps://a.vn/x.png"]
)
def test_a_picture_of_another_site_is_told_however_its_label_is_defined(definition):
    assert [one.host for one in far_embeds(f"![x][m]\n\n{definition}\n")] == ["a.vn"]


@pytest.mark.parametrize(
    "sign", ["[a](", "[a](x ", '[a](" ', "[m]:", "[m]: ", "](", "<!--", "`", "` ``", "[a](((", "\n> [m]:", "```\n"]
)
def test_links_are_found_in_a_time_that_grows_with_the_text(sign):
    # What is read in a blink took minutes when each sign had all that follows it read.
    assert links((sign * 40_000)[:19_000]) is not None
