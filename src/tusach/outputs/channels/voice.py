"""A script read by a machine's voice, as MP3: espeak-ng where it is installed, or any command that a bookcase names."""

from __future__ import annotations

import hashlib
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import soundfile

from tusach.store import Store

# What a command is given instead of `{wav}`: the file it writes. The text comes by its standard input, in UTF-8.
_FILE = "{wav}"
_ESPEAK = f"espeak-ng -v vi -s 150 --stdin -w {_FILE}"
_SECONDS = 600
_SOUND = "read.mp3"
# About 32 kbit/s of one channel: speech stays clear, four minutes are 1 MB. Opus would be smaller, but libsndfile gives each
# Ogg stream another serial number, and the same commit must give the same bytes.
_SMALL = {"format": "MP3", "subtype": "MPEG_LAYER_III", "compression_level": 0.9, "bitrate_mode": "AVERAGE"}


class VoiceError(Exception):
    """The command that reads aloud failed; says in Vietnamese how."""


@dataclass(frozen=True)
class Recording:
    """A script as sound: the bytes of an MP3, how many `seconds` it takes, and whether a machine reads or a person."""

    data: bytes
    seconds: int
    by_machine: bool = True

    @property
    def voice(self) -> str:
        """Who is heard."""
        return "Giọng máy" if self.by_machine else "Giọng người đọc"


def voice_command(choice: str) -> str:
    """The command that reads aloud: that of the bookcase, espeak-ng when it is "auto" and installed, "" for none."""
    if choice == "auto":
        return _ESPEAK if shutil.which("espeak-ng") else ""
    return "" if choice == "off" else choice


def recordings(speeches: Mapping[str, str], command: str, store: Store) -> Iterator[tuple[str, Recording]]:
    """Each speech read by the command, by its key; what was read before is taken from the store; raises VoiceError."""
    with ThreadPoolExecutor(2) as pool:
        yield from zip(speeches, pool.map(lambda text: _recorded(text, command, store), speeches.values()), strict=True)


def human_recording(file: Path) -> Recording:
    """What a person has read, from the MP3 of that name; raises VoiceError when it cannot be played."""
    data = file.read_bytes()
    try:
        return Recording(data, round(soundfile.info(BytesIO(data)).duration), by_machine=False)
    except soundfile.LibsndfileError as error:
        raise VoiceError(f"tệp ghi âm {file.name} không đọc được ({error})") from error


def _recorded(text: str, command: str, store: Store) -> Recording:
    made = hashlib.sha256(
        f"{command}|{_version(command)}|{_SMALL}|{soundfile.__version__}|{text}".encode()
    ).hexdigest()[:24]
    key = f"voice/{made}"
    kept = store.take(key)
    if kept is None:
        with tempfile.TemporaryDirectory() as side:
            kept = store.keep(key, {_SOUND: _small(_spoken_by(command, text, Path(side, "read.wav")))})
    data = (kept / _SOUND).read_bytes()
    return Recording(data, round(soundfile.info(BytesIO(data)).duration))


def _version(command: str) -> str:
    if command != _ESPEAK:
        return ""
    return subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True).stdout.split("Data at")[0]


def _spoken_by(command: str, text: str, wav: Path) -> Path:
    words = [word.replace(_FILE, str(wav)) for word in shlex.split(command)]
    try:
        done = subprocess.run(words, input=text.encode(), capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceError(f"không chạy được lệnh đọc `{words[0]}` ({type(error).__name__})") from error
    if done.returncode or not wav.is_file():
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise VoiceError(f"lệnh đọc `{words[0]}` không ghi ra tệp âm thanh{': ' + said[-1] if said else ''}")
    return wav


def _small(wav: Path) -> bytes:
    try:
        sound, rate = soundfile.read(wav, always_2d=True)
        packed = BytesIO()
        soundfile.write(packed, sound.mean(axis=1), rate, **_SMALL)
    except soundfile.LibsndfileError as error:
        raise VoiceError(f"tệp âm thanh của lệnh đọc không đọc được ({error})") from error
    return packed.getvalue()
