"""OpenCPS' REST dialect: a dossier, then its files, marks, payment and actions, then a look.

Nothing counts as done because a reply said so: everything is read back and compared. A dossier
that is there is never posted again, since that would set its dates to now; what it lacks is added
piece by piece, so a broken exchange goes on where it ended.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode

import msgspec
import requests
from typing_extensions import override
from urllib3.filepost import encode_multipart_formdata

from desk.domain.snapshots import Snapshot, Step
from desk.sync.adapters import replies
from desk.sync.adapters.transport import CONNECT_S, READ_S, Network, Reply, Transport
from desk.sync.errors import (
    BadReplyError,
    ExistsError,
    RefusedError,
    SignInError,
    TooLargeError,
    TruncatedReplyError,
    UnmappedError,
)
from desk.sync.whole_ports import Abilities, Form, Found, WholeAdapter
from desk.wire import canonical, opencps
from desk.wire.portal import NoWordError

_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded"
_SAID: Final = 300  # characters of an answer's message that people are shown
_REFUSALS: Final = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT)


class OpenCpsSettings(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a site needs to know, besides its address and the secret."""

    group: str  # groupId
    agency: str  # govAgencyCode
    user: str = ""  # empty: the secret is a token
    base: str = "/o/rest/v2"
    dialect: dict[str, Any] = {}  # what differs from the usual codes
    authorities: str = ""
    proxy: str = ""


class _Secret(requests.auth.AuthBase):
    """Shows who we are; as an object, for else a .netrc of the user would take its place."""

    def __init__(self, user: str, secret: str) -> None:
        both = base64.b64encode(f"{user}:{secret}".encode()).decode()
        self._said = f"Basic {both}" if user else f"Bearer {secret}"

    @override
    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._said
        return request


class OpenCps(WholeAdapter):
    """`desk.sync.whole_ports.WholeAdapter` over OpenCPS' REST dialect."""

    abilities = Abilities(feed=False, key="referenceUid", partial=True, look_first=True, prove=True)

    def __init__(
        self,
        address: str,
        secret: str,
        settings: OpenCpsSettings,
        dialect: opencps.Dialect,
        *,
        office: str,
        read_file: Callable[[str], bytes],
        has_file: Callable[[str], bool],
        network: Network | None = None,
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
    ) -> None:
        """Prepare to speak with the site at `address`; nothing is sent yet.

        Raises:
            BadAddressError, PlainHttpError.
        """
        auth = _Secret(settings.user, secret)
        self._transport = Transport(
            address, auth=auth, network=network, connect_s=connect_s, read_s=read_s
        )
        self._settings, self._dialect = settings, dialect
        self._agency = settings.agency, office
        self._read_file, self._has_file = read_file, has_file

    # -- the language --------------------------------------------------------------------------

    @override
    def form(self, snapshot: Snapshot) -> Form:
        try:
            content = opencps.content(snapshot.dossier, self._agency, self._dialect)
            files = opencps.files(snapshot.dossier, self._dialect)
        except NoWordError as error:
            raise UnmappedError(field=error.field, text=error.ours) from error
        absent = frozenset(name for name, _, _, each in files if not self._has_file(each.file))
        return Form(
            snapshot=snapshot,
            content=content,
            digest=_digest(content),
            trace=tuple(f"{name} {content[name]}" for name in opencps.TRACE),
            absent=absent,
            less=_digest(_without(content, absent)) if absent else "",
        )

    @override
    def same(self, form: Form, found: Found) -> bool:
        return not _differing(form, found)

    @override
    def lacking(self, form: Form, found: Found | None) -> int:
        return len(form.absent - (found.content["files"].keys() if found else set()))

    @override
    def unfinished(self, form: Form, found: Found) -> bool:
        here, wanted = (str(each["dossierStatus"]) for each in (found.content, form.content))
        steps = opencps.way(here, wanted, self._dialect.actions)
        begun = all(found.content[name] == form.content[name] for name in opencps.PROMISED)
        return steps is not None and (begun or not found.content["dossierNo"])

    @override
    def line(self, form: Form, step: Step) -> str:
        return ""  # it keeps the story of its actions itself

    @override
    def tell(self, told: Sequence[tuple[Form, Sequence[Step]]], *, until: float) -> None:
        """Tell nothing: it keeps the story of its actions itself."""

    # -- asking --------------------------------------------------------------------------------

    @override
    def greet(self, *, until: float) -> None:
        self._get("/dossiers?start=0&end=1", until)

    @override
    def find(self, form: Form, *, until: float) -> Found | None:
        place = self._place(form)
        held = self._get(place, until)
        if held is None:
            return None
        if held.get("referenceUid") != form.content["referenceUid"]:
            raise BadReplyError(what="referenceUid")
        if not held.get("dossierStatus"):
            raise BadReplyError(what="dossierStatus")  # never taken for a success
        files = self._list(f"{place}/files", until)
        marks = self._list(f"{place}/marks", until)
        content: dict[str, Any] = {
            name: _text(held.get(name)) for name in form.content if name not in _BESIDE
        }
        content["files"] = {
            str(each["referenceUid"]): _text(each.get("modifiedDate")) for each in files
        }
        content["marks"] = {
            str(each["dossierPartNo"]): {name: _text(each.get(name)) for name in _MARK}
            for each in marks
        }
        paid = self._get(f"{place}/payment", until) or {}
        content["payment"] = {name: _text(paid[name]) for name in _PAYMENT if name in paid}
        trace = tuple(f"{name} {content[name]}" for name in opencps.TRACE)
        return Found(content=content, trace=trace, theirs=_text(held.get("dossierId")))

    # -- sending -------------------------------------------------------------------------------

    @override
    def send(self, forms: Sequence[Form], found: Found | None, *, until: float) -> None:
        (form,) = forms
        if found is None:
            self._post("/dossiers", opencps.facts(form.content), until)
            found = self.find(form, until=until)
            if found is None:
                raise BadReplyError(what="POST /dossiers")
        differing = _differing(form, found)
        changed = {name: form.content[name] for name in differing if name in _facts(form)}
        if changed:
            self._put(self._place(form), changed, until)
        if "marks" in differing:
            self._send_marks(form, found, until)
        if "payment" in differing and form.content["payment"]:
            self._send_payment(form, found, until)
        self._act(form, found, until)
        if "files" in differing:  # last: a receipt and a status never wait for them
            self._send_files(form, found, until)

    def _send_files(self, form: Form, found: Found, until: float) -> None:
        place, dossier = self._place(form), form.snapshot.dossier
        there: Mapping[str, str] = found.content["files"]
        ours = opencps.files(dossier, self._dialect)
        for name, made, part, file in ours:
            if name not in there and name not in form.absent:
                fields = {
                    "referenceUid": name,
                    "dossierTemplateNo": str(form.content["dossierTemplateNo"]),
                    "dossierPartNo": part,
                    "displayName": file.paper,
                    "fileType": file.media,
                    "isSync": "true",
                    "modifiedDate": made,
                }
                self._send_file(place, fields, file.file, until)
        for name in there.keys() - {each[0] for each in ours}:
            self._answer("DELETE", f"{place}/files/{quote(name)}", until)

    def _send_file(self, place: str, fields: dict[str, str], sha: str, until: float) -> None:
        file = (f"{sha[:12]}.{fields['fileType'].rpartition('/')[2]}", self._read_file(sha))
        body, kind = encode_multipart_formdata(
            {**fields, "file": (*file, fields["fileType"])}, boundary=sha
        )
        try:
            self._answer("POST", f"{place}/files", until, body=body, kind=kind)
        except ExistsError:
            return  # it came with an exchange whose end nobody saw; looking tells whether whole

    def _send_marks(self, form: Form, found: Found, until: float) -> None:
        ours: Mapping[str, dict[str, str]] = form.content["marks"]
        there: Mapping[str, dict[str, str]] = found.content["marks"]
        for part, mark in ours.items():
            if there.get(part) != mark:
                self._post(f"{self._place(form)}/marks/{quote(part)}", mark, until)

    def _send_payment(self, form: Form, found: Found, until: float) -> None:
        fields: Mapping[str, str] = form.content["payment"]
        send = self._put if found.content["payment"] else self._post
        send(f"{self._place(form)}/payment", fields, until)

    def _act(self, form: Form, found: Found, until: float) -> None:
        """Lead the dossier to its status, by one action after the other."""
        place, wanted = self._place(form), str(form.content["dossierStatus"])
        here = str(found.content["dossierStatus"])
        steps = opencps.way(here, wanted, self._dialect.actions)
        if steps is None:
            raise RefusedError(field="dossierStatus", text=f"{here} → {wanted}", certain=True)
        promised = {name: str(form.content[name]) for name in opencps.PROMISED}
        for step in steps:
            fields = {
                "actionCode": step.code,
                "actionUser": form.snapshot.dossier.assignee_name or self._agency[1],
                "actionNote": "",
                "payload": json.dumps(promised),
            }
            self._post(f"{place}/actions", fields, until)
        if not steps and any(found.content[name] != form.content[name] for name in promised):
            self._put(place, promised, until)

    # -- HTTP ----------------------------------------------------------------------------------

    def _place(self, form: Form) -> str:
        return f"/dossiers/{quote(str(form.content['referenceUid']), safe='')}"

    def _get(self, path: str, until: float) -> dict[str, Any] | None:
        reply = self._ask("GET", path, until)
        if reply.status == HTTPStatus.NOT_FOUND and not replies.is_page(reply):
            return None
        return _read(reply)

    def _list(self, path: str, until: float) -> list[dict[str, Any]]:
        found = (self._get(path, until) or {}).get("data")
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise BadReplyError(what=path.rpartition("/")[2])
        return found

    def _post(self, path: str, fields: Mapping[str, object], until: float) -> None:
        self._answer("POST", path, until, body=urlencode(fields).encode(), kind=_FORM)

    def _put(self, path: str, fields: Mapping[str, object], until: float) -> None:
        self._answer("PUT", path, until, body=urlencode(fields).encode(), kind=_FORM)

    def _answer(
        self, method: str, path: str, until: float, *, body: bytes = b"", kind: str = ""
    ) -> None:
        _read(self._ask(method, path, until, body=body, kind=kind))

    def _ask(
        self, method: str, path: str, until: float, *, body: bytes = b"", kind: str = ""
    ) -> Reply:
        headers = {"Accept": _JSON, "groupId": self._settings.group}
        if kind:
            headers["Content-Type"] = kind
        return self._transport.ask(
            method, self._settings.base + path, until=until, headers=headers, body=body or None
        )

    @override
    def close(self) -> None:
        self._transport.close()


_BESIDE: Final = ("files", "marks", "payment")
_MARK: Final = ("fileMark", "fileCheck", "fileComment", "recordCount")
_PAYMENT: Final = (
    "advanceAmount",
    "feeAmount",
    "serviceAmount",
    "shipAmount",
    "paymentAmount",
    "paymentStatus",
)


def _facts(form: Form) -> Mapping[str, str]:
    return opencps.facts(form.content)


def _digest(content: Mapping[str, Any]) -> str:
    return sha256(canonical.dumps(content)).hexdigest()


def _without(content: Mapping[str, Any], names: AbstractSet[str]) -> dict[str, Any]:
    """Return a dossier without some of its files."""
    files = {name: made for name, made in content["files"].items() if name not in names}
    return {**content, "files": files}


def _differing(form: Form, found: Found) -> set[str]:
    """Return the names of what differs; names that the site gives to services are its own.

    Files that are neither here nor there make no difference: nobody can send them.
    """
    theirs = found.content
    return {
        name
        for name, value in _without(form.content, form.absent - theirs["files"].keys()).items()
        if value != theirs.get(name) and name not in ("serviceName", "govAgencyName")
    }


def _text(value: object) -> str:
    """Return a value as a form would carry it: they answer numbers and truths in JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _read(reply: Reply) -> dict[str, Any]:
    """Return the object in a reply.

    Raises:
        CaptivePortalError, CityBusyError, TruncatedReplyError, BadReplyError, SignInError,
        TooLargeError, RefusedError, ExistsError.
    """
    if reply.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise TooLargeError
    replies.require_answer(reply)
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise SignInError(reason=str(reply.status))
    answer = _decoded(reply)
    if reply.status in _REFUSALS:
        code, said = str(answer.get("code", "")), str(answer.get("description", ""))[:_SAID]
        kind = ExistsError if reply.status == HTTPStatus.CONFLICT else RefusedError
        raise kind(code=code, field=str(answer.get("field", "")), text=said, certain=True)
    if reply.status != HTTPStatus.OK:
        raise BadReplyError(what=f"HTTP {reply.status}")
    return answer


def _decoded(reply: Reply) -> dict[str, Any]:
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
    return answer
