"""Messages to operators, sent: to a webhook, by mail, or to nobody where neither is set.

Whatever happens here, a run does not fail by it nor wait long: each try is bounded in time, there are few, and all of it together ends
after a moment that is set. What could not be sent comes back as sentences for the run's log. Certificates are left to the library;
no redirection is followed, for a message must not wander to another machine. Name and password of the mail server come from the
environment (DATELINE_SMTP_USER, DATELINE_SMTP_PASSWORD), so that they stand in no file; they are sent over an encrypted connection only.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.engines.notices import Message, RunStory, compose, sentence
from pipeline.settings_checks import URL, addresses, shown_text

if TYPE_CHECKING:
    from pipeline.settings import Settings

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a message is worth waiting for. `seconds`: of one try; `pauses`: between tries; `altogether`: then the run goes on."""

    seconds: float = 10.0
    pauses: tuple[float, ...] = (1.0, 4.0)
    altogether: float = 45.0


PATIENCE = Patience()


class _UnsentError(Exception):
    """A message was not taken. `again`: whether another try may help."""

    def __init__(self, problem: str, *, again: bool) -> None:
        super().__init__(problem)
        self.again = again


def tell(settings: Settings, story: RunStory, patience: Patience = PATIENCE) -> list[str]:
    """Send a message on a run in which something failed, to everybody who is to be told. Returns what was done, and what could not be,
    a line each; raises nothing."""
    message = compose(story)
    return send(settings, message, patience) if message is not None else []


def send(settings: Settings, message: Message, patience: Patience = PATIENCE) -> list[str]:
    """Send a message over each channel that is set, side by side. Returns a line a channel."""
    channels: dict[str, Callable[[], None]] = {}
    if settings.notify_url:
        channels[f"webhook {shown_text(URL, settings.notify_url)}"] = partial(_post, settings.notify_url, message, patience.seconds)
    if settings.notify_mail_to:
        channels[f"mail by {settings.smtp_host}"] = partial(_mail, settings, message, patience.seconds, dict(os.environ))
    said: dict[str, str] = {}
    threads = [threading.Thread(target=_try, args=(name, go, patience, said), daemon=True) for name, go in channels.items()]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + patience.altogether
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [said.get(name) or f"Nobody was told by {name}: it took longer than {patience.altogether:g} seconds." for name in channels]


@contextmanager
def failures_told(settings: Settings, patience: Patience = PATIENCE) -> Iterator[None]:
    """Tell of what goes wrong before there is a run that could: an unmounted folder, a lexicon that cannot be read."""
    try:
        yield
    except Exception as error:
        tell(settings, RunStory("that did not begin", "command line", sentence(error), is_published=False), patience)
        raise


def _try(name: str, go: Callable[[], None], patience: Patience, said: dict[str, str]) -> None:
    for pause in (*patience.pauses, None):
        try:
            go()
        except _UnsentError as error:
            said[name] = f"Nobody was told by {name}: {error}"
            if not error.again or pause is None:
                return
            time.sleep(pause)
        except Exception as error:  # a message is never worth a run
            said[name] = f"Nobody was told by {name}: {type(error).__name__}."
            return
        else:
            said[name] = f"Told by {name}."
            return


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


def _post(url: str, message: Message, seconds: float) -> None:
    """Raises _UnsentError. The fields `text` and `content` are what chat services show; the others are for programs."""
    payload = {
        "text": f"{message.subject}\n{message.text}", "content": message.text, "subject": message.subject, "run_id": message.run_id,
        "failed": list(message.failed),
    }  # fmt: skip
    request = urllib.request.Request(  # noqa: S310 — http and https only: see settings_checks
        url, json.dumps(payload).encode("ascii"), {"Content-Type": "application/json", "User-Agent": "dateline"}, method="POST"
    )
    try:
        with urllib.request.build_opener(_NoRedirection).open(request, timeout=seconds):
            return
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (301, 302, 303, 307, 308):
            place = urlsplit(error.headers.get("Location") or "").hostname or "another address"
            raise _UnsentError(
                f"it sends to {place[:100]}, which is not followed. Set notify_url to where it leads.", again=False
            ) from None
        again = error.code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.code in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)
        raise _UnsentError(f"it answered {error.code}.", again=again) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        is_refused = isinstance(reason, ssl.SSLCertVerificationError)
        raise _UnsentError(f"{_cause(reason)}.", again=not is_refused and isinstance(error, OSError)) from None


def _mail(settings: Settings, message: Message, seconds: float, environ: Mapping[str, str]) -> None:
    """Raises _UnsentError."""
    user, password = environ.get("DATELINE_SMTP_USER", ""), environ.get("DATELINE_SMTP_PASSWORD", "")
    if user and settings.smtp_tls == "none" and settings.smtp_host not in _LOOPBACK:
        raise _UnsentError('a password is not sent in the clear. Set smtp_tls to "starttls" or "tls".', again=False)
    try:
        with _server(settings, seconds) as server:
            if settings.smtp_tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if user:
                server.login(user, password)
            if refused := server.send_message(_letter(settings, message)):
                raise _UnsentError(f"it takes no mail for {_names(refused)}.", again=False)  # the others have it
    except smtplib.SMTPResponseException as error:
        raise _UnsentError(f"it answered {error.smtp_code}.", again=400 <= error.smtp_code < 500) from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise _UnsentError(
            f"it takes no mail for {_names(error.recipients)} ({codes[0]}).", again=all(400 <= c < 500 for c in codes)
        ) from None
    except smtplib.SMTPNotSupportedError as error:
        raise _UnsentError(f"{error}.", again=False) from None
    except OSError as error:
        raise _UnsentError(f"{_cause(error)}.", again=not isinstance(error, ssl.SSLCertVerificationError)) from None


def _server(settings: Settings, seconds: float) -> smtplib.SMTP:
    if settings.smtp_tls == "tls":
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=seconds, context=ssl.create_default_context())
    return smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=seconds)


def _letter(settings: Settings, message: Message) -> EmailMessage:
    letter = EmailMessage()
    sender = addresses(settings.notify_mail_from)[0]
    letter["Subject"], letter["From"] = message.subject, sender
    letter["To"] = ", ".join(addresses(settings.notify_mail_to))
    letter["Date"] = formatdate()
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])  # without: the library asks the network for this machine's name
    letter["Auto-Submitted"] = "auto-generated"  # so that no holiday notice answers
    letter.set_content(message.text + "\n")
    return letter


def _cause(error: object) -> str:
    is_lost = isinstance(error, smtplib.SMTPServerDisconnected)
    if isinstance(error, TimeoutError) or (is_lost and "timed out" in str(error)):
        return "it did not answer in time"
    if is_lost:
        return "it closed the connection"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    text = getattr(error, "strerror", None) or type(error).__name__
    return str(text)[:200]


def _names(recipients: Mapping[str, object]) -> str:
    return ", ".join(sorted(recipients))[:200]
