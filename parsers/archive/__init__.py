"""Archives and letters → the files in them: bounded in number, size and depth, read into memory, never unpacked."""

from parsers.archive.names import safe_name
from parsers.archive.reading import Limits, Member, members

__all__ = ["Limits", "Member", "members", "safe_name"]
