"""HTML → Document: pages of sites, files that Word saved, MHTML; scripts and hidden parts are not read."""

from parsers.html.reading import read, read_html

__all__ = ["read", "read_html"]
