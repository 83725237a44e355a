"""The one message of Qt that says nothing, kept off the error output; no other is touched."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable
from typing import Any, Final, cast

from PySide6.QtCore import (
    QMessageLogContext,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

#: Said by the platform without a screen for every window: it has no size hints to pass on.
NOISE: Final = "This plugin does not support propagateSizeHints()"

_Handler = Callable[[QtMsgType, QMessageLogContext, str], Any]


def hush() -> None:
    """Leave that message out where there is no screen; call once the program has its platform."""
    if QGuiApplication.platformName() != "offscreen":
        return
    before: list[_Handler | None] = []

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message == NOISE:
            return
        handler = before[0] if before else None
        if handler is not None:
            handler(kind, context, message)
        else:
            sys.stderr.write(f"{qFormatLogMessage(kind, context, message)}\n")

    before.append(cast("_Handler | None", qInstallMessageHandler(handle)))
    # Qt may speak up when Python is gone already.
    atexit.register(qInstallMessageHandler, None)
