"""An OpenCPS site as a server for tests: strict about forms, and with the defects it is known for.

A dossier that is posted again has its dates set to now; a file that is sent again is a conflict
unless it is newer; an action may answer 200 and have done nothing. Ours must survive all of them.
"""

from __future__ import annotations

import base64
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.dialects.quiet import QuietHandler, QuietServer

USER, PASSWORD, GROUP, AGENCY = "mot-cua", "mật khẩu thử", "55301", "H26.33.15"
TOKEN = "a.b.c"  # noqa: S105 - nobody's
BASE = "/o/rest/v2"
_NOW = 1_795_000_000_000  # what this server takes for now, in ms: never a date of ours

_FACTS = (
    "referenceUid serviceCode serviceName govAgencyCode govAgencyName dossierTemplateNo "
    "applicantName applicantIdType applicantIdNo address contactName contactTelNo contactEmail "
    "dossierNote viaPostal originality online sampleCount"
).split()
_DATES = ("dossierNo", "receiveDate", "dueDate")
_FILE = (
    "referenceUid dossierTemplateNo dossierPartNo displayName fileType isSync modifiedDate"
).split()
_MARK = ("fileMark", "fileCheck", "fileComment", "recordCount")
_PAYMENT = ("advanceAmount feeAmount serviceAmount shipAmount paymentAmount paymentStatus").split()
_ACTION = ("actionCode", "actionUser", "actionNote", "payload")
_WAYS = {
    "receive": ({"new"}, "receiving"),
    "process": ({"receiving", "waiting", "paying", "cancelling"}, "processing"),
    "supplement": ({"receiving", "processing", "cancelling"}, "waiting"),
    "pay": ({"processing", "cancelling"}, "paying"),
    "deny": ({"new", "waiting"}, "denied"),
    "withdraw": ({"receiving", "processing", "waiting", "paying"}, "cancelling"),
    "cancel": (
        {"new", "receiving", "processing", "waiting", "paying", "cancelling", "releasing", "done"},
        "cancelled",
    ),
    "release": ({"receiving", "processing"}, "releasing"),
    "return": ({"releasing"}, "done"),
}


class Refusal(Exception):  # noqa: N818 - an answer, not an error
    """The site answers with a status other than 200."""

    def __init__(self, status: int, description: str, field: str = "") -> None:
        super().__init__(description)
        self.status = status
        self.body = {"code": str(status), "description": description, "field": field}


@dataclass
class Fault:
    """What happens to one request, once: before it has an effect, or after.

    `what` is a method and the end of a path. `status` and `body` are answered in place of the
    site's own; neither: the line is cut.
    """

    what: str
    after: bool = False
    status: int = 0
    body: bytes = b""
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class OpenCpsServer:
    """What the site holds, and how it behaves; tests change both at any time."""

    port: int = 0
    password: str = PASSWORD
    dossiers: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    marks: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    actions: list[tuple[str, str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    refused: dict[str, str] = field(default_factory=dict)  # applicantName: the field at fault
    crashes: set[str] = field(default_factory=set)  # applicantName at which it falls over
    idle_actions: int = 0  # so many actions answer 200 and do nothing
    loses_files: int = 0  # so many files are answered 200 and not kept
    no_status: bool = False  # a dossier is shown without its status
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, what: str) -> int:
        method, _, end = what.partition(" ")
        return sum(call.startswith(method) and call.endswith(end) for call in self.calls)

    # -- requests ------------------------------------------------------------------------------

    def answer(
        self, method: str, target: str, headers: Any, raw: bytes
    ) -> tuple[int, Any, Fault | None]:
        """Answer one request; the fault that happens after its effect, if one was planned."""
        with self._guard:
            path = urlsplit(target).path
            self.calls.append(f"{method} {path}")
            fault = self._fault(method, path)
            if fault is not None and not fault.after:
                return 0, {}, fault
            try:
                self._admit(path, headers)
                parts = [unquote(each) for each in path.removeprefix(BASE + "/").split("/")]
                return 200, self._serve(method, parts, headers, raw), fault
            except Refusal as refusal:
                return refusal.status, refusal.body, fault

    def _fault(self, method: str, path: str) -> Fault | None:
        if not self.faults:
            return None
        wanted, _, end = self.faults[0].what.partition(" ")
        if method == wanted and path.endswith(end):
            return self.faults.popleft()
        return None

    def _admit(self, path: str, headers: Any) -> None:
        both = base64.b64encode(f"{USER}:{self.password}".encode()).decode()
        if headers.get("Authorization") not in (f"Basic {both}", f"Bearer {TOKEN}"):
            raise Refusal(401, "Authentication required")
        if headers.get("groupId") != GROUP:
            self._complain("groupId")
        if not path.startswith(BASE + "/dossiers"):
            self._complain(path)

    def _serve(self, method: str, parts: list[str], headers: Any, raw: bytes) -> Any:
        if len(parts) == 1:
            return self._create(self._form(headers, raw)) if method == "POST" else {"data": []}
        uid = parts[1]
        if uid not in self.dossiers:
            raise Refusal(404, "NotFound")
        below = parts[2] if len(parts) > 2 else ""
        serve = {
            "": self._dossier,
            "files": self._files,
            "marks": self._marks,
            "payment": self._payment,
            "actions": self._action,
        }.get(below)
        if serve is None:
            self._complain("/".join(parts))
            raise AssertionError
        return serve(method, uid, parts[3:], (headers, raw))

    def _form(self, headers: Any, raw: bytes) -> dict[str, str]:
        if headers.get("Content-Type") != "application/x-www-form-urlencoded":
            self._complain("Content-Type")
        found = parse_qs(raw.decode(), keep_blank_values=True, strict_parsing=True)
        if any(len(values) != 1 for values in found.values()):
            self._complain("a field twice")
        return {name: values[0] for name, values in found.items()}

    def _create(self, form: dict[str, str]) -> Any:
        self._only(form, _FACTS)
        for name in ("serviceCode", "govAgencyCode", "dossierTemplateNo", "applicantName"):
            if not form[name]:
                self._complain(name)
        if form["applicantIdType"] not in ("citizen", "business") or form["originality"] != "3":
            self._complain("applicantIdType, originality")
        self._judge(form["applicantName"])
        uid = form["referenceUid"]
        held = self.dossiers.get(uid, {"dossierStatus": "new", "dossierNo": ""})
        # The defect: what was there already loses its dates.
        dates = {"receiveDate": _NOW, "dueDate": _NOW, "submitDate": _NOW}
        self.dossiers[uid] = {**held, **form, **dates, "dossierId": 1000 + len(self.dossiers)}
        return self.dossiers[uid]

    def _judge(self, name: str) -> None:
        if name in self.crashes:
            raise Refusal(500, "NullPointerException")
        if name in self.refused:
            raise Refusal(400, "Dữ liệu không hợp lệ", self.refused[name])

    def _dossier(self, method: str, uid: str, rest: list[str], sent: tuple[Any, bytes]) -> Any:
        if rest:
            self._complain("path")
        if method == "PUT":
            form = self._form(*sent)
            if not form.keys() <= {*_FACTS, *_DATES} - {"referenceUid"}:
                self._complain(f"PUT {sorted(form)}")
            self._judge(form.get("applicantName", self.dossiers[uid]["applicantName"]))
            self.dossiers[uid] |= form
        shown = dict(self.dossiers[uid])
        if self.no_status:
            del shown["dossierStatus"]
        shown["sampleCount"] = int(shown["sampleCount"])  # as they answer: numbers and truths
        shown["online"] = shown["online"] == "true"
        return shown

    def _files(self, method: str, uid: str, rest: list[str], sent: tuple[Any, bytes]) -> Any:
        kept = self.files.setdefault(uid, {})
        if method == "DELETE":
            kept.pop(rest[0], None)
            return {}
        if method == "POST":
            fields, data = self._multipart(*sent)
            self._only(fields, _FILE)
            name, made = fields["referenceUid"], int(fields["modifiedDate"])
            if not fields["dossierPartNo"]:
                self._complain("dossierPartNo")
            if name in kept and int(kept[name]["modifiedDate"]) >= made:
                raise Refusal(409, "DataConflictException")
            if self.loses_files:
                self.loses_files -= 1
                return {}
            kept[name] = {**fields, "modifiedDate": made, "size": len(data)}
            return kept[name]
        return {"total": len(kept), "data": list(kept.values())}

    def _multipart(self, headers: Any, raw: bytes) -> tuple[dict[str, str], bytes]:
        kind = headers.get("Content-Type", "")
        if not kind.startswith("multipart/form-data"):
            self._complain("Content-Type")
        message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw)
        fields, data = {}, b""
        for part in message.get_payload():
            assert not isinstance(part, str)
            name = str(part.get_param("name", header="content-disposition"))
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            if name == "file":
                data = payload
            else:
                fields[name] = payload.decode()
        return fields, data

    def _marks(self, method: str, uid: str, rest: list[str], sent: tuple[Any, bytes]) -> Any:
        kept = self.marks.setdefault(uid, {})
        if method == "POST":
            form = self._form(*sent)
            self._only(form, _MARK)
            if form["fileMark"] not in "01234" or form["fileCheck"] not in "012":
                self._complain("fileMark, fileCheck")
            number = {"recordCount": int(form["recordCount"])}
            kept[rest[0]] = {"dossierPartNo": rest[0], **form, **number}
            return kept[rest[0]]
        return {"total": len(kept), "data": list(kept.values())}

    def _payment(self, method: str, uid: str, rest: list[str], sent: tuple[Any, bytes]) -> Any:
        if rest:
            self._complain("path")
        if method in ("POST", "PUT"):
            form = self._form(*sent)
            self._only(form, _PAYMENT)
            if (method == "POST") is (uid in self.payments):
                self._complain(f"{method} payment")
            self.payments[uid] = {name: int(value) for name, value in form.items()}
        if uid not in self.payments:
            raise Refusal(404, "NotFound")
        return self.payments[uid]

    def _action(self, method: str, uid: str, rest: list[str], sent: tuple[Any, bytes]) -> Any:
        form = self._form(*sent)
        self._only(form, _ACTION)
        payload = json.loads(form["payload"])
        self._only(payload, _DATES)
        held = self.dossiers[uid]
        starts, end = _WAYS.get(form["actionCode"], (set(), ""))
        if method != "POST" or rest or held["dossierStatus"] not in starts:
            self._complain(f"{form['actionCode']} from {held['dossierStatus']}")
        if self.idle_actions:
            self.idle_actions -= 1
            return {}  # the defect: no status, taken for success
        held |= {"dossierStatus": end, **payload}
        self.actions.append((uid, form["actionCode"]))
        return {"dossierActionId": len(self.actions)}

    def _only(self, body: Any, names: Any) -> None:
        if body.keys() != set(names):
            self._complain(", ".join(sorted(set(body) ^ set(names))))
        if not all(isinstance(value, str) for value in body.values()):
            self._complain("text")

    def _complain(self, reason: str) -> None:
        self.complaints.append(reason)
        raise Refusal(400, reason)


class _Handler(QuietHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Any

    def _do(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        raw = self.rfile.read(length)
        if len(raw) < length:  # broken off on its way: it was never asked
            self.close_connection = True
            return
        site: OpenCpsServer = self.server.site
        status, answer, fault = site.answer(self.command, self.path, self.headers, raw)
        if fault is None:
            self.reply(status, json.dumps(answer, ensure_ascii=False).encode())
        elif fault.status:
            self.reply(fault.status, fault.body, fault.kind, fault.headers)
        else:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815 - the library's names


@contextmanager
def opencps() -> Iterator[OpenCpsServer]:
    """Serve an empty site."""
    made = OpenCpsServer()
    with QuietServer(("127.0.0.1", 0), _Handler) as server:
        server.site = made  # type: ignore[attr-defined]  # for its handlers
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
