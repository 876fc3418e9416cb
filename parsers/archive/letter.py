"""A letter saved as a file (.eml) → its attachments, and its own page where it has one."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from parsers.archive.entries import Entry


def entries(source: Path | bytes) -> Iterator[Entry]:
    """The files that a letter brings, in its order; a page in its text counts as one where it holds a table."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        name = _name(part, content if isinstance(content, bytes) else b"")
        if name and isinstance(content, bytes):
            yield Entry(name, len(data), lambda content=content: iter((content,)))  # type: ignore[misc]


def _name(part: EmailMessage, content: bytes) -> str | None:
    """The attachment's name; none for pictures of the text and for a text without a table."""
    named = part.get_filename()
    if named and not (part.get_content_maintype() == "image" and part.get("Content-ID")):
        return named
    return "письмо.html" if part.get_content_type() == "text/html" and b"<table" in content.lower() else None
