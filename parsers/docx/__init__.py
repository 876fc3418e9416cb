"""DOCX → Document: a walk over the XML that loses no content control, insertion, text box or nested table."""

from parsers.docx.reading import read

__all__ = ["read"]
