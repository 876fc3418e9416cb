"""Scans and photos → Document: level sheet → rules → cells → OCR by cell → blocks as a page of a PDF gives them."""

from parsers.scan.reading import ScannedPage, read, read_page, recognised, scale_of, together

__all__ = ["ScannedPage", "read", "read_page", "recognised", "scale_of", "together"]
