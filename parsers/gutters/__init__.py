"""Tables without ruling lines → grids: by the white between columns and by what the lines of each column do."""

from parsers.gutters.reading import PageWords, from_flow, pages_to_blocks

__all__ = ["PageWords", "from_flow", "pages_to_blocks"]
