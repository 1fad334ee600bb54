"""One file from a server that may be down, slow, endless or hostile: fetched within its time and size, or a reason why not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError, SSLError

from tusach import __version__

_REDIRECTS = 3
_CHUNK = 65_536
_MOVED = (301, 302, 303, 307, 308)
_T = TypeVar("_T")


class SourceError(Exception):
    """Why a source cannot be read and what to do, both in Vietnamese."""

    def __init__(self, what: str, remedy: str = "xem lại mạng và nguồn, rồi chạy lại `tusach pull`") -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True)
class Answer:
    """What a server sent: the `data` (None: not changed since), and by what to ask for it next time."""

    data: bytes | None
    etag: str = ""
    last_modified: str = ""


class Web:
    """Fetches files by HTTP and HTTPS, each within `seconds`, by way of the proxy that the machine names, if any."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        timeout = urllib3.Timeout(connect=min(seconds, 20), read=min(seconds, 20))
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._new: Callable[[str], urllib3.PoolManager] = lambda proxy: (
            urllib3.ProxyManager(proxy, timeout=timeout, retries=False)
            if proxy
            else urllib3.PoolManager(timeout=timeout, retries=False)
        )

    def get(self, url: str, most: int, known: Answer | None = None) -> Answer:
        """The file at `url`, at most `most` bytes; with `known`, only if it changed since (RFC 9110, section 13).

        Raises SourceError when the server cannot be reached, is too slow, answers with anything but the file, sends too
        much, or leads to another scheme or server.
        """
        return _within(self._seconds, lambda: self._get(url, most, known))

    def _get(self, url: str, most: int, known: Answer | None) -> Answer:
        # Identity: what is hashed is what travels, and nothing can swell when it is unpacked.
        headers = {"User-Agent": f"tusach/{__version__}", "Accept": "application/json", "Accept-Encoding": "identity"}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        try:
            for _ in range(_REDIRECTS + 1):
                response = self._pool(url).request("GET", url, headers=headers, redirect=False, preload_content=False)
                try:
                    if response.status not in _MOVED:
                        return _read(response, most, known, time.monotonic() + self._seconds)
                    url = _followed(url, response.headers.get("Location") or "")
                finally:
                    response.close()
            raise SourceError("dẫn đi vòng quanh", "ghi địa chỉ cuối cùng của danh mục vào mkdocs.yml")
        except (ConnectTimeoutError, ReadTimeoutError) as error:
            # urllib3 counts a refused connection among the timeouts, because it could not connect in time.
            raise (_down() if isinstance(error, NewConnectionError) else _slow(self._seconds)) from None
        except SSLError:
            raise SourceError("chứng thư bảo mật không hợp lệ", "báo cho nơi quản lý nguồn") from None
        except (HTTPError, OSError, ValueError):
            raise _down() from None

    def _pool(self, url: str) -> urllib3.PoolManager:
        parts = urlsplit(url)
        proxy = "" if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme, "")
        if proxy not in self._pools:
            self._pools[proxy] = self._new(proxy)
        return self._pools[proxy]


def _down() -> SourceError:
    return SourceError("không kết nối được máy chủ")


def _slow(seconds: float) -> SourceError:
    return SourceError(f"quá chậm, sau {seconds:g} giây chưa xong", "chạy lại sau, hoặc cho chờ lâu hơn bằng --timeout")


def _read(response: urllib3.BaseHTTPResponse, most: int, known: Answer | None, until: float) -> Answer:
    if response.status == 304 and known is not None:
        return Answer(None, known.etag, known.last_modified)
    if response.status != 200:
        raise SourceError(
            f"máy chủ trả lời mã {response.status}", "xem lại địa chỉ trong mkdocs.yml, hoặc hỏi nơi quản lý nguồn"
        )
    data = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=False):
        data += chunk
        if len(data) > most:
            raise SourceError(f"gửi nhiều hơn mức nhận ({most} byte)", "hỏi nơi quản lý nguồn")
        if time.monotonic() > until:
            raise SourceError("quá chậm")
    tags = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
    return Answer(bytes(data), *(tag if len(tag) < 200 and tag.isprintable() else "" for tag in tags))


def _followed(url: str, location: str) -> str:
    """Where a redirect leads: nowhere but to the same server, in the same way."""
    there, here = urlsplit(urljoin(url, location)), urlsplit(url)
    if not location or (there.scheme, there.netloc) != (here.scheme, here.netloc):
        shown = "".join(char for char in f"{there.scheme}://{there.netloc}" if char.isprintable())[:100]
        raise SourceError(f"dẫn sang nơi khác ({shown})", "nếu đúng là nguồn ấy, ghi địa chỉ mới vào mkdocs.yml")
    return there.geturl()


def _within(seconds: float, call: Callable[[], _T]) -> _T:
    """What `call` gives, or SourceError after so many seconds: a server that sends one byte at a time never times out."""
    done: SimpleQueue[tuple[_T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((call(), None))
        except BaseException as error:
            done.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        value, error = done.get(timeout=seconds)
    except Empty:
        raise _slow(seconds) from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]  # there is a value whenever there is no error
