import pytest

from tusach.outputs.html import safe, scrolling_tables, sections


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVa\tScript:alert(1)">x</a>',
        '<iframe src="https://example.org"></iframe>',
        '<svg onload="alert(1)"></svg>',
        '<p style="background:url(https://example.org)">x</p>',
        '<form action="https://example.org"><input></form>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        "<style>@import 'https://example.org'</style>",
        '<meta http-equiv="refresh" content="0;url=https://example.org">',
        "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
    ],
)
def test_nothing_that_runs_or_calls_out_is_left(attack):
    clean = safe(f"<p>trước</p>{attack}<p>sau</p>").lower()
    assert "trước" in clean
    assert "sau" in clean
    for danger in ("script", "onerror", "onload", "iframe", "style", "<form", "http-equiv", "data:"):
        assert danger not in clean


def test_what_a_text_needs_is_kept():
    html = '<h2 id="a" class="dieu">A<a class="headerlink" href="#a" title="x">#</a></h2><details open><summary>S</summary></details>'
    kept = safe(html)
    for part in ('id="a"', 'class="dieu"', 'href="#a"', "<details", "<summary>"):
        assert part in kept


def test_a_table_scrolls_by_itself_and_can_be_reached_by_keyboard():
    html = scrolling_tables("<p>a</p><table><tr><td>b</td></tr></table>đuôi<p>c</p>")
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Bảng 1"><table>' in html
    assert html.count("đuôi") == 1


def test_each_h2_opens_a_section_and_nothing_is_lost():
    html = sections('<p>mở</p><h2 id="x">Một</h2><p>a</p><h2>Hai</h2>chữ<p>b</p>')
    assert html == (
        '<p>mở</p><section class="part" aria-labelledby="x"><h2 id="x">Một</h2><p>a</p></section>'
        '<section class="part"><h2>Hai</h2>chữ<p>b</p></section>'
    )
