"""The broadcasts that somebody or a machine has read as a podcast: RSS 2.0 (https://www.rssboard.org/rss-specification) with enclosures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from email.utils import format_datetime
from urllib.parse import quote

from lxml import etree

from tusach.outputs.channels.kit import Kit
from tusach.shelf.publication import Publication

# https://help.apple.com/itc/podcasts_connect/#/itcb54353390
# Where the picture of the podcast is on the site.
PODCAST_COVER = "chia-se/bia-podcast.png"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


def podcast_file(items: Sequence[Publication], kits: Mapping[str, Kit], site: tuple[str, str, str]) -> dict[str, bytes]:
    """`podcast.xml` beside the list of the kind, by its path; nothing without sound or without an address.

    `site` is the bookcase's name, its summary and its address with a slash at the end.
    """
    name, about, home = site
    heard = [(item, kit) for item in items if (kit := kits[item.address]).sound]
    if not heard or not home:
        return {}
    root = etree.Element("rss", version="2.0", nsmap={"itunes": _ITUNES})
    channel = etree.SubElement(root, "channel")
    folder = heard[0][0].kind
    rows = (
        ("title", f"{name}: {folder.label}"),
        ("link", f"{home}{folder.address}/"),
        ("description", about or folder.hint),
        ("language", "vi"),
    )
    for tag, text in rows:
        etree.SubElement(channel, tag).text = text
    etree.SubElement(channel, f"{{{_ITUNES}}}author").text = name
    etree.SubElement(channel, f"{{{_ITUNES}}}explicit").text = "false"
    etree.SubElement(channel, f"{{{_ITUNES}}}category", text="Government")
    etree.SubElement(channel, f"{{{_ITUNES}}}image", href=f"{home}{PODCAST_COVER}")
    for item, kit in heard:
        _episode(channel, item, kit, home)
    data = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
    return {f"{folder.address}/podcast.xml": data}


def _episode(channel: etree._Element, item: Publication, kit: Kit, home: str) -> None:
    episode = etree.SubElement(channel, "item")
    page = f"{home}{item.address}/"
    voice = f"{kit.sound.voice}." if kit.sound else ""
    text = "\n".join(filter(None, (*kit.notice.text, kit.notice.grounds, *kit.notice.facts, voice)))
    etree.SubElement(episode, "title").text = item.title
    etree.SubElement(episode, "link").text = page
    etree.SubElement(episode, "guid").text = page
    etree.SubElement(episode, "description").text = text
    if item.day:
        etree.SubElement(episode, "pubDate").text = format_datetime(datetime.combine(item.day, time(), UTC))
    if kit.sound:
        sound = {"url": f"{home}{quote(kit.sound_path)}", "length": str(len(kit.sound.data)), "type": "audio/mpeg"}
        etree.SubElement(episode, "enclosure", sound)
        etree.SubElement(episode, f"{{{_ITUNES}}}duration").text = str(kit.sound.seconds)
