"""HTML → Document: pages of sites, files that Word saved, MHTML; scripts and hidden parts are not read."""

from __future__ import annotations

import email
import email.policy
import html
import re
from pathlib import Path

from lxml import etree

from parsers.document import Document, Unreadable
from parsers.html.tables import Walk
from parsers.plaintext.encoding import decode
from parsers.reader_tables import Para, Table, blocks

_MAX_BYTES = 64 * 1024 * 1024
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_PAGES = ("text/html", "application/xhtml+xml")
_MHTML = re.compile(rb"^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?MIME-Version:", re.IGNORECASE)


def read(path: Path) -> Document:
    """The paragraphs and tables of an HTML file in any encoding; raises Unreadable (damaged, too-large)."""
    return Document("html", blocks(items(path)))


def items(path: Path) -> list[Para | Table]:
    """The paragraphs and tables of an HTML or MHTML file as a tree."""
    if path.stat().st_size > _MAX_BYTES:
        raise Unreadable("too-large", "Страница больше 64 МБ: сохраните из неё только сам план.")
    data = path.read_bytes()
    pages = _pages(data) if _MHTML.match(data) else [_text(data)]
    return [item for page in pages for item in _page_items(page)]


def read_html(text: str) -> Document:
    """The paragraphs and tables of a page; nothing that it names is fetched.

    >>> read_html("<p>План</p><table><tr><td>Срок<td>Отв.</table>").blocks[1].n_cols
    2
    """
    return Document("html", blocks(_page_items(text)))


def _page_items(text: str) -> list[Para | Table]:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_PROLOG.sub("", text).replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    if root is None:
        raise _damaged()
    return Walk().read(root)


def _text(data: bytes) -> str:
    """The page's text: UTF-8 where the bytes are that, else as declared, else as they look."""
    decoded = decode(data)
    if decoded is not None and decoded.encoding.startswith("utf") and not decoded.damaged:
        return decoded.text
    declared = _DECLARED.search(data[:8192])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    if decoded is None:
        raise _damaged()
    return decoded.text


def _pages(data: bytes) -> list[str]:
    """The HTML parts of an MHTML file («single-file web page»; a workbook has one a sheet), else its plain text."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [(part, part.get_payload(decode=True)) for part in message.walk() if not part.is_multipart()]
    pages = [
        _decoded(payload, part.get_content_charset())
        for part, payload in parts
        if part.get_content_type() in _PAGES and isinstance(payload, bytes) and payload.strip()
    ]
    texts = [
        f"<pre>{html.escape(_decoded(payload, part.get_content_charset()))}</pre>"
        for part, payload in parts
        if part.get_content_type() == "text/plain" and isinstance(payload, bytes)
    ]
    if not pages and not texts:
        raise _damaged()
    return pages or texts


def _decoded(payload: bytes, charset: str | None) -> str:
    try:
        return payload.decode(charset) if charset else _text(payload)
    except (LookupError, UnicodeDecodeError):
        return _text(payload)


def _damaged() -> Unreadable:
    return Unreadable("damaged", "Страница повреждена: откройте её в браузере и сохраните как PDF.")
