"""Five faces with their words: how satisfied a citizen was."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.layout import column, label

#: From worst to best, as they are counted.
FACES: Final = (
    ("angry", mark("Citizen", "Rất không hài lòng")),
    ("frown", mark("Citizen", "Không hài lòng")),
    ("meh", mark("Citizen", "Bình thường")),
    ("smile", mark("Citizen", "Hài lòng")),
    ("laugh", mark("Citizen", "Rất hài lòng")),
)
_GAP: Final = 12
_EDGE: Final = 20


class RatingPanel(QWidget):
    """`rated` carries 1–5."""

    rated = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.faces: list[QToolButton] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(kit.theme.px(_GAP))
        for value, (icon, text) in enumerate(FACES, 1):
            face = QToolButton()
            words = translate("Citizen", text)
            face.setText(words)
            face.setAccessibleName(words)
            face.setIcon(kit.icons.icon(icon, "text", 56))
            face.setIconSize(QSize(kit.theme.px(56), kit.theme.px(56)))
            face.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            face.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            face.setProperty("role", "face")
            face.setMinimumSize(kit.theme.px(60), kit.theme.px(60))
            face.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            face.clicked.connect(lambda _=False, v=value: self.rated.emit(v))
            self.faces.append(face)
            self._row.addWidget(face, 1)
        ask = translate("Citizen", "Ông/bà có hài lòng với việc phục vụ hôm nay không?")
        said = label(ask, "display", wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(column(kit, None, said, 16, self._row, None, gap=_GAP, margin=_EDGE))

    def arrange(self, width: int) -> None:
        """Stand side by side where there is room."""
        for face in self.faces:
            face.ensurePolished()
        widest = max(face.sizeHint().width() for face in self.faces)
        px, count = self._kit.theme.px, len(self.faces)
        wide = width >= widest * count + px(_GAP) * (count - 1) + 2 * px(_EDGE)
        style = (
            Qt.ToolButtonStyle.ToolButtonTextUnderIcon
            if wide
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for face in self.faces:
            face.setToolButtonStyle(style)
            # Qt leaves no gap to speak of between a picture and the words beside it.
            face.setText(face.accessibleName() if wide else f"  {face.accessibleName()}")
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
