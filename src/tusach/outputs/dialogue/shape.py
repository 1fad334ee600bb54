"""From the headings and quotations of a dialogue to opinions, each with whether it is answered, and signed replies."""

from __future__ import annotations

from lxml import html as lxml_html

from tusach.outputs.html import sections
from tusach.shelf.dialogue import is_opinion, signed_reply

_ENDS = ("h1", "h2", "h3")


def dialogue_shaped(html: str) -> str:
    """Each opinion a section that says in words whether it is answered; a reply's signature is a line of its own above it."""
    root = lxml_html.fragment_fromstring(sections(html), create_parent="div")
    for heading in list(root.iter("h3")):
        if is_opinion(_words(heading)):
            _opinion(heading)
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")


def _words(heading: lxml_html.HtmlElement) -> str:
    """The text of a heading without the link to itself."""
    parts = heading.xpath(".//text()[not(ancestor::a[contains(@class, 'headerlink')])]")
    return "".join(map(str, parts)).strip()


def _opinion(heading: lxml_html.HtmlElement) -> None:
    section = lxml_html.Element("section", {"class": "opinion"})
    rest = []
    for element in heading.itersiblings():
        if element.tag in _ENDS:
            break
        rest.append(element)
    heading.addprevious(section)
    section.extend([heading, *rest])
    replies = [_signed(quotation) for quotation in section.findall("blockquote")]
    section.insert(1, _badge(any(replies)))


def _badge(answered: bool) -> lxml_html.HtmlElement:
    # The shapes before the words are drawn by the style sheet: on paper and in search the words are enough.
    look = "answered" if answered else "open"
    badge = lxml_html.Element("p", {"class": f"opinion__state opinion__state--{look}"})
    word = lxml_html.Element("strong")
    word.text = "Đã trả lời" if answered else "Chưa trả lời"
    badge.append(word)
    return badge


def _signed(quotation: lxml_html.HtmlElement) -> bool:
    """Sets each signature of a reply as a line of its own; gives whether there was one."""
    found = False
    for paragraph in quotation.findall("p"):
        bold = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
        if bold is None or bold.tag not in ("strong", "b") or signed_reply(bold.text_content()) is None:
            continue
        found = True
        line = lxml_html.Element("p", {"class": "reply__by"})
        paragraph.text, bold.tail = (bold.tail or "").lstrip(" :\n"), None
        paragraph.addprevious(line)
        line.append(bold)
        if not len(paragraph) and not paragraph.text:
            paragraph.drop_tree()
    if found:
        quotation.set("class", "reply")
    return found
