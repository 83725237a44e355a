"""Numbers as messages may have them: nothing that could not be counted on, or kept in a table."""

from __future__ import annotations

from typing import Annotated

import msgspec

#: A count, a sequence number, a size in bytes, seconds since 1970.
Whole = Annotated[int, msgspec.Meta(ge=0, lt=1 << 62)]
