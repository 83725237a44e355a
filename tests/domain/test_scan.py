from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.scan import Action, BurstDetector, BurstSettings, Hold, Release, Scan

BARCODE = "0000026112310017"
NOTHING = (Hold(),)

MRZ = (
    "IDVNM1990001233001199000123<<7",
    "9902013F3902015VNM<<<<<<<<<<<0",
    "NGUYEN<<THI<THU<HOA<<<<<<<<<<<",
)


class Desk:
    """A field with a cursor, a clock and the detector in front of it."""

    def __init__(self, settings: BurstSettings | None = None) -> None:
        self.detector = BurstDetector(settings=settings or BurstSettings())
        self.field = ""
        self.scans: list[str] = []
        self.now = 0

    def _do(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if isinstance(action, Release):
                self.field += "".join(action.chars)
            if isinstance(action, Scan):
                self.field = self.field[: len(self.field) - action.leaked]
                self.scans.append(action.text)

    def wait(self, until: int) -> None:
        """Let the timer ring whenever the detector asked for it."""
        deadline = self.detector.deadline
        while deadline is not None and deadline <= until:
            self._do(self.detector.poll(deadline))
            deadline = self.detector.deadline
        self.now = until

    def key(self, char: str, gap: int) -> None:
        self.wait(self.now + gap)
        self._do(self.detector.feed(char, self.now))

    def type(self, text: str, gap: int) -> None:
        for char in text:
            self.key(char, gap)

    def late(self, text: str, gap: int) -> None:
        """Keys pressed in time but handed on only after the timer has rung."""
        for char in text:
            self._do(self.detector.poll(self.now + 10_000))
            self.now += gap
            self._do(self.detector.feed(char, self.now))

    def rest(self) -> None:
        self.wait(self.now + 1000)


def test_a_scan_leaves_no_trace() -> None:
    desk = Desk()
    desk.type(BARCODE + "\r", 5)
    assert (desk.field, desk.scans) == ("", [BARCODE])


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
def test_a_scan_ends_with_enter_or_tab_and_swallows_both_halves(end: str) -> None:
    desk = Desk()
    desk.type(BARCODE + end, 0)
    desk.rest()
    assert (desk.field, desk.scans) == ("", [BARCODE])


@pytest.mark.parametrize("gap", [31, 60, 70, 80, 200])
def test_people_are_never_taken_for_scanners(gap: int) -> None:
    desk = Desk()
    desk.type(BARCODE + "\r", gap)
    desk.rest()
    assert (desk.field, desk.scans) == (BARCODE + "\r", [])


def test_the_limit_itself_is_still_a_scanner() -> None:
    desk = Desk()
    desk.type(BARCODE + "\r", 30)
    assert desk.scans == [BARCODE]


def deadline_of(detector: BurstDetector) -> int | None:
    return detector.deadline


def test_a_letter_waits_no_longer_than_a_scanner_might_take() -> None:
    detector = BurstDetector()
    assert deadline_of(detector) is None
    assert detector.poll(0) == ()
    assert detector.feed("a", 1000) == NOTHING
    assert deadline_of(detector) == 1031
    assert detector.poll(1030) == ()
    assert detector.poll(1031) == (Release(chars=("a",)),)
    assert deadline_of(detector) is None
    assert detector.poll(1032) == ()


def test_the_next_letter_lets_the_last_one_go_if_the_timer_did_not() -> None:
    detector = BurstDetector()
    detector.feed("a", 0)
    assert detector.feed("b", 60) == (Release(chars=("a",)),)
    assert detector.feed("\r", 120) == (Release(chars=("b",)), Release(chars=("\r",)))
    assert detector.feed("\t", 500) == (Release(chars=("\t",)),)


def test_a_scan_into_a_half_written_note_takes_nothing_of_it() -> None:
    desk = Desk()
    desk.type("Thiếu ", 70)
    desk.wait(desk.now + 40)
    desk.type(BARCODE + "\r", 3)
    desk.type("giấy", 70)
    desk.rest()
    assert (desk.field, desk.scans) == ("Thiếu giấy", [BARCODE])


def test_keys_that_are_handed_on_late_are_taken_back() -> None:
    desk = Desk()
    desk.late(BARCODE + "\r", 5)
    assert (desk.field, desk.scans) == ("", [BARCODE])


def test_the_scan_says_how_much_of_it_has_leaked() -> None:
    detector = BurstDetector()
    for place, char in enumerate("123"):
        detector.feed(char, place * 5)
    assert detector.poll(500) == (Release(chars=("1", "2", "3")),)
    for place, char in enumerate("4567", 3):
        assert detector.feed(char, place * 5) == NOTHING
    assert detector.feed("\r", 35) == (Scan(text="1234567", leaked=3),)


def test_one_hiccup_in_a_scan_is_forgiven() -> None:
    desk = Desk()
    desk.type(BARCODE[:8], 5)
    desk.key(BARCODE[8], 90)
    desk.type(BARCODE[9:] + "\r", 5)
    assert (desk.field, desk.scans) == ("", [BARCODE])


def test_a_hiccup_before_enter_is_forgiven_after_many_characters_only() -> None:
    desk = Desk()
    desk.type(BARCODE, 5)
    desk.key("\r", 90)
    assert (desk.field, desk.scans) == ("", [BARCODE])
    short = Desk()
    short.type("012345678", 5)
    short.key("\r", 90)
    assert (short.field, short.scans) == ("012345678\r", [])


def test_two_hiccups_are_a_person() -> None:
    desk = Desk()
    desk.type("12345", 5)
    desk.type("67", 90)
    desk.type("890\r", 5)
    desk.rest()
    assert "".join(desk.scans) != "1234567890"
    assert desk.field.startswith("123456")


@pytest.mark.parametrize("text", ["", "1", "12345"])
def test_what_is_too_short_is_typed(text: str) -> None:
    desk = Desk()
    desk.type(text + "\r", 5)
    assert (desk.field, desk.scans) == (text + "\r", [])


def test_a_key_held_down_is_no_scan_and_shows_at_once() -> None:
    desk = Desk()
    desk.type("a" * 40, 20)
    assert len(desk.field) >= 39
    desk.key("\r", 20)
    assert (desk.field, desk.scans) == ("a" * 40 + "\r", [])


def test_a_barcode_of_many_zeros_is_taken_back_whole() -> None:
    desk = Desk()
    desk.type("00000000000000012\r", 5)
    assert (desk.field, desk.scans) == ("", ["00000000000000012"])


def test_a_clock_that_runs_backwards_takes_nothing() -> None:
    detector = BurstDetector()
    detector.feed("a", 5000)
    assert detector.feed("b", 10) == (Release(chars=("a",)),)
    assert detector.poll(41) == (Release(chars=("b",)),)


def test_input_methods_and_text_expanders_are_no_scanners() -> None:
    desk = Desk()
    desk.type("vn", 70)
    desk.wait(desk.now + 60)
    for _ in range(2):
        desk._do(desk.detector.interrupt(desk.now))  # noqa: SLF001 - the test's own desk
        desk.field = desk.field[:-1]
    desk.type("Việt Nam\r", 1)
    assert (desk.field, desk.scans) == ("Việt Nam\r", [])
    desk.wait(desk.now + 500)
    desk.type(BARCODE + "\r", 5)
    assert desk.scans == [BARCODE]


def test_an_interrupt_gives_back_what_was_held_before_it() -> None:
    detector = BurstDetector()
    detector.feed("a", 0)
    assert detector.interrupt(10) == (Release(chars=("a",)),)
    assert detector.interrupt(11) == ()
    assert detector.deadline is None


def test_an_endless_burst_is_let_go() -> None:
    desk = Desk(BurstSettings(longest=50))
    text = "0123456789" * 20
    desk.type(text + "\r", 1)
    assert (desk.field, desk.scans) == (text + "\r", [])


def test_two_scans_in_a_row_are_two() -> None:
    desk = Desk()
    desk.type(BARCODE + "\r" + "012345678\r", 5)
    assert (desk.field, desk.scans) == ("", [BARCODE, "012345678"])


def test_enter_soon_after_a_scan_but_not_of_the_machine_is_a_persons() -> None:
    desk = Desk()
    desk.type(BARCODE + "\r", 5)
    desk.key("\r", 150)
    assert (desk.field, desk.scans) == ("\r", [BARCODE])


def test_a_prefix_cuts_off_what_a_person_typed_just_before() -> None:
    desk = Desk(BurstSettings(prefix="~"))
    desk.key("a", 100)
    desk.key("b", 20)
    desk.type("~" + BARCODE + "\r", 5)
    assert (desk.field, desk.scans) == ("ab", [BARCODE])


def test_a_prefix_knows_which_of_the_leaked_letters_were_a_persons() -> None:
    detector = BurstDetector(settings=BurstSettings(prefix="~"))
    for place, char in enumerate("ab~12"):
        detector.feed(char, place * 5)
    detector.poll(500)
    for place, char in enumerate("3456", 5):
        detector.feed(char, place * 5)
    assert detector.feed("\r", 45) == (Scan(text="123456", leaked=3),)


def test_half_of_a_persons_letters_may_have_been_let_through() -> None:
    detector = BurstDetector(settings=BurstSettings(prefix="~"))
    detector.feed("a", 0)
    detector.poll(31)
    for place, char in enumerate("b~123456", 4):
        detector.feed(char, place * 5)
    assert detector.feed("\r", 60) == (Release(chars=("b",)), Scan(text="123456", leaked=0))


def test_a_scanner_without_the_prefix_is_one_all_the_same() -> None:
    desk = Desk(BurstSettings(prefix="~"))
    desk.type(BARCODE + "\r", 5)
    assert (desk.field, desk.scans) == ("", [BARCODE])


@pytest.mark.parametrize("end", ["", "\r", "\r\n"])
def test_a_suffix_ends_a_scan_without_enter(end: str) -> None:
    desk = Desk(BurstSettings(suffix="##"))
    desk.type(BARCODE + "##" + end, 5)
    desk.rest()
    assert (desk.field, desk.scans) == ("", [BARCODE])


def test_a_suffix_that_a_person_types_is_text() -> None:
    desk = Desk(BurstSettings(suffix="##"))
    desk.type("12345678##", 70)
    desk.type("##", 5)
    desk.rest()
    assert (desk.field, desk.scans) == ("12345678####", [])


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_the_three_lines_of_a_card_are_one_scan(end: str) -> None:
    desk = Desk()
    for line in MRZ:
        desk.key(line[0], 60)
        desk.type(line[1:] + end, 2)
    desk.rest()
    assert (desk.field, desk.scans) == ("", ["\n".join(MRZ)])


def test_a_card_of_which_lines_are_missing_is_a_scan_and_no_text() -> None:
    desk = Desk()
    desk.type(MRZ[0] + "\r", 2)
    desk.type(MRZ[1][:10], 2)
    desk.rest()
    assert (desk.field, desk.scans) == ("", [f"{MRZ[0]}\n{MRZ[1][:10]}"])
    desk.type(MRZ[0] + "\r", 2)
    desk.key("a", 500)
    desk.rest()
    assert (desk.field, desk.scans[1:]) == ("a", [MRZ[0]])


text_keys = st.text(
    alphabet="abcdeghinoqtuvxy ABC0123456789.,-àáâãèéêìíòóôõùúýăđĩũơưạảấầ\r\t", max_size=60
)


@given(text_keys, st.integers(60, 80))
def test_fast_typists_lose_no_key_and_make_no_scan(text: str, gap: int) -> None:
    desk = Desk()
    desk.type(text, gap)
    desk.rest()
    assert (desk.field, desk.scans) == (text, [])


@given(st.lists(st.tuples(st.sampled_from("ab1\r\t"), st.integers(31, 400)), max_size=60))
def test_uneven_typists_neither(keys: list[tuple[str, int]]) -> None:
    desk = Desk()
    for char, gap in keys:
        desk.key(char, gap)
    desk.rest()
    assert (desk.field, desk.scans) == ("".join(char for char, _ in keys), [])


scanned = st.text(alphabet="0123456789ABC|<-.", min_size=6, max_size=80).filter(
    lambda text: len(set(text)) > 1
)


@given(text_keys, scanned, text_keys, st.integers(0, 29), st.booleans())
def test_a_scan_between_typing_is_taken_whole_and_alone(
    before: str,
    code: str,
    after: str,
    gap: int,
    late: bool,
) -> None:
    desk = Desk()
    desk.type(before, 65)
    desk.wait(desk.now + 101)
    (desk.late if late else desk.type)(code + "\r", gap)
    desk.wait(desk.now + 101)
    desk.type(after, 65)
    desk.rest()
    assert (desk.field, desk.scans) == (before + after, [code])


keys = st.lists(
    st.tuples(st.sampled_from("a0123456789~#\r\n\t"), st.integers(0, 130), st.booleans()),
    max_size=80,
)


@given(keys, st.sampled_from(["", "~"]), st.sampled_from(["", "#"]))
def test_every_key_ends_in_the_field_or_in_a_scan(
    pressed: list[tuple[str, int, bool]], prefix: str, suffix: str
) -> None:
    """Nothing is lost, doubled or moved, whatever is pressed and however late it is handled."""
    detector = BurstDetector(settings=BurstSettings(prefix=prefix, suffix=suffix))
    now, released, scans = 0, "", ""
    for char, gap, rings in pressed:
        actions: tuple[Action, ...] = detector.poll(now + 500) if rings else ()
        now += gap
        for action in (*actions, *detector.feed(char, now)):
            if isinstance(action, Release):
                released += "".join(action.chars)
            elif isinstance(action, Scan):
                assert (
                    released.endswith(action.text[: action.leaked].removeprefix(prefix)) or prefix
                )
                released = released[: len(released) - action.leaked]
                scans += action.text
    for action in detector.poll(now + 500):
        assert isinstance(action, Release)
        released += "".join(action.chars)
    typed = "".join(char for char, _, _ in pressed)
    if not scans:
        assert released == typed
    else:
        marks = set(f"{prefix}{suffix}\r\n\t")
        lost = len(typed) - len(released) - len(scans)
        assert 0 < lost <= sum(char in marks for char in typed)
