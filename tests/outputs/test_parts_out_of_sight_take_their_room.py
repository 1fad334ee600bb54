"""The guess at how tall a part will be: never too small, or links of parts not yet drawn lie over one another."""

import re

from tests.conftest import ROOT, built, copied

from tusach.outputs.heights import heights_css, with_heights

PART = '<section class="part" aria-labelledby="a"><h2 id="a">Chương</h2>{}</section>'


def steps(html):
    return [int(step) for step in re.findall(r'class="part tall-(\d+)"', with_heights(html))]


def test_a_longer_part_takes_more_room_and_every_step_has_a_rule():
    found = steps(PART.format("<p>ngắn</p>") + PART.format("<p>dài lắm</p>" * 200) + PART.format("<p>dài</p>" * 99_999))
    assert found == sorted(found)
    assert len(set(found)) == 3
    assert all(f".tall-{step}{{" in heights_css() for step in found)


def test_a_part_that_holds_parts_takes_the_room_of_all():
    inner = PART.format("<p>chữ của chương</p>" * 40)
    assert steps(PART.format(inner * 3))[0] > steps(inner)[0]


def test_what_is_folded_away_takes_none_and_nothing_of_the_text_is_lost():
    text = "<p>lời cũ</p>" * 300
    assert steps(PART.format(f"<details><summary>Bản cũ</summary>{text}</details>"))[0] < steps(PART.format(text))[0]
    html = PART.format("<p>a</p>")
    assert re.sub(r" tall-\d+", "", with_heights(html)) == html


def test_no_part_of_a_long_law_is_taller_than_its_guess(open_page, tmp_path):
    for folder in ("content", "handbooks", "outlines"):
        copied(ROOT / folder, tmp_path / folder)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("  - tusach\n", "  - tusach: {print: false}\n").replace("build/site", "site")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    address = f"{built(tmp_path).as_uri()}/van-ban/31-2024-qh15/index.html"
    for width in (360, 1280):
        rows = open_page(address, width=width).evaluate(
            """() => Array.from(document.querySelectorAll('section.part')).map((part) => {
              const style = getComputedStyle(part);
              const guess = parseFloat(style.getPropertyValue('--tall')) * (parseFloat(style.getPropertyValue('--much')) || 1);
              part.style.contentVisibility = 'visible';
              return [part.getBoundingClientRect().height, guess];
            })"""
        )
        assert len(rows) >= 7, width
        assert [row for row in rows if row[0] > row[1]] == [], width
