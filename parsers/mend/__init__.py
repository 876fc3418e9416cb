"""What OCR broke, mended over a whole document, with the raw text kept."""

from parsers.mend.reading import lines_of, mend_document

__all__ = ["lines_of", "mend_document"]
