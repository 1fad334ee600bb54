"""Short files that tell other programs the way: llms.txt, oembed.json beside each page, opensearch.xml."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tusach.outputs.share.portal import Portal, as_json
from tusach.shelf.bookcase import Bookcase

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def signposts(bookcase: Bookcase, portal: Portal) -> dict[str, bytes]:
    """All of them by their paths; without an address of the site only llms.txt, whose links are then relative."""
    files = {"llms.txt": "".join(f"{line}\n" for line in _llms(bookcase, portal)).encode()}
    if portal.url:
        files["opensearch.xml"] = _opensearch(portal)
        for item in bookcase.publications:
            for leaf in item.leaves:
                files[f"{leaf.address}/oembed.json"] = _oembed(leaf.title, portal)
    return files


def _llms(bookcase: Bookcase, portal: Portal) -> Iterator[str]:
    """After https://llmstxt.org: a title, what the site is, sections of links with a line each."""
    yield f"# {_one_line(portal.name)}"
    if portal.summary:
        yield from ("", f"> {_one_line(portal.summary)}")
    yield from (
        "",
        "Tài liệu để phổ biến pháp luật, không thay cho văn bản chính thức. Tình trạng hiệu lực ghi trên từng trang, kèm ngày và nơi kiểm tra.",
    )
    for kind, _ in bookcase.kinds_with_items():
        yield from ("", f"## {_one_line(kind.label)}", "")
        for item in bookcase.of_kind(kind):
            yield f"- [{_name(item.title)}]({portal.link(item.address)}): {_one_line(item.summary)}"
    yield from ("", "## Optional", "")
    yield f"- [catalog.json]({portal.url}catalog.json): mọi tài liệu, tệp, dung lượng và mã băm"
    if portal.url:
        yield f"- [feed.xml]({portal.url}feed.xml): tài liệu mới"
        if bookcase.documents:
            yield f"- [hieu-luc.xml]({portal.url}hieu-luc.xml): thay đổi hiệu lực của văn bản, kèm căn cứ"


def _oembed(title: str, portal: Portal) -> bytes:
    """What a page says of itself to a site that links to it (https://oembed.com, 2.3.4.2: type "link")."""
    told = {"version": "1.0", "type": "link", "title": title, "provider_name": portal.name, "provider_url": portal.url}
    return as_json(told)


def _opensearch(portal: Portal) -> bytes:
    """The search of this bookcase for browsers (OpenSearch 1.1 Draft 6, description document; names of 16 letters at most)."""
    root = etree.fromstring(f'<OpenSearchDescription xmlns="{_OPENSEARCH}"/>')
    short = portal.name if len(portal.name) <= 16 else "Tủ sách"
    about = portal.summary or portal.name
    for tag, text in (("ShortName", short), ("LongName", portal.name[:48]), ("Description", about[:1024])):
        etree.SubElement(root, f"{{{_OPENSEARCH}}}{tag}").text = text
    template = f"{portal.link('tim-kiem')}?q={{searchTerms}}"
    etree.SubElement(root, f"{{{_OPENSEARCH}}}Url", type="text/html", template=template)
    icon = etree.SubElement(root, f"{{{_OPENSEARCH}}}Image", type="image/svg+xml")
    icon.text = f"{portal.url}assets/icon.svg"
    etree.SubElement(root, f"{{{_OPENSEARCH}}}Language").text = "vi"
    etree.SubElement(root, f"{{{_OPENSEARCH}}}InputEncoding").text = "UTF-8"
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _name(title: str) -> str:
    """A title as the text of a Markdown link."""
    return _one_line(title).replace("[", "(").replace("]", ")")
