"""Our own contract (docs/city-api.yaml) over HTTPS.

A reply counts only if its status, its type, its length and its form are all what was agreed:
a captive portal's page with status 200, half a reply or a reply of another contract is an
error with a name, never a success. Redirects are not followed: the city does not send any.
"""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3
from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desk.sync.errors import (
    BadAddressError,
    BadReplyError,
    CaptivePortalError,
    CertificateError,
    CityBusyError,
    CityUnreachableError,
    CodeExpiredError,
    CodeRefusedError,
    CodeUsedError,
    NotAuthorisedError,
    PlainHttpError,
    SlotTakenError,
    TooLargeError,
    TruncatedReplyError,
    VersionError,
    WrongWardError,
)
from desk.sync.ports import Adapter, Batch, Standing
from desk.wire import exchange
