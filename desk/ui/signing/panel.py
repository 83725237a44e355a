"""Signing a paper: with which certificate, in a file or on a token; the PIN is kept nowhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit
from typing_extensions import override

from desk.domain.errors import DeskError
from desk.printing.signing_keys import CERTIFICATE, TOKEN, SigningChoiceError
from desk.ui.kit import Kit
from desk.ui.language import translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Choice, Field, Line, Password
from desk.ui.parts.layout import column, label, row
from desk.ui.parts.steps import WIDEST
from desk.ui.signing.ports import IN_FILE, ON_CARD, Signing

#: Where the person's own certificate was last time: a path, never a secret.
_REMEMBERED: Final = {IN_FILE: "sign.file", ON_CARD: "sign.token"}
#: The error that is about the secret, and those about where the certificate is.
_SECRET: Final = "SigningSecretError"  # noqa: S105 - the name of an error
_PLACES: Final = frozenset(
    {"KeyUnreadableError", "TokenAwayError", "NoCertificateError", "CertificateDatesError"}
)


class SignPanel(QFrame):
    """`ready` carries a `Signing`; what was typed as a secret goes with the panel."""

    ready = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "sheet")
        self.setMaximumWidth(kit.theme.px(WIDEST))
        self._title = label("", "heading", wrap=True)
        meaning = translate(
            "Signing",
            "Ghi tệp PDF/A có chữ ký số của người ký. Mật khẩu, mã PIN chỉ dùng cho lần ký này, "
            "không lưu ở đâu.",
        )
        ways = (
            (IN_FILE, translate("Signing", "Tệp .p12")),
            (ON_CARD, translate("Signing", "USB token")),
        )
        self.way = Segments(kit, ways, name=translate("Signing", "Chứng thư ở đâu"))
        self.way.chosen.connect(lambda _: self._fit())
        self.path = Line(kit, latin=True)
        self._path = Field(kit, "", self.path)
        self.pick = KeyButton(kit, translate("Signing", "Chọn tệp…"), icon="folder-open")
        self.pick.clicked.connect(self._choose)
        # Only where several could sign: one with a single token is asked nothing.
        self.which = Choice(kit, "")
        self._which = Field(kit, "", self.which)
        self._chosen: dict[str, str] = {}
        self._asked = ""
        self.secret = Password(kit)
        self._secret = Field(kit, "", self.secret)
        self.reason = Line(kit, hint=translate("Signing", "có thể để trống"))
        self.go = KeyButton(
            kit, translate("Signing", "Ký số"), key="F9", icon="pencil", role="main"
        )
        back = KeyButton(kit, translate("Signing", "Thôi"), key="Esc")
        self.go.clicked.connect(self.confirm)
        back.clicked.connect(self.leave)
        self.path.textChanged.connect(lambda _: self._forget())
        for line in (self.path, self.secret):
            line.textEdited.connect(lambda _: self._settle())
            line.returnPressed.connect(self.confirm)
        self.setLayout(
            column(
                kit,
                self._title,
                label(meaning, "small", wrap=True),
                self.way,
                self._path,
                row(kit, self.pick, None),
                self._which,
                self._secret,
                Field(kit, translate("Signing", "Lý do ký"), self.reason),
                row(kit, None, back, self.go),
                gap=8,
                margin=16,
            )
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.confirm)
        self.hide()

    def open(self, title: str) -> None:
        """Ask for a certificate; where the person's own was last time is known already."""
        self.show_title(title)
        used = str(self._kit.own.get("sign.way", IN_FILE))
        self.way.choose(used if used in _REMEMBERED else IN_FILE)
        self.reason.setText("")
        self._forget()
        self._fit()
        self.show()
        (self.secret if self.path.text() else self.path).setFocus()

    def show_title(self, title: str) -> None:
        """Say what is signed; what is typed stays."""
        self._title.setText(translate("Signing", "Ký số {title}").format(title=title))

    def _fit(self) -> None:
        token = self.way.value == ON_CARD
        library = translate("Signing", "Thư viện PKCS#11 của token")
        file = translate("Signing", "Tệp chứng thư .p12, .pfx")
        pin, password = translate("Signing", "Mã PIN"), translate("Signing", "Mật khẩu của tệp")
        for field, text in (
            (self._path, library if token else file),
            (self._secret, pin if token else password),
        ):
            field.label.setText(text)
            field.widget.setAccessibleName(text)
        self.path.setText(str(self._kit.own.get(_REMEMBERED[self.way.value], "")))
        self.secret.clear()
        self._forget()
        self._settle()

    def _forget(self) -> None:
        """Forget what was chosen between: it was of another token."""
        self._chosen, self._asked = {}, ""
        self._which.hide()

    def _ask(self, error: SigningChoiceError) -> None:
        """Let a person choose; the secret that was typed stays for it."""
        self._asked = error.of
        token = error.of == TOKEN
        name = translate("Signing", "Token nào") if token else translate("Signing", "Chứng thư nào")
        self._which.label.setText(name)
        self.which.setAccessibleName(name)
        self.which.clear()
        self.which.addItems(error.names)
        self._which.show()
        told = self._kit.words(error)
        self._which.complain(f"{told.title}. {told.meaning}")
        self.which.setFocus()

    def _settle(self) -> None:
        self._path.settle()
        self._secret.settle()

    def _choose(self) -> None:
        token = self.way.value == ON_CARD
        kinds = "PKCS#11 (*.so *.dll *.dylib)" if token else "PKCS#12 (*.p12 *.pfx)"
        path, _ = QFileDialog.getOpenFileName(self, self._path.label.text(), "", kinds)
        if path:
            self.path.setText(path)
            self.secret.setFocus()

    def confirm(self) -> None:
        """Hand it on, once there is a certificate."""
        path = self.path.text().strip()
        if not path:
            self._path.complain(translate("Signing", "Chọn chứng thư để ký."))
            self.path.setFocus()
            return
        way, own = self.way.value, self._kit.own
        own.set("sign.way", way)
        own.set(_REMEMBERED[way], path)
        if self._asked:
            self._chosen[self._asked] = self.which.currentText()
        how = Signing(
            way=way,
            path=path,
            secret=self.secret.text(),
            reason=self.reason.text(),
            token=self._chosen.get(TOKEN, ""),
            certificate=self._chosen.get(CERTIFICATE, ""),
        )
        self.ready.emit(how)

    def refuse(self, error: Exception) -> bool:
        """Say at its field what is wrong; tell whether it is about the certificate."""
        if isinstance(error, SigningChoiceError):
            self.show()
            self._ask(error)
            return True
        if not isinstance(error, DeskError) or error.code not in {_SECRET, *_PLACES}:
            return False
        self.show()  # it may have been put away while the paper was drawn
        told = self._kit.words(error)
        about = self._secret if error.code == _SECRET else self._path
        about.complain(f"{told.title}. {told.meaning} {told.next}")
        self.secret.clear()
        about.widget.setFocus()
        if isinstance(about.widget, QLineEdit):
            about.widget.selectAll()
        return True

    def leave(self) -> None:
        """Put the panel away."""
        self.hide()
        self.left.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.secret.clear()
        super().hideEvent(event)


def signed_words(name: str, file: str) -> str:
    """Return how it is told that somebody has signed a file."""
    return translate("Signing", "{name} đã ký: {file}").format(name=name, file=file)
