"""What goes into the frozen program and what stays out; used by pyinstaller.spec."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from typing_extensions import override

# What Qt and Pillow bring along and no page uses. Matched against names with `/` on every system.
TRIM = re.compile(
    r"""
    opengl32sw\.dll$
    # Platforms for bare devices; offscreen stays, for commands and self-tests.
    | plugins/platforms/(lib)?q(minimal|minimalegl|eglfs|linuxfb|vnc|vkkhrdisplay|direct2d)\b
    | plugins/(egldeviceintegrations|generic|networkinformation|qmltooling|designer|sqldrivers)/
    # OpenGL: pages are painted without it, under X11 and Wayland alike.
    | plugins/(xcbglintegrations|wayland-graphics-integration-client)/
    | plugins/platforms/libqwayland-egl
    # The GTK theme, and the libraries only it asks for: pages have a style of their own.
    | libqgtk3
    | /lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|pango|pangocairo|pangoft2|cairo|cairo-gobject|epoxy
          |harfbuzz|graphite2|thai|datrie|fribidi|pixman-1)[-.\d]*\.so
    | plugins/imageformats/(lib)?q(tiff|webp|icns|tga|wbmp|pdf)\b
    | [Vv]irtual[Kk]eyboard
    | Qt6?(Quick|Qml|Pdf|OpenGL|EglF[Ss]|WaylandEgl|3D|Designer|Help|Test|Sql)\w*\.(so|dll|pyd|abi3)
    # Qt's own words: English is built in, Vietnamese is ours (resources/translations).
    | PySide6/(Qt/)?translations/(?!qtbase_en)
    | PIL/_avif
    """,
    re.VERBOSE,
)
# Parts of libraries that pull in what was trimmed.
UNUSED = [
    *(
        f"PySide6.Qt{name}"
        for name in (
            "Designer Help OpenGL OpenGLWidgets Qml Quick QuickControls2 QuickWidgets Sql Test"
        ).split()
    ),
    "PIL.AvifImagePlugin",
    "PIL.ImageTk",
    "PIL._avif",
    "_tkinter",
    "pip",
    "tkinter",
]


def trimmed(name: str) -> bool:
    """Tell whether a file of the bundle, or of Qt on this machine, is left out."""
    return bool(TRIM.search("/" + name.replace("\\", "/")))


class MissingLibraries(logging.Handler):
    """PyInstaller only warns of a library it cannot find, and the program then does not start."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if not str(record.msg).startswith("Library not found"):
            return
        wanted, by = record.args if isinstance(record.args, tuple) else (record.args, "")
        if not trimmed(str(by)):
            self.found.append(f"{wanted}, wanted by {by}")


def developers_modules(root: Path) -> list[str]:
    """Return the modules that only developers have.

    Libraries use some of them where they are found (pydantic and mypy, say), so they would come
    along from a developer's machine.
    """
    tools = _locked(root / "requirements-dev.txt") - _locked(root / "requirements.txt")
    return sorted(
        module
        for module, owners in packages_distributions().items()
        if all(_canonical(owner) in tools for owner in owners)
    )


def _locked(lock: Path) -> set[str]:
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", lock.read_text("utf-8"), re.MULTILINE)
    return {_canonical(pin) for pin in pins}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def data_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each file that is read, not imported, with its folder in the bundle.

    Alembic reads migrations as files, so they go in as sources too.
    """
    for top in ("desk", "resources"):
        for file in sorted((root / top).rglob("*")):
            folder = file.parent.relative_to(root)
            if not file.is_file() or "__pycache__" in folder.parts:
                continue
            if top == "resources" or file.suffix != ".py" or "migrations" in folder.parts:
                yield str(file), folder.as_posix()
