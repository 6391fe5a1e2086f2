"""Addresses of articles, compared: the forms under which one page is fetched are one.

The normalisation is that of RFC 3986, section 6.2 (case, default ports, dots, escapes), and what the web has added since: `http` and
`https` are one, so are a host with and without `www.`, a path with and without its last slash; fragments and the parameters that only
tell where a reader came from are left out. No address is ever fetched.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|ref_src|cmpid|at_\w+|_ga|xtor|ocid|s_cid|soc_src)", re.IGNORECASE
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/~!$&'()*+,;=:@%-._"


def canonical(url: str) -> str:
    """The form under which addresses are compared; of what is no http address, the text without surrounding space."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode() if parts.hostname else ""
    except (ValueError, UnicodeError):
        return url
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        return url
    place = host.removeprefix("www.") + (f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme.lower()] else "")
    query = "&".join(
        _escaped(pair) for pair in sorted(filter(None, parts.query.split("&"))) if not _TRACKING.fullmatch(pair.split("=", 1)[0])
    )
    path = _escaped(_without_dots(parts.path)).rstrip("/")
    return f"//{place}{path}" + (f"?{query}" if query else "")


def _without_dots(path: str) -> str:
    out: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del out[max(1, len(out) - 1) :]
        elif part != ".":
            out.append(part)
    return "/".join(out)


def _escaped(text: str) -> str:
    """One way of escaping: what need not be escaped is not."""
    return quote(unquote(text, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")
