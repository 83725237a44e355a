"""A till printer that prints pictures: it reads ESC/POS as Epson's reference has it, and no more.

Written from the reference and not from the program: what it does not know it refuses.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import zxingcpp
from PIL import Image

DOTS_MM = 8  # 203 dots per inch


@dataclass
class Slip:
    """What was fed between two cuts."""

    dots: int
    rows: list[bytes] = field(default_factory=list)
    fed: int = 0  # lines after the last row
    cut: bool = False

    @property
    def image(self) -> Image.Image:
        data = b"".join(self.rows)
        paper = Image.frombytes("1", (self.dots, len(self.rows)), data, "raw", "1;I")
        return paper.convert("L")


def printed(data: bytes) -> list[Slip]:
    """Return the slips that come out of a printer that is sent these bytes."""
    slips: list[Slip] = []
    rest = bytearray(data)
    begun = False

    def take(count: int) -> bytes:
        assert len(rest) >= count, "the printer waits for more"
        taken = bytes(rest[:count])
        del rest[:count]
        return taken

    while rest:
        command = take(2)
        if command == b"\x1b@":
            begun = True
        elif command == b"\x10\x04":
            assert take(1) == b"\x04"
        elif command == b"\x1dv":
            assert begun
            zero, mode, wide_low, wide_high, low, high = take(6)
            assert (zero, mode) == (ord("0"), 0)
            wide, count = wide_low + 256 * wide_high, low + 256 * high
            if not slips or slips[-1].cut or slips[-1].fed:
                slips.append(Slip(wide * 8))
            assert slips[-1].dots == wide * 8
            slips[-1].rows += [take(wide) for _ in range(count)]
        elif command == b"\x1bd":
            slips[-1].fed += take(1)[0]
        elif command == b"\x1dV":
            assert take(2) == b"B\x00"
            slips[-1].cut = True
        else:
            raise AssertionError(command)
    return slips


def two_readers(image: Image.Image, folder: Path) -> list[set[str]]:
    """Return what each of two readers, not related to each other, finds on a slip."""
    whole = Image.new("L", (image.width + 64, image.height + 64), 255)  # it lies on a table
    whole.paste(image, (32, 32))
    found = [{each.text for each in zxingcpp.read_barcodes(whole)}]
    program = shutil.which("zbarimg")
    assert program is not None, "zbar-tools is not installed"
    path = folder / "slip.png"
    whole.save(path)
    told = subprocess.run(  # noqa: S603 - found by name above
        [program, "--quiet", "--raw", str(path)], capture_output=True, text=True, check=False
    )
    return [*found, set(told.stdout.split())]


@dataclass
class Socket:
    """A till printer on the network; `says` is what it answers when asked for its paper."""

    port: int = 0
    says: bytes = b"\x12"
    got: list[bytes] = field(default_factory=list)
    breaks_after: int = 0  # bytes, then it is gone

    @property
    def key(self) -> str:
        return f"socket://127.0.0.1:{self.port}"

    def serve(self, door: socket.socket) -> None:
        while True:
            try:
                link, _ = door.accept()
            except OSError:
                return
            with link:
                self._take(link)

    def _take(self, link: socket.socket) -> None:
        data = b""
        link.settimeout(10)
        with suppress(OSError):
            while part := link.recv(65536):
                if part.startswith(b"\x10\x04\x04") and self.says:
                    link.sendall(self.says)
                data += part
                if self.breaks_after and len(data) > self.breaks_after:
                    link.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0"
                    )  # a reset, not a farewell
                    break
        if len(data) > len(b"\x10\x04\x04"):
            self.got.append(data)


@contextmanager
def till(port: int = 0, **told: object) -> Iterator[Socket]:
    """Stand a till printer on the loopback."""
    with socket.create_server(("127.0.0.1", port)) as door:
        made = Socket(door.getsockname()[1], **told)  # type: ignore[arg-type]  # fields by name
        thread = Thread(target=made.serve, args=(door,))
        thread.start()
        try:
            yield made
        finally:
            door.shutdown(socket.SHUT_RDWR)
            thread.join(20)
