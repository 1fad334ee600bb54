"""What stands in a line of a page is read whole: no citation or term is cut, lost or made up at the edges of emphasis."""

import re
from datetime import date

import pytest
from tests.conftest import SITES, copied

from tusach.law.citation import citations
from tusach.outputs.linking import Span, linked
from tusach.outputs.shaping import Shaper
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.settings import Settings

NUMBER = "35/2013/QH13"


@pytest.fixture
def shaper(tmp_path):
    """A bookcase that holds none of the documents cited."""
    root = copied(SITES / "every-kind", tmp_path)
    return Shaper(read_concordance(read_bookcase(root, Settings(), Problems()), date(2026, 11, 1)))


def numbers(shaper, html):
    """The numbers of the documents that a page with this HTML rests on."""
    leaf = next(leaf for leaf in shaper.bookcase.leaves() if leaf.path == "content/questions/ly-hon.md")
    shaper.shape(leaf, html)
    return [source if isinstance(source, str) else source.fields.number for source in shaper.sources[leaf.address]]


def test_a_number_is_never_cut_however_far_it_stands_from_the_words_before_it(shaper):
    for before in range(150, 230):
        far = f"<p><strong>Việc:</strong> {'x' * before} theo <em>Luật Hòa giải số {NUMBER}</em>.</p>"
        assert numbers(shaper, far) == [NUMBER], before


def test_a_long_name_does_not_cut_the_number_after_it():
    for length in range(160, 215):
        name = f"Luật về {'việc ' * 60}"[:length].strip()
        (found,) = citations(f"Điều 5 {name} số {NUMBER} nói vậy", [name])
        assert found.instrument.number == NUMBER, length


def test_the_number_of_a_footnote_is_no_part_of_what_stands_before_it(shaper):
    call = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    assert numbers(shaper, f"<p>Theo Luật Hòa giải số {NUMBER}{call} thì được.</p>") == [NUMBER]
    html = shaper.shape(shaper.bookcase.home, f"<p>khoản 2 Điều 1{call} Quyết định số 01/2026/QĐ-UBND</p>")
    assert re.findall(r'<a class="cited" href="[^"]*(#[^"]*)"', html) == ["#dieu-1-khoan-2", "#dieu-1-khoan-2"]


def test_a_document_linked_by_hand_is_among_those_cited(shaper):
    assert numbers(shaper, f'<p><a href="https://example.org/">Luật Hòa giải số {NUMBER}</a></p>') == [NUMBER]


def words(html, found, **options):
    """The HTML with each of the words found as a link to it."""
    pattern = re.compile("|".join(found))
    return linked(html, lambda run, _: [Span(*one.span(), "#x", "y") for one in pattern.finditer(run)], **options)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>a <em>một</em> b</p>", "<p>a <em>[một]</em> b</p>"),
        ("<p>a mộ<em>t</em> một</p>", "<p>a [mộ]<em>[t]</em> [một]</p>"),
        ("<p><em>mộ</em>t <b><i>m</i>ột</b></p>", "<p><em>[mộ]</em>[t] <b><i>[m]</i>[ột]</b></p>"),
        ("<p><code>một</code> một</p>", "<p><code>một</code> [một]</p>"),
        ('<p><a href="#z">mộ</a>t</p>', '<p><a href="#z">mộ</a>[t]</p>'),
        ("<li>một<ul><li>một</li></ul>một</li>", "<li>[một]<ul><li>[một]</li></ul>[một]</li>"),
        ("<ul><li>mộ<p>t</p></li></ul>", "<ul><li>mộ<p>t</p></li></ul>"),
        ("<div>một <strong>một</strong></div>", "<div>một <strong>[một]</strong></div>"),
        ("<td>một<br>một</td>", "<td>[một]<br>[một]</td>"),
        ("<h2>một</h2><blockquote><p>một</p></blockquote>", "<h2>một</h2><blockquote><p>[một]</p></blockquote>"),
        ("<p>một <!-- một --> một</p>", "<p>[một] <!-- một --> [một]</p>"),
    ],
)
def test_what_is_found_is_linked_wherever_it_stands_in_a_line(html, wanted):
    assert re.sub(r'<a class="y" href="#x">(.*?)</a>', r"[\1]", words(html, ["một"])) == wanted


def test_a_term_is_explained_at_its_first_place_that_can_be_a_link(shaper):
    html = '<p><a href="#z">một</a> hai một</p>'
    assert words(html, ["một"], through_links=False).count("#x") == 1
    seen = []
    linked(html, lambda run, _: seen.append(run) or [], through_links=False)
    assert seen == ["\ufffc\ufffc\ufffc hai một"]
