"""What other programs read: schema.org and ELI terms as JSON-LD, documents as Akoma Ntoso."""

from tusach.outputs.machine.files import machine_files, page_description

__all__ = ["machine_files", "page_description"]
