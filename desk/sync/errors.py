"""Why an exchange did not work, each with its own next step.

ExchangeError
├── CityUnreachableError     nobody answers: no network, or the city is off
│   ├── CertificateError     somebody answers, but cannot prove to be the city
│   ├── NotEncryptedError    somebody answers, but speaks without encryption
│   └── ProxyFailedError     the office's proxy does not let it through
├── AuthoritiesError         the file of root certificates cannot be used: pause
├── CityBusyError            the city answers that it cannot at present (`retry_after`)
├── CaptivePortalError       somebody between answers with a page of their own
├── TruncatedReplyError      the reply broke off
├── BadReplyError            the reply is whole but makes no sense (`what`)
├── TooLargeError            the batch is more than the city takes at once
├── NotAuthorisedError       the city does not know this counter's key (`reason`): pause
│   ├── NoKeysError          this machine has none: its data came from another one
│   ├── RevokedError         the city has taken its right away
│   ├── ExpiredError         its certificate's time is over: it renews by itself
│   └── SignInError          a name or password is refused: pause
├── RefusedError             a system that takes dossiers whole does not take these
│   ├── ExistsError          it has such a dossier already
│   └── UnmappedError        its language has no word for something of ours
├── VersionError             the city speaks another version (`theirs`): pause
├── FileGoneError            the target has no such file (`reason`)
├── FileRefusedError         a file was not taken as it is (`reason`)
├── FilesNotTakenError       the target takes no files
├── CodesError               the codes kept for a target cannot be used (`why`): pause
├── BadAddressError          the address is none
├── PlainHttpError           the address is not encrypted
└── EnrolError               the counter cannot join
    ├── CodeRefusedError     no such code
    ├── CodeUsedError        used once already
    ├── CodeExpiredError     too old
    ├── WrongWardError       the code is another ward's (`theirs`)
    ├── SlotTakenError       another counter has this slot (`slot`)
    ├── NotJoinedError       nobody at the address answered as a city does (`url`, `failure`)
    └── CityKeyError         another city answers than the one whose code was scanned
"""

from __future__ import annotations

from desk.domain.errors import ExchangeError


class CityUnreachableError(ExchangeError):
    """Nobody answers; what was written is safe and will be sent."""


class CertificateError(CityUnreachableError):
    """Whoever answers cannot prove to be the city."""


class NotEncryptedError(CityUnreachableError):
    """Whoever answers at an https address speaks without encryption."""


class ProxyFailedError(CityUnreachableError):
    """The office's proxy does not let the counter through, or does not answer."""


class AuthoritiesError(ExchangeError):
    """The file of root certificates cannot be used; facts: file."""


class CityBusyError(ExchangeError):
    """The city answers that it cannot at present; facts: status, retry_after (seconds)."""


class CaptivePortalError(ExchangeError):
    """A page of somebody between came instead of the city's reply."""


class TruncatedReplyError(ExchangeError):
    """The reply broke off on its way."""


class BadReplyError(ExchangeError):
    """The reply is whole but is not what was agreed; facts: what."""


class CursorError(BadReplyError):
    """The target knows no place in its feed by the name that it once gave us."""


class TooLargeError(ExchangeError):
    """The batch is more than the city takes at once."""


class NotAuthorisedError(ExchangeError):
    """The city does not accept this counter's key; facts: reason."""


class NoKeysError(NotAuthorisedError):
    """No key of this counter is on this machine: its data came from another one."""


class RevokedError(NotAuthorisedError):
    """The city has taken this counter's right to exchange away."""


class ExpiredError(NotAuthorisedError):
    """The certificate's time is over; the counter asks for another one by itself."""


class SignInError(NotAuthorisedError):
    """A system refuses the name and password that it gave us; facts: reason."""


class RefusedError(ExchangeError):
    """A system answers that it does not take what was sent; facts: code, field, text.

    `certain` tells that the answer is about the data: sent again, they would be refused again.
    """

    def __init__(
        self, *, code: str = "", field: str = "", text: str = "", certain: bool = False
    ) -> None:
        """Keep what the system said, in its own words."""
        super().__init__(code=code, field=field, text=text)
        self.certain = certain

    @property
    def said(self) -> str:
        """The answer in one line, for a person to read."""
        field, text, code = (str(self.facts[name]) for name in ("field", "text", "code"))
        told = text if field in text else ": ".join(part for part in (field, text) if part)
        return f"{told} ({code})" if code else told


class ExistsError(RefusedError):
    """The system has a dossier of that name already."""


class UnmappedError(RefusedError):
    """The system's language has no word for something of ours; facts: field, text (our word)."""


class VersionError(ExchangeError):
    """The city speaks another version of the contract; facts: theirs."""


class FileGoneError(ExchangeError):
    """The target has no such file, or none of its dossiers names it; facts: reason."""


class FileRefusedError(ExchangeError):
    """The target does not take a file as it was sent; facts: reason."""


class FilesNotTakenError(ExchangeError):
    """The target exchanges events alone."""


class CodesError(ExchangeError):
    """What is kept of a target's codes cannot be used; facts: why."""


class BadAddressError(ExchangeError):
    """The address of a target cannot be used."""


class PlainHttpError(ExchangeError):
    """The address is not encrypted and not on this machine; facts: host."""


class EnrolError(ExchangeError):
    """The city, or a hub, refused to let this counter join; facts: reason, target."""


class CodeRefusedError(EnrolError):
    """The city does not know the enrolment code."""


class CodeUsedError(EnrolError):
    """The enrolment code was used before."""


class CodeExpiredError(EnrolError):
    """The enrolment code is too old."""


class WrongWardError(EnrolError):
    """The enrolment code is for another ward or commune; facts: theirs."""


class SlotTakenError(EnrolError):
    """Another counter has leased this slot; facts: slot, free (with spaces; empty: not told)."""


class NotJoinedError(EnrolError):
    """Nobody answered as a city does, so nothing was joined; facts: url, failure, check (codes)."""


class CityKeyError(EnrolError):
    """Whoever answers is not the city that the code is for; facts: wanted, found."""


#: Failures of the way: whoever joins has nothing yet that would be sent again by itself.
OF_THE_WAY = (
    CityUnreachableError,
    CityBusyError,
    CaptivePortalError,
    TruncatedReplyError,
    BadReplyError,
)

#: Failures that trying again does not mend: the target rests until a person has acted.
PAUSING = (
    NotAuthorisedError,
    VersionError,
    CodesError,
    BadAddressError,
    PlainHttpError,
    AuthoritiesError,
)
