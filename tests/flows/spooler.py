"""A print spooler and a printer of the tests' own: two private CUPS, gone afterwards.

The spooler is what this machine would run; the window sees it through CUPS_SERVER alone. The
printer is a second one that takes what it is sent over IPP on the loopback and keeps it, so that a
test can look at what came out, pull the plug and put it in again. Neither needs root, the
machine's own spooler, D-Bus or Avahi.
"""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import Final
