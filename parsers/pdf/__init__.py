"""PDF → Document: the text layer where it can be trusted, the page"s picture through OCR where it can"t."""

from parsers.pdf.reading import read

__all__ = ["read"]
