"""How the exchange with one target stands: nothing is ever lost between the numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desk.domain.views import FilesStatus, FirstContact, Sameness, TargetStatus, lacks_city
from desk.ui import words
from desk.ui.kit import Kit
from desk.ui.language import plural, translate
from desk.ui.parts.flow import Flow
from desk.ui.parts.layout import Elided, clear, column, frame, label, row
from desk.ui.parts.notices import WarningList
from desk.ui.parts.status import Mark
from desk.ui.theme import StatusLook


def state_words(target: TargetStatus, kit: Kit) -> tuple[str, StatusLook]:
    """Return the state of a target in words, with its shape."""
    since = words.clock(target.since, kit.now()) if target.since else ""
    if target.paused:
        return translate("Exchange", "Tạm dừng"), StatusLook("diamond", "citizen")
    if target.online is None:
        return translate("Exchange", "Chưa trao đổi lần nào"), StatusLook("ring", "stopped")
    if target.online:
        said = translate("Exchange", "Trực tuyến")
        return said, StatusLook("dot", "done")
    said = translate("Exchange", "Ngoại tuyến từ {time}").format(time=since)
    return said, StatusLook("diamond", "citizen")


def files_words(files: FilesStatus) -> str:
    """Say what waits of the dossiers' files; empty where no file was ever named."""
    if files.missing:
        lacks = translate(
            "Exchange", "Tệp quét: thiếu {missing}/{all} tệp, sẽ gửi khi tệp về máy này"
        )
        return lacks.format(missing=files.missing, all=files.named)
    if files.waiting:
        said = plural(
            files.waiting,
            translate("Exchange", "Tệp quét: 1 tệp chờ gửi ({size})"),
            translate("Exchange", "Tệp quét: {n} tệp chờ gửi ({size})"),
            size=words.size(files.bytes),
        )
    elif files.held or files.attention:
        said = plural(
            files.held,
            translate("Exchange", "Tệp quét: 1 tệp đã có ở đó"),
            translate("Exchange", "Tệp quét: {n} tệp đã có ở đó"),
        )
    else:
        return ""
    told = [said]
    if files.speed:
        told.append(
            translate("Exchange", "đang gửi {speed}/giây").format(speed=words.size(files.speed))
        )
    if files.attention:
        told.append(translate("Exchange", "{n} tệp cần người xem").format(n=files.attention))
    return " · ".join(told)


def first_words(first: FirstContact) -> str:
    """Say how far a new counter is with taking over what its ward has."""
    many = f"{first.dossiers:,}".replace(",", ".")
    if first.have >= first.size:
        said = translate("Exchange", "Lần kết nối đầu: đang kiểm tra và đưa {n} hồ sơ vào máy")
        return said.format(n=many)
    said = translate("Exchange", "Lần kết nối đầu: đã nhận {have}/{size} của {n} hồ sơ")
    return said.format(have=words.size(first.have), size=words.size(first.size), n=many)


def proof_words(proof: Sameness) -> tuple[str, StatusLook]:
    """Return in a word whether both sides hold the same, with its shape."""
    if proof.same == proof.ours:
        return translate("Exchange", "Trùng khớp"), StatusLook("dot", "done")
    if proof.differing > proof.unsent:
        return translate("Exchange", "Có khác nhau"), StatusLook("diamond", "citizen")
    half = StatusLook("half", "in_hand")
    if proof.unsent:
        return translate("Exchange", "Chưa gửi hết"), half
    return translate("Exchange", "Chưa đối chiếu lại"), half


def _made(target: TargetStatus) -> str:
    """Return what a target's numbers count: events made here, or dossiers of the ward."""
    if words.kind(target.kind):
        return translate("Exchange", "hồ sơ của phường")
    return translate("Exchange", "việc tạo ở quầy này")


class TargetCard(QFrame):
    """Name and state; what was made here = confirmed + waiting + to be looked at."""

    def __init__(self, kit: Kit, target: TargetStatus) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "card")
        standing = Mark(kit, weight=600)
        standing.show_look(*state_words(target, kit))
        name = words.target(target.name)
        head = row(kit, label(name, "heading", wrap=True), gap=12)
        head.setStretch(0, 1)
        head.addWidget(standing, 0, Qt.AlignmentFlag.AlignTop)
        last = words.moment(target.last_ok) if target.last_ok else "–"
        told = translate("Exchange", "Lần trao đổi thành công gần nhất: {at}").format(at=last)
        kind = words.kind(target.kind)
        where = Elided(f"{kind} · {target.url}" if kind else target.url, "small")
        body = column(kit, head, where, self._sum(target), gap=8, margin=16)
        if target.proof is not None:
            said = words.sameness(target.name, target.proof, kit.now())
            state = Mark(kit, weight=600)
            state.show_look(*proof_words(target.proof))
            line = row(kit, state, gap=12)
            line.setAlignment(state, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(said, wrap=True), 1)
            body.addWidget(frame(line))
        body.addWidget(label(told, "small", wrap=True))
        if target.first is not None:
            body.addWidget(label(first_words(target.first), wrap=True))
        if said := files_words(target.files):
            body.addWidget(label(said, "small", wrap=True))
        problems = WarningList(kit)
        body.addWidget(problems)
        self.setLayout(body)
        # What it is paused for is what failed last: said once.
        reasons = dict.fromkeys(key for key in (target.paused, target.error) if key)
        named = {"target": target.name}
        shown = [kit.explain(key, named) for key in reasons]
        files = target.files
        if files.error and files.error not in reasons:
            shown.append(kit.explain(files.error, named | {"reason": files.reason}))
        problems.show_words(shown)
        self.setAccessibleName(f"{name}. {standing.text}")

    def _sum(self, target: TargetStatus) -> QFrame:
        kit = self._kit
        numbers = (
            ("", target.created, _made(target), ""),
            ("=", target.confirmed, words.confirmed_by(target.name, target.kind), ""),
            ("+", target.waiting, translate("Exchange", "đang chờ gửi"), ""),
            (
                "+",
                target.attention,
                translate("Exchange", "cần người xem"),
                "warn" if target.attention else "",
            ),
        )
        line = Flow(kit, gap=16)
        for sign, number, text, tone in numbers:
            figure = label(f"{number:,}".replace(",", "."), "title", tone=tone)
            told = column(kit, figure, label(text, "small"), gap=0)
            part = row(kit, gap=12)
            if sign:
                part.addWidget(label(sign, "title", tone=""), 0, Qt.AlignmentFlag.AlignTop)
            part.addLayout(told)
            line.addWidget(frame(part))
        box = QFrame()
        box.setProperty("role", "sunken")
        box.setLayout(row(kit, margin=12))
        holder = QWidget()
        holder.setLayout(line)
        layout = box.layout()
        if layout is not None:
            layout.addWidget(holder)
        return box


class Targets(QWidget):
    """One card per target."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._rows = column(kit, gap=12)
        self.setLayout(self._rows)
        self._shown: tuple[TargetStatus, ...] = ()

    def show_targets(self, targets: tuple[TargetStatus, ...]) -> None:
        """Show these targets."""
        if targets == self._shown:
            return
        self._shown = targets
        clear(self._rows)
        if lacks_city(targets):
            said = translate(
                "Exchange",
                "Chưa kết nối thành phố: máy trung gian không chuyển hồ sơ lên thành phố.",
            )
            self._rows.addWidget(label(said, tone="warn", wrap=True))
        for target in targets:
            self._rows.addWidget(TargetCard(self._kit, target))
