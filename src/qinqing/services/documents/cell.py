"""A place for a program of others that opens a stranger's file: no network, no files but the system's, nothing kept.

Linux namespaces, asked for by system calls of our own: Python knows them since 3.12 only. The root is a memory disk of limited
size; of this machine it shows programs and fonts, for reading. Whatever is written there is gone with the last process, and
the processes are gone with the first of them. Knows nothing of the rest of the house.
"""

import contextlib
import ctypes
import errno
import os
import resource
import signal
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

USERS, MOUNTS, NETWORK, PROCESSES, TALK, NAMES = 1 << 28, 1 << 17, 1 << 30, 1 << 29, 1 << 27, 1 << 26
NAMESPACES = USERS | MOUNTS | NETWORK | PROCESSES | TALK | NAMES
NOSUID, NODEV, NOEXEC, READ_ONLY, AGAIN, BOUND, WHOLE, PRIVATE = 2, 4, 8, 1, 32, 4096, 16384, 1 << 18
LOCKED = {os.ST_NOSUID: NOSUID, os.ST_NODEV: NODEV, os.ST_NOEXEC: NOEXEC, os.ST_NOATIME: 1024, os.ST_RELATIME: 1 << 21}
DIE_WITH_PARENT, NO_NEW_RIGHTS = 1, 38  # of prctl
BROKEN = 1
NOBODY = 1000  # what the one user is called inside
SHOWN = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives",
         "/etc/libreoffice", "/var/cache/fontconfig", "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")  # fmt: skip
HOME = Path("/home")
ROOM, THREADS = "size=384m,nr_inodes=20000,mode=755", 300
_libc = ctypes.CDLL(None, use_errno=True)


def confine(place: str, act: Callable[[], int], *, show: Iterable[str] = (), fonts: str = "") -> int:
    """What ``act`` returns, done in a cell, ``BROKEN`` where it breaks. ``place`` is a folder that the cell may stand on; nothing
    there is touched. ``act`` finds no library of Python's there: what it needs is imported before.

    ``show`` are further folders to read in, ``fonts`` one that becomes the user's own. Raises OSError where the kernel has no
    such place for us.
    """
    die_with_parent()
    _enter(place, [*SHOWN, *show], fonts)
    first = os.fork()
    if not first:
        code = BROKEN
        try:
            code = _first_of_all(act)
        finally:
            os._exit(code)  # whatever went wrong: this process never goes on where its parent does
    return os.waitstatus_to_exitcode(os.waitpid(first, 0)[1])


def die_with_parent() -> None:
    """Whoever kills the parent has killed this process too."""
    _call("prctl", DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _first_of_all(act: Callable[[], int]) -> int:
    """The cell's first process: with it ends every other."""
    die_with_parent()
    _call("prctl", NO_NEW_RIGHTS, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_NPROC, (THREADS, THREADS))
    with contextlib.suppress(OSError):  # within containers it may be denied; programs do without
        _mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC)
    return act()


def _enter(place: str, shown: Sequence[str], fonts: str) -> None:
    if any(Path(place).is_relative_to(path) for path in shown):
        raise OSError(errno.EPERM, "the data lies within a folder of programs")
    user, group = os.geteuid(), os.getegid()
    _call("unshare", NAMESPACES)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")
    _mount("", "/", "", WHOLE | PRIVATE)
    _mount("tmpfs", place, "tmpfs", NOSUID | NODEV, ROOM)
    root = Path(place)
    for path in shown:
        _show(Path(path), root / path.lstrip("/"))
    for path in ("proc", "tmp", "home"):
        (root / path).mkdir(exist_ok=True)
    if fonts:
        _show(Path(fonts), root / "home/.fonts")
    os.chroot(place)
    os.chdir(HOME)


def _show(path: Path, inside: Path) -> None:
    """The same under another root, for reading; what is not there is left out, what is there already stays."""
    if not path.exists() or inside.exists():
        return
    inside.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        inside.symlink_to(path.readlink())
        return
    inside.mkdir() if path.is_dir() else inside.touch()
    _mount(str(path), str(inside), "", BOUND | WHOLE)
    found = os.statvfs(inside).f_flag
    kept = sum(flag for bit, flag in LOCKED.items() if found & bit)  # what the machine forbids stays forbidden
    _mount("", str(inside), "", BOUND | AGAIN | READ_ONLY | NOSUID | kept)


def _mount(source: str, target: str, sort: str, flags: int, options: str = "") -> None:
    words = [word.encode() if word else None for word in (source, target, sort)]
    _call("mount", *words, ctypes.c_ulong(flags), options.encode() or None)


def _call(name: str, *words: object) -> None:
    if getattr(_libc, name)(*words) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
