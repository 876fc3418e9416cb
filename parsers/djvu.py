"""DjVu → Document: djvulibre paints the pages into a PDF, and they are read as the scans that they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from parsers import pdf
from parsers.document import Document, Unreadable

TIMEOUT = 300.0  # seconds for one file


def read(path: Path) -> Document:
    """The pages of a DjVu file; its hidden text layer is not asked, the page's image is.

    Raises Unreadable: tool-missing, damaged, conversion-timeout, and what reading scans may raise.
    """
    program = shutil.which("ddjvu")
    if program is None:
        install = "sudo apt-get install -y --no-install-recommends djvulibre-bin"
        raise Unreadable("tool-missing", f"Для файлов DjVu нужна программа ddjvu: {install}.")
    with tempfile.TemporaryDirectory(prefix="dorkarta-djvu-") as folder:
        result = Path(folder, "pages.pdf")
        command = [program, "-format=pdf", "-quality=90", str(path), str(result)]
        environment = {**os.environ, "TMPDIR": folder}
        try:
            done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, env=environment, check=False)
        except subprocess.TimeoutExpired:
            message = f"Файл DjVu не открылся за {TIMEOUT:.0f} с: пересохраните его как PDF."
            raise Unreadable("conversion-timeout", message) from None
        if done.returncode or not result.is_file() or not result.stat().st_size:
            raise Unreadable("damaged", "Файл DjVu повреждён: скачайте его заново или пересохраните как PDF.")
        document = pdf.read(result)
    return Document("djvu", document.blocks, document.pages, document.problems)
