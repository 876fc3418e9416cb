"""LibreOffice without a window: one conversion at a time, in its own profile, within a time limit, without network."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parsers.document import Unreadable

TIMEOUT = 120.0  # seconds for one file
_PREFIX = "dorkarta-office-"  # of temporary folders, followed by the process that they belong to
_NOWHERE = "http://127.0.0.1:9"
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PACKAGES = {"docx": "libreoffice-writer-nogui", "xlsx": "libreoffice-calc-nogui"}

# Very high macro security, active content and links to other places off, never update, a proxy that leads nowhere.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("/org.openoffice.Office.Common/Load", "UpdateDocMode", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def is_installed() -> bool:
    """Whether LibreOffice is on this machine."""
    return _program() is not None


@contextmanager
def converted(path: Path, suffix: str, target: str, timeout: float = TIMEOUT) -> Iterator[Path]:
    """A file converted to `target` ("docx" or "xlsx"), there while the context lasts.

    `suffix` is the ending under which LibreOffice sees the file, by its content and not by its name. Raises
    Unreadable: tool-missing, conversion-timeout, conversion-failed.
    """
    program = _program()
    if program is None:
        raise tool_missing(target)
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
        source = Path(folder, "in", f"document{suffix}")
        source.parent.mkdir()
        shutil.copyfile(path, source)
        result = Path(folder, "out", f"document.{target}")
        arguments = ["--convert-to", _FILTERS[target], "--outdir", str(result.parent), str(source)]
        _run(program, arguments, Path(folder), timeout)
        if not result.is_file() or not result.stat().st_size:
            raise Unreadable(
                "conversion-failed", "LibreOffice не смог открыть файл: откройте его в Word и сохраните как DOCX."
            )
        yield result


def tool_missing(target: str) -> Unreadable:
    """The refusal where LibreOffice is not here, with the command that installs it."""
    command = f"sudo apt-get install -y --no-install-recommends {_PACKAGES[target]}"
    return Unreadable("tool-missing", f"Для этого формата нужен LibreOffice: {command}.")


def _run(program: str, arguments: list[str], folder: Path, timeout: float) -> None:
    options = ["--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    command = [*_leash(timeout), *_isolation(), program, f"-env:UserInstallation={_profile().as_uri()}", *options]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE),
        "no_proxy": "",
    }
    process = subprocess.Popen(
        [*command, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        _drop_profile()  # a killed LibreOffice may leave it locked
        message = f"LibreOffice не открыл файл за {timeout:.0f} с: откройте его в Word и сохраните как DOCX."
        raise Unreadable("conversion-timeout", message) from None
    finally:
        _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends whatever of the group is left: LibreOffice's starter leaves children behind when it is killed."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@functools.cache
def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


@functools.cache
def _isolation() -> tuple[str, ...]:
    """Namespaces without network, in which all processes end with the first, where the system grants them."""
    tool = shutil.which("unshare")
    kept = ("--net", "--pid", "--fork", "--kill-child=KILL")
    for options in (kept, ("--map-root-user", *kept), ("--net",), ("--map-root-user", "--net")) if tool else ():
        trial = subprocess.run([str(tool), *options, "true"], capture_output=True, check=False)
        if trial.returncode == 0:
            return (str(tool), *options)
    return ()


def _leash(timeout: float) -> tuple[str, ...]:
    """What ends LibreOffice also when this process is killed: at once within a process namespace, else in time."""
    parent, limit = shutil.which("setpriv"), shutil.which("timeout")
    if parent and "--pid" in _isolation():
        return (parent, "--pdeathsig", "KILL")
    return (limit, "--foreground", "--signal=KILL", f"{timeout + 5:.0f}") if limit else ()


def _profile() -> Path:
    """This process's own profile: two LibreOffices on one profile lose documents without a word."""
    folder = _profile_of(os.getpid())
    if not folder.is_dir():
        _profile_of.cache_clear()
        folder = _profile_of(os.getpid())
    return folder


@functools.cache
def _profile_of(process: int) -> Path:
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{process}-profile-"))
    user = folder / "user"
    user.mkdir()
    user.joinpath("registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    atexit.register(_remove, folder, process)
    return folder


def _sweep() -> None:
    """Removes what processes that were killed have left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        return True
    return True


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


def _drop_profile() -> None:
    shutil.rmtree(_profile_of(os.getpid()), ignore_errors=True)


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n"
    )
