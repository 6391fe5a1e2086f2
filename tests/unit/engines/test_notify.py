"""Messages are sent to a web server and a mail server on loopback that take them, refuse them, are slow, are not there, or lead astray."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from listeners import Post, Web, mail_sink, web_server

from pipeline import settings as settings_module
from pipeline.engines.notices import Message, RunStory
from pipeline.engines.notify import Patience, failures_told, send, tell
from pipeline.settings import Settings
from pipeline.warehouse.connect import WarehouseError

MESSAGE = Message("Dateline: the run failed (run-1)", "Dateline, run run-1\nÉchec: 3 rows", "run-1", ("run",))
QUICK = Patience(seconds=1.0, pauses=(0.05, 0.1), altogether=8.0)


def with_(tmp_path: Path, **values: object) -> Settings:
    return settings_module.load({k: str(v) for k, v in values.items()}, environ={}, cwd=tmp_path)


def mail_settings(tmp_path: Path, port: int, **more: object) -> Settings:
    given = {"notify_mail_to": "desk@paper.example, night@paper.example", "notify_mail_from": "dateline@paper.example",
             "smtp_host": "127.0.0.1", "smtp_port": port}  # fmt: skip
    return with_(tmp_path, **{**given, **more})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_nobody_is_told_where_nothing_is_set(tmp_path: Path) -> None:
    assert send(with_(tmp_path), MESSAGE, QUICK) == []


def test_a_webhook_gets_one_message(tmp_path: Path) -> None:
    with web_server() as web:
        said = send(with_(tmp_path, notify_url=web.url), MESSAGE, QUICK)
    assert said == [f"Told by webhook {web.url.removesuffix('hooks/secret-token')}…."]
    shown = {"text": f"{MESSAGE.subject}\n{MESSAGE.text}", "content": MESSAGE.text}
    assert web.got == [{**shown, "subject": MESSAGE.subject, "run_id": "run-1", "failed": ["run"]}]


def test_a_server_in_trouble_is_asked_again_and_not_for_ever(tmp_path: Path) -> None:
    with web_server(Web(statuses=[500, 503, 200])) as web:
        assert send(with_(tmp_path, notify_url=web.url), MESSAGE, QUICK)[0].startswith("Told")
        assert len(web.got) == 3
    with web_server(Web(statuses=[500])) as web:
        assert send(with_(tmp_path, notify_url=web.url), MESSAGE, QUICK)[0].endswith("it answered 500.")
        assert len(web.got) == 3


def test_a_server_that_refuses_is_not_asked_again(tmp_path: Path) -> None:
    with web_server(Web(statuses=[404])) as web:
        said = send(with_(tmp_path, notify_url=web.url), MESSAGE, QUICK)
        assert len(web.got) == 1
    assert said[0].endswith("it answered 404.")
    assert "secret-token" not in said[0]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_not_followed(tmp_path: Path, status: int) -> None:
    with web_server() as other:
        elsewhere = {"Location": other.url.replace("127.0.0.1", "localhost")}
        with web_server(Web(statuses=[status], headers=elsewhere)) as web:
            said = send(with_(tmp_path, notify_url=web.url), MESSAGE, QUICK)
            assert (other.methods, web.methods) == ([], ["POST"])
    assert "it sends to localhost, which is not followed" in said[0]


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    said = send(with_(tmp_path, notify_url=f"http://127.0.0.1:{free_port()}/x"), MESSAGE, QUICK)
    assert said[0].endswith("Connection refused.")


@pytest.mark.parametrize("web", [Web(wait=30), Web(drip=True)], ids=["silent", "dripping"])
def test_a_slow_server_does_not_hold_the_run(tmp_path: Path, web: Web) -> None:
    patience = Patience(seconds=0.5, pauses=(0.05,), altogether=2.5)
    with web_server(web):
        began = time.monotonic()
        said = send(with_(tmp_path, notify_url=web.url), MESSAGE, patience)
        assert time.monotonic() - began < 5
    assert said[0].startswith("Nobody was told by webhook")
    assert web.got


def test_a_certificate_that_nobody_vouches_for_ends_it(tmp_path: Path) -> None:
    if not (openssl := shutil.which("openssl")):
        pytest.skip("there is no openssl to make a certificate with")
    pem = tmp_path / "own.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", pem, "-out", tmp_path / "c.pem", "-days", "2",
               "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    pem.write_text(pem.read_text() + (tmp_path / "c.pem").read_text())
    with web_server(certificate=pem) as web:
        said = send(with_(tmp_path, notify_url=web.url), MESSAGE, QUICK)
        assert web.got == []
    assert "its certificate is not trusted" in said[0]


def test_a_letter_reaches_everybody(tmp_path: Path) -> None:
    with mail_sink() as post:
        said = send(mail_settings(tmp_path, post.port), MESSAGE, QUICK)
    assert said == ["Told by mail by 127.0.0.1."]
    assert [line for line in post.said if line.startswith("rcpt")] == ["rcpt TO:<desk@paper.example>", "rcpt TO:<night@paper.example>"]
    head, _, body = post.letters[0].partition("\r\n\r\n")
    assert "Subject: Dateline: the run failed (run-1)" in head
    assert "From: dateline@paper.example" in head
    assert "Auto-Submitted: auto-generated" in head
    assert "Dateline, run run-1" in body or "Dateline, run run-1" in base64.b64decode(body).decode()


def test_a_mail_server_in_trouble(tmp_path: Path) -> None:
    with mail_sink(Post(greeting="421 later")) as post:
        assert send(mail_settings(tmp_path, post.port), MESSAGE, QUICK)[0].endswith("it answered 421.")
    with mail_sink(Post(recipient=lambda line: "550 who?" if "night" in line else "250 ok")) as post:
        assert send(mail_settings(tmp_path, post.port), MESSAGE, QUICK)[0].endswith("it takes no mail for night@paper.example.")
        assert len(post.letters) == 1
    with mail_sink(Post(wait=3)) as post:
        patience = Patience(seconds=0.3, pauses=(), altogether=5)
        assert send(mail_settings(tmp_path, post.port), MESSAGE, patience)[0].endswith("it did not answer in time.")
    assert send(mail_settings(tmp_path, free_port()), MESSAGE, QUICK)[0].endswith("Connection refused.")


def test_encryption_that_is_asked_for_is_not_done_without(tmp_path: Path) -> None:
    with mail_sink() as post:
        said = send(mail_settings(tmp_path, post.port, smtp_tls="starttls"), MESSAGE, QUICK)
        assert post.letters == []
    assert "STARTTLS extension not supported" in said[0]


def test_a_password_comes_from_the_environment_and_does_not_leave_in_the_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SMTP_USER", "desk")
    monkeypatch.setenv("DATELINE_SMTP_PASSWORD", "open sesame")
    with mail_sink(Post(features=("AUTH PLAIN",))) as post:
        assert send(mail_settings(tmp_path, post.port), MESSAGE, QUICK) == ["Told by mail by 127.0.0.1."]
        assert f"AUTH PLAIN {base64.b64encode(bytes(1) + b'desk' + bytes(1) + b'open sesame').decode()}" in post.said
    said = send(mail_settings(tmp_path, 9, smtp_host="mail.paper.example"), MESSAGE, QUICK)
    assert "a password is not sent in the clear" in said[0]


def test_both_are_told_though_one_is_not_there(tmp_path: Path) -> None:
    with mail_sink() as post:
        said = send(mail_settings(tmp_path, post.port, notify_url=f"http://127.0.0.1:{free_port()}/"), MESSAGE, QUICK)
    assert [line.split(" by ")[0] for line in said] == ["Nobody was told", "Told"]


def test_what_goes_wrong_before_a_run_is_told_and_raised(tmp_path: Path) -> None:
    with web_server() as web, pytest.raises(WarehouseError), failures_told(with_(tmp_path, notify_url=web.url), QUICK):
        raise WarehouseError("The disk is gone.")
    assert "The run failed: The disk is gone." in web.got[0]["text"]
    with web_server() as web:
        assert tell(with_(tmp_path, notify_url=web.url), RunStory("run-1"), QUICK) == []
        assert web.got == []
