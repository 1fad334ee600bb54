"""Every publication as PDF, A5 booklet, EPUB and Word, from the very pages of the site."""

from tusach.outputs.print.book import Book, books
from tusach.outputs.print.letters import letters_not_printed
from tusach.outputs.print.press import Printed, print_books, print_faults

__all__ = ["Book", "Printed", "books", "letters_not_printed", "print_books", "print_faults"]
