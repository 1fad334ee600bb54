"""The site as an app on a phone: its manifest, its service worker, and the packs that readers keep for days without a network."""

from tusach.outputs.installed.app import app_files, keeping_script, visit_script
from tusach.outputs.installed.packs import pack_labels, packs

__all__ = ["app_files", "keeping_script", "pack_labels", "packs", "visit_script"]
