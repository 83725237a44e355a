"""The national portal's dialect: a session, whole dossiers, lines of progress, a look-up.

A reply counts only if it is JSON with an `error_code` of 0. A session that the portal no longer
knows is renewed once, quietly; only a refused name or password, or a fresh session that is refused
too, pauses the target.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final, NoReturn

import msgspec
from typing_extensions import override

from desk.domain.snapshots import Snapshot, Step
from desk.sync.adapters import replies
from desk.sync.adapters.transport import CONNECT_S, READ_S, Network, Reply, Transport
from desk.sync.errors import (
    BadReplyError,
    ExistsError,
    NotAuthorisedError,
    RefusedError,
    SignInError,
    TooLargeError,
    TruncatedReplyError,
    UnmappedError,
)
from desk.sync.whole_ports import Abilities, Form, Found, WholeAdapter
from desk.wire import canonical, portal

_JSON: Final = "application/json"
_FORBIDDEN: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_SAID: Final = 300  # characters of an answer's message that people are shown


class PortalSettings(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a portal needs to know, besides its address and the password."""

    user: str
    unit: str  # madonvi
    dst: str  # dstcode
    login: str = "/login"
    exchange: str = "/exchange"
    lookup: str = "/share"
    dialect: dict[str, Any] = {}  # what differs from the usual codes
    authorities: str = ""
    proxy: str = ""


class Portal(WholeAdapter):
    """`desk.sync.whole_ports.WholeAdapter` over the national portal's dialect."""

    abilities = Abilities(feed=False, key="MaHoSo", batch=50, progress=True)

    def __init__(
        self,
        address: str,
        password: str,
        settings: PortalSettings,
        dialect: portal.Dialect,
        *,
        office: str,
        network: Network | None = None,
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
    ) -> None:
        """Prepare to speak with the portal at `address`; nothing is sent yet.

        Raises:
            BadAddressError, PlainHttpError.
        """
        self._transport = Transport(address, network=network, connect_s=connect_s, read_s=read_s)
        self._password, self._settings, self._dialect = password, settings, dialect
        self._office = office
        self._session = ""
        self._procedures: dict[str, Mapping[str, str]] = {}

    # -- the language --------------------------------------------------------------------------

    @override
    def form(self, snapshot: Snapshot) -> Form:
        dossier = snapshot.dossier
        try:
            if code := portal.born_code(dossier, self._dialect):
                content = portal.status_content(dossier, code, self._dialect)
                names: Sequence[str] = ("TrangThai",)
            else:
                content = portal.content(dossier, self._office, self._dialect)
                names = portal.TRACE
        except portal.NoWordError as error:
            raise UnmappedError(field=error.field, text=error.ours) from error
        trace = tuple(f"{name} {content[name]}" for name in names)
        digest = sha256(canonical.dumps(content)).hexdigest()
        return Form(snapshot=snapshot, content=content, digest=digest, trace=trace)

    @override
    def same(self, form: Form, found: Found) -> bool:
        compared = [name for name in form.content if name not in portal.DICTATED]
        return all(found.content.get(name, "") == form.content[name] for name in compared)

    @override
    def lacking(self, form: Form, found: Found | None) -> int:
        return 0  # it is told where files are, and takes none

    @override
    def unfinished(self, form: Form, found: Found) -> bool:
        return False  # it takes a dossier or does not

    @override
    def line(self, form: Form, step: Step) -> str:
        told = portal.line(_code(form), step, self._dialect)
        return f"{told['ThoiDiemXuLy']} {told['NoiDungXuLy']}"

    # -- the calls -----------------------------------------------------------------------------

    @override
    def greet(self, *, until: float) -> None:
        if not self._session:
            self._sign_in(until)

    @override
    def find(self, form: Form, *, until: float) -> Found | None:
        words = self._dialect.answers
        try:
            result = self._call("TraCuuHoSo", until, mahoso=_code(form))
        except RefusedError as refusal:
            code, said = str(refusal.facts["code"]), str(refusal.facts["text"])
            if _means(code, said, words.missing, words.missing_words):
                return None
            raise
        if isinstance(result, list):
            result = result[0] if result else None
        if not result:
            return None
        if not isinstance(result, dict) or result.get("MaHoSo") != _code(form):
            raise BadReplyError(what="MaHoSo")
        names = portal.TRACE if "TrangThaiHoSo" in form.content else ("TrangThai",)
        lines = result.get("DanhSachTienDo")
        shown = None
        if isinstance(lines, list):
            shown = tuple(f"{each['ThoiDiemXuLy']} {each['NoiDungXuLy']}" for each in lines)
        trace = tuple(f"{name} {result.get(name, '')}" for name in names)
        return Found(content=result, trace=trace, theirs=_code(form), lines=shown)

    @override
    def send(self, forms: Sequence[Form], found: Found | None, *, until: float) -> None:
        born = [form for form in forms if "TrangThaiHoSo" not in form.content]
        for form in born:
            self._call(portal.STATUS, until, type="2", data=form.content)
        data = [self._named(form.content, until) for form in forms if form not in born]
        if data:
            updating = "False" if found is None else "True"
            self._call(portal.WHOLE, until, isUpdating=updating, data=data)

    @override
    def tell(self, told: Sequence[tuple[Form, Sequence[Step]]], *, until: float) -> None:
        try:
            lines = [
                portal.line(_code(form), step, self._dialect)
                for form, steps in told
                for step in steps
            ]
        except portal.NoWordError as error:
            raise UnmappedError(field=error.field, text=error.ours) from error
        self._call("CapNhatTienDoHoSoMC", until, data=lines)

    def _named(self, content: Mapping[str, object], until: float) -> Mapping[str, object]:
        """Put in what the portal itself says of the procedure."""
        code = str(content["MaTTHC"])
        if code not in self._procedures:
            result = self._call("LayThuTuc", until, maTTHC=code)
            if isinstance(result, list):
                result = result[0] if result else None
            if not isinstance(result, dict) or "TENTTHC" not in result:
                raise RefusedError(field="MaTTHC", text=code, certain=True)
            self._procedures[code] = _procedure(result)
        return {**content, **self._procedures[code]}

    @override
    def close(self) -> None:
        self._transport.close()

    # -- the session ---------------------------------------------------------------------------

    def _call(self, service: str, until: float, **fields: object) -> object:
        """Ask for a service; a session that is not known any more is renewed once."""
        fresh = not self._session
        if fresh:
            self._sign_in(until)
        answer = self._ask(service, until, fields)
        if answer is None and not fresh:
            self._sign_in(until)
            answer = self._ask(service, until, fields)
        if answer is None:
            self._session = ""
            raise NotAuthorisedError(reason=service)
        return answer.get("result")

    def _ask(
        self, service: str, until: float, fields: Mapping[str, object]
    ) -> Mapping[str, Any] | None:
        """Return the answer of a service; None if the session is not known any more."""
        body = {
            "session": self._session,
            "madonvi": self._settings.unit,
            "service": service,
            **fields,
        }
        looks = service.startswith(("Lay", "TraCuuTechID"))
        path = self._settings.lookup if looks else self._settings.exchange
        reply = self._post(path, body, until)
        if reply.status in _FORBIDDEN and not replies.is_page(reply):
            return None
        answer = _read(reply)
        if answer["error_code"] != "0":
            words = self._dialect.answers
            said = str(answer.get("message", ""))
            if _means(answer["error_code"], said, words.session, words.session_words):
                return None
            self._refuse(answer["error_code"], said, fields)
        return answer

    def _refuse(self, code: str, said: str, fields: Mapping[str, object]) -> NoReturn:
        words = self._dialect.answers
        if _means(code, said, words.exists, words.exists_words):
            raise ExistsError(code=code, text=said[:_SAID])
        named = _field(said, fields.get("data"))
        certain = bool(named) or code in words.refused
        raise RefusedError(code=code, field=named, text=said[:_SAID], certain=certain)

    def _sign_in(self, until: float) -> None:
        self._session = ""
        who = {"username": self._settings.user, "password": self._password}
        reply = self._post(self._settings.login, who, until)
        if reply.status in _FORBIDDEN and not replies.is_page(reply):
            raise SignInError(reason=str(reply.status))
        answer = _read(reply)
        if answer["error_code"] != "0":
            words, said = self._dialect.answers, str(answer.get("message", ""))[:_SAID]
            if _means(answer["error_code"], said, words.password, words.password_words):
                raise SignInError(reason=said or answer["error_code"])
            raise RefusedError(code=answer["error_code"], text=said)
        session = answer.get("session")
        if not isinstance(session, str) or not session:
            raise BadReplyError(what="session")
        self._session = session

    def _post(self, path: str, body: object, until: float) -> Reply:
        headers = {"Accept": _JSON, "Content-Type": _JSON, "dstcode": self._settings.dst}
        reply = self._transport.ask(
            "POST", path, until=until, headers=headers, body=msgspec.json.encode(body)
        )
        if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise TooLargeError
        return reply


def _code(form: Form) -> str:
    return str(form.content["MaHoSo"])


def _procedure(result: Mapping[str, Any]) -> Mapping[str, str]:
    areas = result.get("LINHVUCTHUCHIEN")
    area = areas[0] if isinstance(areas, list) and areas else areas
    known: Mapping[str, Any] = area if isinstance(area, dict) else {}
    return {
        "TenTTHC": str(result["TENTTHC"]),
        "MaLinhVuc": str(known.get("MALINHVUC", "")),
        "TenLinhVuc": str(known.get("TENLINHVUC", "")),
    }


def _means(code: str, said: str, codes: Sequence[str], words: Sequence[str]) -> bool:
    return code in codes or any(word in said.lower() for word in words)


def _field(said: str, data: object) -> str:
    """Return the field of ours that an answer speaks of: then it is about the data."""
    items = data if isinstance(data, list) else [data]
    names = {name for item in items if isinstance(item, Mapping) for name in item}
    spoken = sorted((name for name in names if name in said), key=len)
    return spoken[-1] if spoken else ""


def _read(reply: Reply) -> dict[str, Any]:
    """Return the answer in a reply, its `error_code` as text.

    Raises:
        CaptivePortalError, CityBusyError, TruncatedReplyError, BadReplyError.
    """
    replies.require_answer(reply)
    if reply.status != HTTPStatus.OK:
        raise BadReplyError(what=f"HTTP {reply.status}")
    if not reply.data:
        raise TruncatedReplyError
    try:
        answer = msgspec.json.decode(reply.data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if "truncated" in str(error):
            raise TruncatedReplyError from error
        raise BadReplyError(what="json") from error
    if not isinstance(answer, dict):
        raise BadReplyError(what="json")
    code = answer.get("error_code")
    if isinstance(code, bool) or not isinstance(code, int | str):
        raise BadReplyError(what="error_code")
    return {**answer, "error_code": str(code).strip()}
