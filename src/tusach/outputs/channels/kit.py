"""Everything that is shared of a publication, made of its one text: what the page "Chia sẻ" shows and the kit gathers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

import segno

from tusach.law.vietnamese import unaccented, written_day
from tusach.outputs.channels.cards import Card, draw_cards, draw_cover
from tusach.outputs.channels.loudspeaker import Script, script
from tusach.outputs.channels.notice import Notice, notice
from tusach.outputs.channels.posts import facebook_link, facebook_post, mail_link, sms_link, zalo_post
from tusach.outputs.channels.voice import Recording, human_recording, recordings, voice_command
from tusach.shelf.checks import SHARING
from tusach.shelf.concordance import Concordance
from tusach.shelf.currency import alerts
from tusach.shelf.fields import BroadcastFields
from tusach.shelf.links import asset_address, beside
from tusach.shelf.publication import Publication
from tusach.shelf.sms import Sms, as_sms, sms_text
from tusach.store import Store


@dataclass(frozen=True)
class Kit:
    """What is shared of one publication; `files` are its texts and the QR code by their names in the folder of sharing.

    `sound` is the script read by a person or a machine, at `sound_path` on the site; None without either.
    """

    notice: Notice
    script: Script
    zalo: str
    facebook: str
    sms: Sms
    sms_plain: Sms
    files: Mapping[str, bytes]
    sound_path: str
    sound: Recording | None = None

    @property
    def facebook_link(self) -> str:
        """Opens Facebook's window for sharing; "" without an address."""
        return facebook_link(self.notice)

    @property
    def mail_link(self) -> str:
        """Opens a letter."""
        return mail_link(self.notice)

    def sms_link(self, text: str) -> str:
        """Opens a text message."""
        return sms_link(text)


class KitMaker:
    """Makes the kits of a bookcase whose pages are finished."""

    def __init__(
        self,
        concordance: Concordance,
        cited: Mapping[str, Iterable[Publication | str]],
        shown: Mapping[str, str],
        site: tuple[str, str],
        voice: str,
        store: Store,
    ) -> None:
        """`cited` holds the documents a page rests on, by its address; `shown` the finished content, by path; `site` is the
        bookcase's name and address; `voice` "auto", "off" or a command; what was drawn and read before comes from the `store`."""
        self._concordance, self._bookcase = concordance, concordance.bookcase
        self._cited, self._shown = cited, shown
        self._name, home = site
        self._home = f"{home.rstrip('/')}/" if home else ""
        self._voice, self._store = voice_command(voice), store

    def kits(self) -> dict[str, Kit]:
        """The kit of each publication, by its address; raises VoiceError."""
        made = {item.address: self._kit(item) for item in self._bookcase.publications}
        return made | self._read_aloud(made)

    def cards(self) -> dict[str, bytes]:
        """The cards of all publications and of the bookcase itself (below `chia-se`), by their paths on the site."""
        wanted = {f"{item.address}/{SHARING}": self._card(item) for item in self._bookcase.publications}
        return draw_cards({SHARING: self._about(), **wanted}, self._store)

    def podcast_cover(self) -> bytes:
        """The picture of the podcast, a PNG."""
        return draw_cover(self._about())

    def _about(self) -> Card:
        home = self._bookcase.home
        return Card("", "Tủ sách pháp luật", "§", self._name, home.summary if home else "", self._foot(""))

    def _card(self, item: Publication) -> Card:
        told = self._notice(item)
        checked = getattr(item.fields, "law_as_of", None)
        as_of = f"Pháp luật cập nhật đến {written_day(checked)}" if checked else ""
        return Card(item.kind.key, item.kind.label, item.kind.mark, item.title, told.text[-1], self._foot(as_of))

    def _foot(self, as_of: str) -> tuple[str, ...]:
        host = self._home.partition("://")[2].rstrip("/")
        return tuple(filter(None, (self._name, " · ".join(filter(None, (as_of, host))))))

    def _notice(self, item: Publication) -> Notice:
        cited = (source for leaf in item.leaves for source in self._cited.get(leaf.address, ()))
        today = self._concordance.today
        changed = (one for one in alerts(self._concordance, item) if one.until is None or today < one.until)
        url = f"{self._home}{item.address}/" if self._home else ""
        return notice(item, cited, url, tuple(one.words for one in changed))

    def _kit(self, item: Publication) -> Kit:
        told = self._notice(item)
        topics = tuple(topic.label for topic in self._bookcase.topics_of(item))
        read = script(item, told, self._shown[item.path])
        text = sms_text(item)
        sms, plain = as_sms(text), as_sms(unaccented(text))
        zalo, facebook = zalo_post(told), facebook_post(told, topics)
        head = (f"BÀI ĐỌC LOA: {told.title}", told.warning, *told.facts, told.grounds)
        files = {
            "bai-dang-zalo.txt": zalo,
            "bai-dang-facebook.txt": facebook,
            "tin-nhan.txt": f"Có dấu ({sms.length} ký tự, {sms.parts} tin):\n{sms.text}\n\n"
            f"Không dấu ({plain.length} ký tự, {plain.parts} tin):\n{plain.text}",
            "bai-doc-loa.txt": read.sheet(tuple(filter(None, head))),
        }
        data = {name: _for_any_computer(body) for name, body in files.items()} | _qr(told.url)
        return Kit(told, read, zalo, facebook, sms, plain, data, *self._sound(item))

    def _sound(self, item: Publication) -> tuple[str, Recording | None]:
        """Where the sound of a publication is on the site, and what a person has recorded of it."""
        name = item.fields.recording if isinstance(item.fields, BroadcastFields) else ""
        if not name:
            return f"{item.address}/{item.address.rsplit('/', 1)[-1]}.mp3", None
        file = self._bookcase.root / self._bookcase.assets[beside(item.path, name)]
        return asset_address(item.path, name), human_recording(file)

    def _read_aloud(self, made: Mapping[str, Kit]) -> dict[str, Kit]:
        """The kits of the broadcasts that nobody has recorded again, with their sound, where there is a voice."""
        broadcasts = [item.address for item in self._bookcase.publications if item.kind.key == "broadcast"]
        shelf = [address for address in broadcasts if made[address].sound is None]
        if not self._voice:
            return {}
        speeches = {address: made[address].script.speech for address in shelf}
        read = recordings(speeches, self._voice, self._store)
        return {address: _with_sound(made[address], sound) for address, sound in read}


def _with_sound(kit: Kit, sound: Recording) -> Kit:
    return Kit(**{**kit.__dict__, "sound": sound})


def _for_any_computer(text: str) -> bytes:
    """UTF-8 with its mark and line ends of Windows: the oldest Notepad shows the accents."""
    return f"\ufeff{text.rstrip()}\n".replace("\n", "\r\n").encode()


def _qr(url: str) -> dict[str, bytes]:
    if not url:
        return {}
    code, drawn = segno.make(url, error="m"), BytesIO()
    code.save(drawn, kind="png", scale=12, border=4)
    return {"ma-qr.png": drawn.getvalue()}
