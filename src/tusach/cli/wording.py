"""click's own words in Vietnamese, by gettext as click asks for it (https://click.palletsprojects.com, "Internationalization")."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Any

import click

from tusach.outputs.failing import failure


class VietnameseGroup(click.Group):
    """A group of commands whose usage, help and errors are in Vietnamese whatever the language of the machine."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the commands; see `click.Command.main`."""
        gettext.bindtextdomain("click", Path(__file__).parent / "locale")
        gettext.textdomain("click")
        os.environ["LANGUAGE"] = "vi"
        self.subcommand_metavar = "LỆNH …"
        for command in (self, *self.commands.values()):
            command.options_metavar = "[TÙY CHỌN]"
        return super().main(*arguments, **options)

    def invoke(self, context: click.Context) -> Any:
        """Run one command; what nobody foresaw is told in Vietnamese, with what Python says of it on a line of its own."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            raise click.ClickException(f"{failure(error, '')}.") from error
