"""Tables without ruling lines → grids: by the white between columns and by what the lines of each column do."""

from parsers.gutters.beside import holds_plan, is_half_ruled
from parsers.gutters.reading import PageWords, from_flow, pages_to_blocks

__all__ = ["PageWords", "from_flow", "holds_plan", "is_half_ruled", "pages_to_blocks"]
