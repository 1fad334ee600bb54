"""Every publication as PDF, A5 booklet, EPUB and Word, from the very pages of the site."""

from tusach.outputs.print.book import Book, books
from tusach.outputs.print.press import Printed, print_books, print_faults

__all__ = ["Book", "Printed", "books", "print_books", "print_faults"]
