"""Workbooks → Document: visible sheets, rows and columns, with values as their formats show them."""

from parsers.xlsx.reading import read

__all__ = ["read"]
