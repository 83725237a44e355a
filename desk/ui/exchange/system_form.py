"""The form that adds another system, or changes one; what is wrong stands below its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desk.domain.systems import HUB, OPENCPS, PATHS, PORTAL, System, missing
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import KeyButton, Segments
from desk.ui.parts.fields import Check, Field, Line, Password
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import column, frame, label
from desk.ui.parts.notices import ErrorPanel

KINDS: Final = (
    (PORTAL, mark("Exchange", "Cổng quốc gia")),
    (OPENCPS, mark("Exchange", "Một cửa OpenCPS")),
    (HUB, mark("Exchange", "Máy trung gian")),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field: what it is called, what is said below it, and which kinds ask for it."""

    key: str
    text: str
    kinds: tuple[str, ...]
    hint: str = ""
    rare: bool = False  # only with the box ticked


_WHOLE: Final = (PORTAL, OPENCPS)
_FIELDS: Final = (
    _Asked(
        "name",
        mark("Exchange", "Tên gọi ở quầy này"),
        (*_WHOLE, HUB),
        mark("Exchange", "Ngắn, tự đặt; ví dụ cổng, tỉnh, hub"),
    ),
    _Asked("url", mark("Exchange", "Địa chỉ"), (*_WHOLE, HUB)),
    _Asked("user", mark("Exchange", "Tên đăng nhập ở hệ thống đó"), (PORTAL,)),
    _Asked(
        "user",
        mark("Exchange", "Tên đăng nhập ở hệ thống đó"),
        (OPENCPS,),
        mark("Exchange", "Để trống nếu nơi ấy cấp khóa Bearer; khóa ghi vào mục dưới."),
    ),
    _Asked("secret", mark("Exchange", "Mật khẩu"), (PORTAL,)),
    _Asked("secret", mark("Exchange", "Mật khẩu hoặc khóa Bearer"), (OPENCPS,)),
    _Asked(
        "secret",
        mark("Exchange", "Mã kết nối"),
        (HUB,),
        mark("Exchange", "Do máy trung gian cấp cho quầy này, dùng một lần."),
    ),
    _Asked("unit", mark("Exchange", "Mã đơn vị ở hệ thống đó (madonvi)"), (PORTAL,)),
    _Asked("agency", mark("Exchange", "Mã đơn vị ở hệ thống đó (govAgencyCode)"), (OPENCPS,)),
    _Asked("dst", mark("Exchange", "Mã nơi nhận của cổng (dstcode)"), (PORTAL,)),
    _Asked("group", mark("Exchange", "Mã nơi nhận (groupId)"), (OPENCPS,)),
    _Asked("login", mark("Exchange", "Đường dẫn đăng nhập"), (PORTAL,), rare=True),
    _Asked("exchange", mark("Exchange", "Đường dẫn gửi hồ sơ"), (PORTAL,), rare=True),
    _Asked("lookup", mark("Exchange", "Đường dẫn tra danh mục"), (PORTAL,), rare=True),
    _Asked("base", mark("Exchange", "Đường dẫn gốc"), (OPENCPS,), rare=True),
)
#: Below which field a failure belongs.
_PLACES: Final = {
    "BadAddressError": "url",
    "PlainHttpError": "url",
    "NotJoinedError": "url",
    "CertificateError": "url",
    "NotEncryptedError": "url",
    "ProxyFailedError": "url",
    "TargetNameError": "name",
    "SignInError": "secret",
    "CodeRefusedError": "secret",
    "CodeUsedError": "secret",
    "CodeExpiredError": "secret",
}


class SystemForm(QFrame):
    """`ready` carries a `System` to be remembered, `tried` one to be asked whether it listens."""

    ready = Signal(object)
    tried = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._known: System | None = None
        self.setProperty("role", "sheet")
        self._title = label("", "heading", wrap=True)
        kinds = [(kind, translate("Exchange", words)) for kind, words in KINDS]
        self.kind = Segments(kit, kinds, name=translate("Exchange", "Loại hệ thống"))
        self.kind.chosen.connect(lambda _: self._arrange())
        self.lines: dict[str, Line] = {}
        self._fields: dict[str, Field] = {}
        self._make_fields()
        self.rare = Check(kit, translate("Exchange", "Đường dẫn khác với thường dùng"))
        self.rare.toggled.connect(lambda _: self._arrange())
        self.error = ErrorPanel(kit, narrow=True)
        self.said = label("", wrap=True)
        self._test = KeyButton(kit, translate("Exchange", "Kiểm tra"), icon="search")
        self._back = KeyButton(kit, translate("Exchange", "Bỏ"), key="Esc")
        self.go = KeyButton(kit, translate("Exchange", "Lưu"), key="F9", role="main")
        self._test.clicked.connect(lambda: self._hand_on(self.tried))
        self._back.clicked.connect(self.leave)
        self.go.clicked.connect(self.confirm)
        self._lay_out()
        self.hide()

    def _make_fields(self) -> None:
        for asked in _FIELDS:
            if asked.key in self.lines:
                continue
            kit = self._kit
            line = Password(kit) if asked.key == "secret" else Line(kit, latin=asked.key != "name")
            line.textEdited.connect(lambda _, key=asked.key: self._typed(key))
            line.returnPressed.connect(self.confirm)
            self.lines[asked.key] = line
            self._fields[asked.key] = Field(kit, translate("Exchange", asked.text), line)
        self.lines["url"].setPlaceholderText("https://")

    def _lay_out(self) -> None:
        kit = self._kit
        rare = {asked.key for asked in _FIELDS if asked.rare}
        usual = [field for key, field in self._fields.items() if key not in rare]
        other = [field for key, field in self._fields.items() if key in rare]
        buttons = Flow(kit, self._test, self._back, self.go, at_right=True)
        self.setLayout(
            column(
                kit,
                self._title,
                label(translate("Exchange", "Loại hệ thống"), "caption"),
                self.kind,
                *usual,
                self.rare,
                *other,
                self.said,
                self.error,
                frame(buttons),
                gap=12,
                margin=16,
            )
        )

    # -- opening --------------------------------------------------------------------------------

    def open(self, system: System | None) -> None:
        """Ask about a new system, or about one that is there."""
        self._known = system
        title = translate("Exchange", "Thêm hệ thống")
        if system is not None:
            title = translate("Exchange", "Sửa hệ thống {name}").format(name=system.name)
        self._title.setText(title)
        self.kind.choose(system.kind if system else PORTAL)
        self.kind.setEnabled(system is None)
        usual = PATHS[self.kind.value]
        told = {"name": system.name, "url": system.url, **system.told} if system else {}
        for key, line in self.lines.items():
            line.set_quietly(told.get(key, ""))
        self.rare.setChecked(any(told.get(key, usual[key]) != usual[key] for key in usual))
        self.lines["name"].setReadOnly(system is not None)
        self._arrange()
        self.show()
        if system is None:
            self.kind.begin()
        else:
            self.lines["secret"].setFocus()

    def _arrange(self) -> None:
        """Show the fields of the chosen kind, and let go of what was said of another."""
        kind = self.kind.value
        asked_for = {asked.key: asked for asked in _FIELDS if kind in asked.kinds}
        self.rare.setVisible(bool(PATHS[kind]))
        for key, field in self._fields.items():
            asked = asked_for.get(key)
            field.setVisible(asked is not None and (self.rare.isChecked() or not asked.rare))
            if asked is None:
                continue
            field.label.setText(translate("Exchange", asked.text))
            field.widget.setAccessibleName(translate("Exchange", asked.text))
            field.set_hint(translate("Exchange", self._hint(asked)) if self._hint(asked) else "")
            if asked.rare:
                self.lines[key].setPlaceholderText(PATHS[kind][key])
        self._test.setVisible(kind != HUB)
        self._say("")

    def _hint(self, asked: _Asked) -> str:
        if asked.key == "secret" and self._known is not None:
            return mark("Exchange", "Để trống thì giữ mật khẩu đang có.")
        return asked.hint

    # -- handing on -----------------------------------------------------------------------------

    def system(self) -> System:
        """Return what stands in the fields of the chosen kind."""
        kind = self.kind.value
        keys = [asked.key for asked in _FIELDS if kind in asked.kinds]
        told = {key: self.lines[key].text().strip() for key in keys}
        name, url = told.pop("name"), told.pop("url")
        return System(name=name, kind=kind, url=url, secret=told.pop("secret"), told=told)

    def confirm(self) -> None:
        """Hand on what was typed, or say beside its field what is missing."""
        self._hand_on(self.ready)

    def _hand_on(self, where: object) -> None:
        if not self.go.isEnabled():
            return
        system = self.system()
        lacking = list(missing(system))
        kept = self._known is not None and self._known.url == system.url
        if not system.secret and not kept:
            lacking.append("secret")
        wrong = {key: translate("Exchange", "Phải ghi mục này.") for key in lacking}
        if "secret" in wrong and self._known is not None:
            wrong["secret"] = translate("Exchange", "Địa chỉ đã đổi: ghi lại mật khẩu.")
        if "url" not in wrong and not system.url.startswith(("http://", "https://")):
            wrong["url"] = translate("Exchange", "Ghi địa chỉ bắt đầu bằng https://")
        self._settle()
        if not wrong:
            where.emit(system)  # type: ignore[attr-defined]  # a signal
            return
        for key, said in wrong.items():
            self._fields[key].complain(said)
        self._go_to(next(key for key in self.lines if key in wrong))

    def busy(self, said: str) -> None:
        """Say what is under way; nothing is handed on meanwhile."""
        self._say(said)
        self._enable(on=False)

    def done(self, said: str = "") -> None:
        """Say how it went, and go on."""
        self._enable(on=True)
        self._say(said, tone="good")

    def fail(self, error: Exception) -> None:
        """Say what failed: below its field where it belongs to one."""
        self.done()
        key = _PLACES.get(type(error).__name__, "")
        if not key or self._fields[key].isHidden():
            self.error.show_error(error)
            return
        told = self._kit.words(error)
        parts = (f"{told.title}.", told.meaning if key == "url" else "", told.next)
        self._fields[key].complain(" ".join(part for part in parts if part))
        self._go_to(key)

    def leave(self) -> None:
        """Put the form away, nothing done; what was typed of a password is gone."""
        self.lines["secret"].clear()
        self.error.acknowledge()
        self.hide()
        self.left.emit()

    # -- small ----------------------------------------------------------------------------------

    def _go_to(self, key: str) -> None:
        self.lines[key].setFocus()
        self.lines[key].selectAll()

    def _typed(self, key: str) -> None:
        self._fields[key].settle()
        self._say("")

    def _settle(self) -> None:
        for field in self._fields.values():
            field.settle()
        self.error.acknowledge()
        self._say("")

    def _enable(self, *, on: bool) -> None:
        for button in (self._test, self.go):
            button.setEnabled(on)

    def _say(self, said: str, tone: str = "") -> None:
        self.said.setText(said)
        self.said.setProperty("tone", tone)
        self.said.setVisible(bool(said))
