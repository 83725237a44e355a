"""The tables of a counter's database.

`event` is the truth; everything that speaks of dossiers is a projection of it and can be
made again. Local keys are integers (SQLite's rowid); uids are 16 bytes. Instants are UTC
microseconds.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

#: The Alembic revision that this program's tables are at; a test holds it to the newest file.
HEAD: Final = "0016"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _blob(name: str, *, null: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=null)


def _int(name: str, *, null: bool = False, default: int | None = None) -> Column[int]:
    server = None if default is None else text(str(default))
    return Column(name, Integer, nullable=null, server_default=server)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, server_default=None if null else text("''"))


#: This counter: one row.
counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True),
    _blob("device"),
    _text("machine"),  # fingerprint of the machine that the database lives on
    _text("unit"),
    _text("commune"),
    _text("name"),  # of the office
    _text("pattern"),  # of official codes; empty: as the present regime has it
    _int("slot"),
    _int("epoch"),
    _text("takeover_since"),  # YYYY-MM-DD; empty: no take-over block in force
    _text("takeover_until"),  # empty: until the city confirms
    _int("seq"),  # last event of this device in this epoch
    _text("head"),  # its hash
    _int("hlc"),
    _int("offset_ms", default=0),  # this clock minus the city's, as last seen
)

#: Every device whose events are here; the integer keeps `event` narrow.
device = Table(
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    _text("name"),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    Column("device_id", Integer, ForeignKey("device.id"), nullable=False),
    _int("epoch"),
    _int("seq"),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), nullable=True),
    _text("type"),
    _int("hlc"),
    _blob("head"),
    _blob("salt"),
    _blob("body"),
    _blob("hash"),
    _int("refused", default=0),  # 1: the city refused it; it does not count
    Index("ix_event_dossier", "dossier_id", "hlc"),
    Index("ix_event_sequence", "device_id", "epoch", "seq"),
    Index("ix_event_type", "type", sqlite_where=text("dossier_id IS NULL")),
    # Numbered sheets are accounted for one by one, among all that ever happened.
    Index("ix_event_entered", "hlc", sqlite_where=text("type = 'Entered'")),
    Index("ix_event_sheet", "hlc", sqlite_where=text("type IN ('SheetUsed', 'SheetSpoilt')")),
)

#: Events that this program kept without knowing what they say; a newer one reads them again.
unread = Table(
    "unread",
    metadata,
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True),
)

QUEUE_FACTS: Final = tuple("urgency id status due_at assignee step proposal apologised".split())
FACTS: Final = tuple(
    "received_at status procedure due_at finished_at returned_at channel voided assignee shelf "
    "papers scanned sort_key code".split()
)

dossier = Table(
    "dossier",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("barcode", Text, nullable=False),
    _int("status"),
    _int("is_open"),
    _int("urgency"),  # UTC µs when the next thing must be done; far future if nothing must
    _text("procedure"),
    _text("sort_key"),  # by given name, in Vietnamese order
    _text("personal_id"),
    _text("phone"),
    _text("holder"),
    _text("assignee"),
    Column("received_at", Integer, nullable=True),
    Column("due_at", Integer, nullable=True),
    Column("finished_at", Integer, nullable=True),
    _text("words"),  # folded text of the search index, kept so that its row can be deleted
    _text("step"),  # inner step of processing
    _text("shelf"),
    _text("channel"),
    _text("proposal"),  # action drafted for a leader
    _int("voided", default=0),
    _int("apologised", default=0),
    _int("came_at", default=0),  # received, or filed online; 0: neither is known
    Column("returned_at", Integer, nullable=True),
    Column("asked_at", Integer, nullable=True),  # of the latest request to complete it
    _int("papers", default=0),  # kinds of paper handed in
    _int("scanned", default=0),  # those of them that a file shows
    _int("month"),  # YYYYMM, for digests
    _int("bucket", default=0),  # 0–255, within the month
    _blob("leaf"),  # digest of its heads
    _blob("state"),  # the whole record, canonical bytes
    _text("batch"),  # with which it came in from an earlier system
    Index("ix_dossier_code", "code"),
    Index("ix_dossier_barcode", "barcode"),
    # What the queue is counted by is in its index: no row of two kilobytes is read for a count.
    Index("ix_dossier_queue", *QUEUE_FACTS, sqlite_where=text("is_open = 1")),
    *(
        Index(f"ix_dossier_open_{name}", name, "id", sqlite_where=text("is_open = 1"))
        for name in ("came_at", "sort_key", "code", "procedure", "status")
    ),
    Index("ix_dossier_person", "personal_id", sqlite_where=text("personal_id <> ''")),
    Index("ix_dossier_phone", "phone", sqlite_where=text("phone <> ''")),
    Index("ix_dossier_tree", "month", "bucket"),
    # Whatever is listed, counted or drawn by is here, for the same reason.
    Index("ix_dossier_facts", *FACTS),
    Index("ix_dossier_asked", "asked_at", sqlite_where=text("asked_at IS NOT NULL")),
    Index("ix_dossier_shelf", "shelf", sqlite_where=text("shelf <> ''")),
    Index("ix_dossier_batch", "batch", "voided", sqlite_where=text("batch <> ''")),
)

#: How each dossier stood from when until when (`domain/standing.py`): what reports count. Of one
#: that is struck out there is nothing. `until` is far in the future for how it stands now.
standing = Table(
    "standing",
    metadata,
    Column("dossier_id", Integer, ForeignKey("dossier.id"), primary_key=True),
    Column("since", Integer, primary_key=True),
    _int("until"),
    _int("told"),  # when it was written down
    _int("status"),
    Column("received_at", Integer, nullable=True),
    Column("due_at", Integer, nullable=True),
    Column("ended_at", Integer, nullable=True),
    _text("assignee"),
    _int("marks", default=0),
    _int("reopened", default=0),
    _text("procedure"),
    _text("channel"),
    # A period asks for what is open at its end, and for what ended within it.
    Index("ix_standing_open", "until", sqlite_where=text("ended_at IS NULL")),
    Index("ix_standing_ended", "ended_at", sqlite_where=text("ended_at IS NOT NULL")),
    Index("ix_standing_reopened", "since", sqlite_where=text("reopened = 1")),
    sqlite_with_rowid=False,
)

#: Digests by which two sides find what differs; NULL: to be worked out anew. -1: the whole month.
branch = Table(
    "branch",
    metadata,
    Column("month", Integer, primary_key=True),
    Column("bucket", Integer, primary_key=True),
    _blob("digest", null=True),
    _int("count", default=0),
    sqlite_with_rowid=False,
)

#: Other systems' codes. Two dossiers may have got the same one; a person then decides.
alias = Table(
    "alias",
    metadata,
    Column("alias", Text, primary_key=True),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), primary_key=True),
    Index("ix_alias_dossier", "dossier_id"),
)

#: Every number of the tracking ordinal that this counter has used up, whatever became of it.
number = Table(
    "number",
    metadata,
    Column("day", Text, primary_key=True),  # YYYY-MM-DD
    Column("number", Integer, primary_key=True),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), nullable=True),  # NULL: burnt
)

#: Running numbers of a year: lines of the tracking book, and each form's own number.
serial = Table(
    "serial",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("volume", Text, primary_key=True),
    _int("last"),
)

#: A system that dossiers are exchanged with, and how far we are with it.
target = Table(
    "target",
    metadata,
    Column("name", Text, primary_key=True),
    _text("url"),
    _text("token"),  # of a version before: it moves to the key store when the counter is opened
    _text("feed"),
    _text("cursor"),
    _text("paused"),
    _text("error"),
    Column("online", Integer, nullable=True),
    Column("since", Integer, nullable=True),
    Column("last_ok", Integer, nullable=True),
    _text("kind"),  # of its dialect; empty: our own
    _text("settings"),  # JSON: what the dialect needs to know
    _text("proof"),  # JSON: the last comparison of digests, as both sides signed it
    _text("public"),  # JSON: its public keys, learnt when this counter joined it
    _text("certificate"),  # JSON: what it has certified of this counter, with its signature
    _int("roster", default=0),  # number of its list of counters that `peer` was read from
    _text("listed"),  # that list as the target signed it: shown to a target that has forgotten it
    Column("proved", Integer, nullable=True),  # when what it says was last seen to hold
    _int("published", default=0),  # serial of the newest edition that it told of
    _int("fetched", default=0),  # of the newest that came here
    _text("vouched"),  # JSON: the keys of the city whose editions a hub hands on, pinned at first
)

#: The counters of this ward as the city lists them: whose signature counts here.
peer = Table(
    "peer",
    metadata,
    Column("target", Text, ForeignKey("target.name"), primary_key=True),  # whose list it is
    Column("uid", LargeBinary, primary_key=True),
    _text("sign"),  # public keys, hex
    _text("seal"),
    _int("serial", default=0),
    _int("revoked", default=0),  # 1: the city has taken its word away
    sqlite_with_rowid=False,
)

#: What went to a target by stick, and what came back.
courier = Table(
    "courier",
    metadata,
    Column("target", Text, ForeignKey("target.name"), primary_key=True),
    _int("written", default=0),  # number of our last bundle
    _text("parent"),  # hash of its list
    _int("heard", default=0),  # number of the last answer that was taken in
    sqlite_with_rowid=False,
)

#: What exchanges came to, for people to look back on. Rounds in which nothing moved are not here.
exchanged = Table(
    "exchanged",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("target", Text, ForeignKey("target.name"), nullable=False),
    _int("at"),
    _int("pushed", default=0),
    _int("pulled", default=0),
    _int("ms", default=0),
    _text("error"),
    _text("way"),  # empty: by wire | written (onto a stick) | read (from one)
    Index("ix_exchanged_target", "target", "at"),
)

#: What each target has still to hear: delivery state only, the content stays in `event`.
outbox = Table(
    "outbox",
    metadata,
    Column("target", Text, ForeignKey("target.name"), primary_key=True),
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True),
    _text("state"),  # waiting | attention (what is confirmed moves to `delivered`)
    _int("attempts", default=0),
    Column("next_at", Integer, nullable=True),
    _text("error"),
)

#: Which of our events each target has spoken its last word about: they count there, or a person
#: has decided that they shall not. Written down, so that it can be counted and held against the
#: log; never reckoned from what is left over.
delivered = Table(
    "delivered",
    metadata,
    Column("target", Text, ForeignKey("target.name"), primary_key=True),
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True),
    sqlite_with_rowid=False,
)

#: What a person must decide.
attention = Table(
    "attention",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("target"),
    _text("reason"),
    Column("event_id", Integer, ForeignKey("event.id"), nullable=True),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), nullable=True),
    _text("detail"),
    _int("at"),
    Column("resolved_at", Integer, nullable=True),
    Index("ix_attention_open", "resolved_at", "at"),
)

#: Events of others that a target which lost its memory has not shown to have kept.
reminder = Table(
    "reminder",
    metadata,
    Column("target", Text, ForeignKey("target.name"), primary_key=True),
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True),
    sqlite_with_rowid=False,
)

#: How each dossier stands at a target that takes dossiers whole: one row for every dossier and
#: every such target, written in the commit that changes the dossier. `confirmed` and `sending` are
#: digests of what the target holds, and of what is on its way there: while that is not empty,
#: nobody knows which of the two is there. `told` and `telling` say the same of lines of progress.
snapshot = Table(
    "snapshot",
    metadata,
    Column("target", Text, ForeignKey("target.name"), primary_key=True),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), primary_key=True),
    _text("state"),  # waiting | confirmed | untold (nothing to tell of it) | attention
    _int("mark", default=0),  # rises whenever the dossier changes
    _text("theirs"),  # their own name for it
    _text("confirmed"),
    _text("sending"),
    _int("told", default=0),  # key of the last event told as a line of progress
    _int("telling", default=0),
    _int("forced", default=0),  # 1: a person has decided that ours stands
    _int("attempts", default=0),  # failures while other dossiers passed
    Column("next_at", Integer, nullable=True),
    _text("error"),
    Column("at", Integer, nullable=True),  # of the last answer about it
    Index("ix_snapshot_state", "target", "state"),
    Index("ix_snapshot_dossier", "dossier_id"),
    sqlite_with_rowid=False,
)

staff = Table(
    "staff",
    metadata,
    Column("uid", LargeBinary, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    _text("name"),
    _text("role"),
    _int("active", default=1),
    _text("password"),  # argon2id; never leaves this counter
    _text("number"),  # two digits, typed before the PIN
    _text("pin"),  # argon2id, like the password
    _int("failures", default=0),  # in a row, of password and PIN together
    Column("wait_until", Integer, nullable=True),  # no sign-in before then
    _int("rank"),  # order of creation: the first administrator acts for scripts
    _text("source"),  # city: its list has or had the account; empty: opened here
    _int("held", default=0),  # 1: came with the city's list, no administrator has released it yet
)

#: Papers on their way to a printer; written in the same commit as what they state.
print_job = Table(
    "print_job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), nullable=True),
    Column("event_id", Integer, ForeignKey("event.id"), nullable=True),
    _text("form"),
    _int("copies", default=1),
    _int("reprint", default=0),
    _text("state"),  # waiting | printing | done | failed | cancelled | unsure
    _int("attempts", default=0),
    _text("error"),
    _int("queued_at"),
    Column("done_at", Integer, nullable=True),
    _text("about"),  # of a paper without an event: the group or the places that it is of
    _text("printer"),  # where somebody moved it; empty: where its kind of paper goes
    _text("paper"),  # its kind of paper, written down when it is begun
    _text("placed"),  # the printer that it was begun on
    _text("tag"),  # what the spooler knows it by
    _int("handing", default=0),  # 1: being handed to the spooler; 2: the spooler has it
    Column("spool_id", Integer, nullable=True),  # the spooler's own number
    _int("sheets", default=0),  # that came out
    _int("spoilt", default=0),  # of these, sheets that were thrown away
    _text("spoilt_why"),
    _text("reason"),  # why it was printed again
    _text("asked_by"),  # login of whoever asked for it again
    Index("ix_print_job_state", "state", "id"),
)

#: Which printer and tray take a kind of paper; a kind that is not here goes to the usual printer.
print_route = Table(
    "print_route",
    metadata,
    Column("kind", Text, primary_key=True),  # domain.printers.Kind
    _text("printer"),
    _text("tray"),
)

#: What a printer needs for a kind of paper: as measured on its test page, and how it is spoken to.
print_setup = Table(
    "print_setup",
    metadata,
    Column("printer", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    _int("dx", default=0),  # micrometres
    _int("dy", default=0),
    _text("way"),
    _int("dots", default=0),
    _int("cut", default=1),
    _int("on_a4", default=0),
)

#: What one person chose about the window: looks, columns, saved views. Values are JSON.
preference = Table(
    "preference",
    metadata,
    Column("user", LargeBinary, primary_key=True),
    Column("key", Text, primary_key=True),
    _text("value"),
)

#: Half-done forms, written at every field: they outlive the program.
draft = Table(
    "draft",
    metadata,
    Column("uid", LargeBinary, primary_key=True),
    _int("place", default=0),  # 1–9: parked there; 0: in hand
    _blob("author"),
    _text("author_name"),
    _text("label"),
    Column("ticket_id", Integer, nullable=True),
    _blob("body"),
    _int("saved_at"),
    Index("ix_draft_place", "place"),
)

#: The waiting room's tickets.
ticket = Table(
    "ticket",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("day"),  # YYYY-MM-DD
    _text("series"),  # A, B …; P: priority
    _int("number"),
    _int("priority", default=0),
    _text("reason"),  # of the priority: elderly | pregnant | disabled | child | merit
    _text("state"),  # waiting | called | serving | held | absent | done
    _text("counter"),  # that called it
    _int("calls", default=0),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), nullable=True),
    _int("taken_at"),
    Column("called_at", Integer, nullable=True),  # for the first time
    Column("recalled_at", Integer, nullable=True),  # for the last time
    Column("served_at", Integer, nullable=True),
    Column("ended_at", Integer, nullable=True),
    Column("job_id", Integer, ForeignKey("print_job.id"), nullable=True),
    Index("ix_ticket_day", "day", "series", "number", unique=True),
    Index("ix_ticket_state", "day", "state"),
)

#: Files in the store beside the database, by the SHA-256 of their bytes.
blob = Table(
    "blob",
    metadata,
    Column("sha", LargeBinary, primary_key=True),
    _int("size"),
    _text("media"),
    _int("pages", default=0),
    _int("stored_at"),
    sqlite_with_rowid=False,
)

#: What each target has still to get of the files that dossiers name, and what it has proved to
#: hold. Nothing here speaks for the bytes themselves: those stay where they are for ever.
file_out = Table(
    "file_out",
    metadata,
    Column("target", Text, ForeignKey("target.name"), primary_key=True),
    Column("sha", LargeBinary, primary_key=True),
    _int("size"),
    _text("state"),  # new | waiting | held | attention
    Column("next_at", Integer, nullable=True),
    _text("error"),
    _text("reason"),
    _int("at"),  # of the last change
    Index("ix_file_out_due", "target", "state", "size"),
    sqlite_with_rowid=False,
)

#: Scans that came in and are not filed with a dossier yet. `origin` tells the file that each was
#: taken from, so that a file whose taking was cut short is not taken twice.
scan = Table(
    "scan",
    metadata,
    Column("id", Integer, primary_key=True),
    _blob("sha"),
    _blob("origin"),
    _text("source"),  # scan | drop | paste
    _text("state"),  # waiting | filed | dropped
    Column("dossier_id", Integer, ForeignKey("dossier.id"), nullable=True),
    _text("paper"),
    _int("at"),
    Index("ix_scan_state", "state", "at"),
    Index("ix_scan_origin", "origin"),
)

#: The outgoing box: notices to citizens, each with its words and its address, which the log does
#: not have. `handing` is 1 from just before a carrier is told the last of it until its answer is
#: written down: what was neither can be tried again, what was both may be out.
notice = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    Column("dossier_id", Integer, ForeignKey("dossier.id"), nullable=False),
    Column("event_id", Integer, ForeignKey("event.id"), nullable=False),  # by which it was prepared
    _text("kind"),
    _text("way"),  # email | sms | zalo | letter
    _text("state"),  # waiting | sending | sent | delivered | failed | unsure | cancelled
    _text("name"),
    _text("address"),
    _text("subject"),
    _text("text"),
    _text("batch"),  # uid: what was prepared in one go
    _text("by_name"),
    _int("prepared_at"),
    _int("changed_at"),
    _int("tries", default=0),
    _int("handing", default=0),
    Column("next_at", Integer, nullable=True),  # not before then
    _text("error"),  # key of its words
    _text("said"),  # what the carrier answered
    Index("ix_notice_state", "state", "id"),
    Index("ix_notice_batch", "batch"),
)

#: How notices leave this counter, for each way; passwords are in the key store.
sender = Table(
    "sender",
    metadata,
    Column("way", Text, primary_key=True),  # email | sms | zalo
    _text("kind"),  # smtp | folder
    _text("settings"),  # JSON
    _text("error"),  # why nothing of it goes now; empty: it goes
    Column("since", Integer, nullable=True),
    Column("next_at", Integer, nullable=True),
    _int("tries", default=0),
    sqlite_with_rowid=False,
)

#: Reasons of supplements, refusals and the like, as often as they were used here.
reason = Table(
    "reason",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("text", Text, primary_key=True),
    _int("uses", default=0),
    Column("used_at", Integer, nullable=True),
)

#: Versioned rules as they were loaded: catalogue, calendar years, regimes, fees' waivers.
ruleset = Table(
    "ruleset",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    _text("data"),
    _text("digest"),  # of kind, version and data: a damaged rule is no rule
    _int("active", default=1),
)

#: The program's own wording of papers, each edition from when it was here: what was printed under
#: an older one is printed again under that one.
paper_base = Table(
    "paper_base",
    metadata,
    Column("kind", Text, primary_key=True),  # common | 2018 | 2025
    Column("edition", Integer, primary_key=True),
    _int("since"),  # the log's own time (hlc); 0: from the beginning
    _text("text"),
    _text("digest"),  # as in `ruleset`
)

#: Reference data as the city signed it, and what was refused of it. What is in force on a day is
#: read off here: of each kind the edition that started last.
edition = Table(
    "edition",
    metadata,
    Column("id", Integer, primary_key=True),
    _int("serial"),
    _text("kind"),
    _text("version"),
    _text("starts"),  # YYYY-MM-DD
    _text("text"),
    _text("digest"),  # of kind, version, day and text
    _text("signature"),
    _text("state"),  # empty | refused | away (of a city that this counter has left) | withdrawn
    _text("reason"),
    _text("detail"),
    _int("applied", default=0),  # 1: the accounts that it lists are in `staff`
    _int("at"),
    Index("ix_edition_kind", "kind", "starts", "serial"),
)

#: DDL that SQLAlchemy cannot say. Names are found by folded words; contentless, so that the
#: text is stored once (in `dossier.words`).
SEARCH_INDEX: Final = (
    "CREATE VIRTUAL TABLE dossier_words USING fts5(words, content='', tokenize='unicode61')"
)
