"""One text, every way the plans name: cards, posts, messages, loudspeaker scripts, sound, and the kit that gathers them."""

from tusach.outputs.channels.cards import Card, draw_cards
from tusach.outputs.channels.kit import Kit, KitMaker
from tusach.outputs.channels.package import pack_kit
from tusach.outputs.channels.podcast import PODCAST_COVER, podcast_file
from tusach.outputs.channels.voice import VoiceError

__all__ = ["PODCAST_COVER", "Card", "Kit", "KitMaker", "VoiceError", "draw_cards", "pack_kit", "podcast_file"]
