"""A warm process that forks a child for each piece of work: `python warm_server.py SOCKET`, started by warm.py.

A run in a process of its own costs seconds before it begins: imports, and the tables of all languages. Here they are loaded
once, by a whole run over a small corpus; a child begins with them. What may not be inherited is not there: the server holds no
open database and forks with one thread of Python. A child connects for itself, and dies with the server.

On the socket a line of JSON is a message. In: {"call": "module:function", "arguments": {…}}. Out: what the function reports,
then {"value": …} or {"error": …, "kind": …}, from the child; {"exit": status} from the server, when the child is gone.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def main(path: str) -> None:
    """Get warm, say so, and serve until the input ends."""
    with tempfile.TemporaryDirectory(prefix="dateline-warm-") as folder:
        _warm(Path(folder))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    gc.collect()
    gc.freeze()
    gc.disable()
    print("warm", flush=True)
    _serve(listener)


def _warm(folder: Path) -> None:
    import runs  # noqa: PLC0415 — loads the product
    from invented import WIDE  # noqa: PLC0415

    for name, content in WIDE.items():
        place = folder / "raw" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    runs.go(lambda **_: None, str(folder / "home"), str(folder / "raw"))
    runs.look(lambda **_: None, str(folder / "home" / "warehouse.duckdb"))


def _serve(listener: socket.socket) -> None:
    children: dict[int, tuple[int, socket.socket]] = {}  # by the descriptor of the process
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is sys.stdin:
                    return
                if key.fileobj is listener:
                    descriptor, pid, connection = _forked(listener)
                    children[descriptor] = pid, connection
                    selector.register(descriptor, selectors.EVENT_READ)
                    continue
                selector.unregister(key.fd)
                pid, connection = children.pop(key.fd)
                os.close(key.fd)
                _, status = os.waitpid(pid, 0)
                _send(connection, exit=os.waitstatus_to_exitcode(status))
                connection.close()


def _forked(listener: socket.socket) -> tuple[int, int, socket.socket]:
    connection, _ = listener.accept()
    with connection.makefile("r", encoding="utf-8") as stream:
        request = json.loads(stream.readline())
    pid = os.fork()
    if pid == 0:
        listener.close()
        _work(connection, request)
    return os.pidfd_open(pid), pid, connection


def _work(connection: socket.socket, request: dict[str, Any]) -> None:
    """The child: does what is asked, says how it went, and is gone."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

        def report(**message: Any) -> None:
            _send(connection, **message)

        report(pid=os.getpid())
        try:
            module, _, function = request["call"].partition(":")
            work: Callable[..., Any] = getattr(importlib.import_module(module), function)
            report(value=work(report, **request["arguments"]))
            code = 0
        except BaseException as error:
            report(error=str(error), kind=type(error).__name__, trace="".join(traceback.format_exception(error))[-4000:])
    finally:
        os._exit(code)


def _send(connection: socket.socket, **message: Any) -> None:
    try:
        connection.sendall((json.dumps(message) + "\n").encode())
    except (BrokenPipeError, ConnectionResetError):
        return  # nobody listens any more: a child that is let go


if __name__ == "__main__":
    main(sys.argv[1])
