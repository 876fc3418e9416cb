"""Plain text and Markdown → Document: tables of tabs, pipes or box rules become grids, the rest stays a flow."""

from parsers.plaintext.reading import read, read_text

__all__ = ["read", "read_text"]
