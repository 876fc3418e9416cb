"""PDF → Document: the text layer where it can be trusted, the picture of the page through OCR where it can not."""

from parsers.pdf.reading import read

__all__ = ["read"]
