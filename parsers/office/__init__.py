"""DOC, RTF and ODT → Document: LibreOffice makes a DOCX of them, antiword stands in for it where it can."""

from parsers.office.reading import as_docx, converted, read

__all__ = ["as_docx", "converted", "read"]
