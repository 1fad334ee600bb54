"""A page of ours loads nothing from elsewhere: its editor is told, its reader gets a link."""

import pytest

from tusach.outputs.elsewhere import loading_nothing
from tusach.outputs.html import safe
from tusach.shelf.embeds import far_embeds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![ảnh](https://baochi.example/a.jpg)", [("baochi.example", 1, False)]),
        ('Chữ ![ả [x] nh]( <http://a.example/a b.jpg> "t") chữ', [("a.example", 1, False)]),
        ("[![nút](//a.example/x.png)](https://b.example/)", [("a.example", 1, False)]),
        ("![sơ đồ][so-do] và ![bản đồ][] và ![Hình]\n\n[so-do]: https://a.example/1.png\n[bản đồ]: https://b.example/2\n"
         "[hình]: <https://c.example/3>\n[khác]: https://d.example/", [(f"{one}.example", 3 + n, False) for n, one in enumerate("abc")]),
        ('một\n\n<img alt="x"\n  src = "HTTPS://a.example/x">', [("a.example", 4, False)]),
        ("<video poster=https://a.example/p src='x.mp4'><source src=\"https://b.example/f.mp4\"></video>",
         [("a.example", 1, True), ("b.example", 1, True)]),
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', [("www.youtube.com", 1, True)]),
        (r'<img src="https:\\a.example\x">', [("a.example", 1, False)]),
        ("[báo](https://baochi.example/a.jpg) ![ảnh](anh.jpg) `![x](https://a.example/x)`", []),
        ("```\n![ảnh](https://baochi.example/a.jpg)\n```\n<!-- ![ảnh](https://a.example/a.jpg) -->", []),
        ("Xem https://a.example/ và <a href=\"https://a.example/x\">x</a>", []),
    ],
)  # fmt: skip
def test_each_is_told_with_its_site_and_line(text, told):
    assert [(one.host, one.line, one.film) for one in far_embeds(text)] == told


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<p>a<img src="https://a.example/x.jpg" alt="Cầu">b</p>',
         '<p>a<a href="https://a.example/x.jpg">Hình ảnh ở a.example: Cầu</a>b</p>'),
        ('<a href="y"><img src="//a.example/x.jpg" alt=""></a>', '<a href="y"><span>Hình ảnh ở a.example</span></a>'),
        ('<video poster="https://a.example/p.jpg" src="phim.mp4"></video>', '<video src="phim.mp4"></video>'),
        ('<audio><source src="https://a.example/a.mp3"></audio>', '<a href="https://a.example/a.mp3">Bản ghi âm ở a.example</a>'),
        ('<video><source src="a.mp4"><source src="https://b.example/b.mp4"></video>', '<video><source src="a.mp4"></video>'),
        ('<p><img src="anh.png" alt="của ta"></p>', '<p><img src="anh.png" alt="của ta"></p>'),
    ],
)  # fmt: skip
def test_a_page_leads_to_it_instead_of_loading_it(html, shown):
    assert loading_nothing(safe(html)).replace("</source>", "") == shown
