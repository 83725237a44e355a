"""The tabs of the queue: what each role begins with, its inner steps, and one's own lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk.domain.views import QueueCounts
from desk.domain.worklist import Want, kept, known
from desk.ui.kit import Kit
from desk.ui.language import mark, translate
from desk.ui.parts.buttons import Segments
from desk.ui.parts.layout import column

VIEWS: Final = {
    "all": mark("Queue", "Tất cả"),
    "mine": mark("Queue", "Của tôi"),
    "overdue": mark("Queue", "Quá hạn"),
    "soon": mark("Queue", "Sắp đến hạn"),
    "online": mark("Queue", "Trực tuyến"),
    "waiting": mark("Queue", "Chờ công dân"),
    "approve": mark("Queue", "Chờ duyệt"),
    "apologise": mark("Queue", "Cần xin lỗi"),
    "ready": mark("Queue", "Chờ trả"),
}
#: Which tabs a role has, in its order; "step" stands for its inner steps.
OF_ROLE: Final = {
    "counter": "all mine overdue soon online waiting step apologise ready".split(),
    "clerk": "mine overdue soon step apologise waiting all ready".split(),
    "leader": "approve overdue soon step apologise all mine online waiting ready".split(),
}
EVERY: Final = "all mine overdue soon online waiting approve apologise step ready".split()
STEP: Final = "step:"
OWN: Final = "own:"
KEPT: Final = "queue.lists"


def of_role(role: str) -> list[str]:
    """Return the tabs of a role."""
    return OF_ROLE.get(role, EVERY)


class OwnLists:
    """The lists that the present person has named."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    @property
    def wants(self) -> tuple[Want, ...]:
        """All of them, in the order in which they were made."""
        data: list[object] = self._kit.own.get(KEPT, [])
        return tuple(want for want in map(known, data) if want is not None)

    def named(self, name: str) -> Want | None:
        """Return one of them."""
        return next((want for want in self.wants if want.name == name), None)

    def keep(self, want: Want) -> None:
        """Keep one; another of its name gives way."""
        others = [each for each in self.wants if each.name != want.name]
        self._kit.own.set(KEPT, [kept(each) for each in (*others, want)])

    def forget(self, name: str) -> None:
        """Keep one no longer."""
        left = [kept(each) for each in self.wants if each.name != name]
        self._kit.own.set(KEPT, left or None)


class ViewTabs(QWidget):
    """`chosen` carries a view: one of `VIEWS`, an inner step, or a list of one's own."""

    chosen = Signal(str)

    def __init__(self, kit: Kit, role: str, lists: OwnLists) -> None:
        super().__init__()
        self._kit, self._role, self._lists = kit, role, lists
        self._counts = QueueCounts()
        self._value = next(view for view in of_role(role) if view != "step")
        self._names: dict[str, str] = {}
        self._place = column(kit, gap=0)
        self.setLayout(self._place)
        self.segments = self._made({})
        self._renew()

    def seat(self, role: str) -> None:
        """Show the tabs of another role and press its first one."""
        self._role = role
        self.choose(next(view for view in of_role(role) if view != "step"))

    @property
    def value(self) -> str:
        """The view that is down."""
        return self._value

    def choose(self, view: str) -> None:
        """Press a view's tab."""
        self._value = view
        self._renew()
        self.segments.choose(view)

    def show_counts(self, counts: QueueCounts, own: Mapping[str, int]) -> None:
        """Put the counts on the tabs; steps that there are now get theirs."""
        self._counts = counts
        self._renew()
        for view, number in {**self._standing(), **own}.items():
            if view in self._names:
                self.segments.set_text(view, f"{self._names[view]}  {number}")

    def _standing(self) -> dict[str, int]:
        counts = self._counts
        steps = {f"{STEP}{key}": number for key, _, _, number in counts.steps}
        return steps | {
            "all": counts.open,
            "mine": counts.mine,
            "overdue": counts.overdue,
            "soon": counts.soon,
            "online": counts.online,
            "waiting": counts.waiting,
            "approve": counts.approve,
            "apologise": counts.apologise,
            "ready": counts.ready,
        }

    def _wanted(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for view in of_role(self._role):
            if view != "step":
                names[view] = translate("Queue", VIEWS[view])
                continue
            for key, name, role, number in self._counts.steps:
                # Others' steps are seen where something stands in them.
                if role == self._role or number:
                    names[f"{STEP}{key}"] = name
        return names | {f"{OWN}{want.name}": f"★ {want.name}" for want in self._lists.wants}

    def _renew(self) -> None:
        names = self._wanted()
        if names == self._names:
            return
        self._names = names
        old = self.segments
        focused = any(each.hasFocus() for each in old.findChildren(QWidget))
        self.segments = self._made(names)
        self._place.removeWidget(old)
        old.hide()
        old.deleteLater()
        if focused:
            self.segments.begin()

    def _made(self, names: Mapping[str, str]) -> Segments:
        made = Segments(
            self._kit, list(names.items()), name=translate("Queue", "Danh sách"), role="tab"
        )
        if names:
            made.choose(self._value)
        made.chosen.connect(self._pressed)
        self._place.addWidget(made)
        return made

    def _pressed(self, view: str) -> None:
        self._value = view
        self.chosen.emit(view)
