"""What one person keeps: their answers, as a file to come back with and as a page to read or print."""

from .book import BookError, Workbook

__all__ = ["BookError", "Workbook"]
