"""En proxy som gör fel med flit, framför provens server: svar som försvinner, dröjer eller är någon annans.

Felen läggs bara på sparningarna (POST …/spara/); allt annat går rakt igenom. Begäran når servern på riktigt, och det
servern svarar är det som den har skrivit i databasen.
"""

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

#: Ett svar som proxyn ger i stället för servern: status, innehållstyp, kropp, huvuden.
Svar = tuple[int, str, bytes, dict[str, str]]
GASTNAT: Svar = (200, "text/html; charset=utf-8", "<h1>Logga in på gästnätet</h1>".encode(), {})
TOMT_JA: Svar = (200, "application/json", b'{"sparat": "10:00"}', {})
TRASIG: Svar = (502, "text/html", b"Bad Gateway", {})
FOR_STORT: Svar = (413, "text/html", b"", {})
UPPTAGEN: Svar = (429, "application/json", b"{}", {"Retry-After": "1"})


@dataclass
class Felproxy:
    """Sätt `fel` till det som ska hända med nästa sparningar; tom sträng släpper igenom.

    fel: "vagra" stänger innan servern fått något, "tappa" stänger när servern har svarat, "hall" håller serverns svar
    tills `slapp` sätts, eller ett Svar. `kom` är sparningarna som nådde servern, `svar` vad den svarade.
    """

    url: str = ""
    fel: str | Svar = ""
    kom: list[dict[str, Any]] = field(default_factory=list)
    forsok: list[dict[str, Any]] = field(default_factory=list)
    svar: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    slapp: threading.Event = field(default_factory=threading.Event)
    samtidigt: int = 0
    som_mest: int = 0
    las: threading.Lock = field(default_factory=threading.Lock)


def _hanterare(proxy: Felproxy, vard: str) -> type[BaseHTTPRequestHandler]:
    class Hanterare(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._vidare()

        def do_POST(self) -> None:
            if self.path.endswith("/spara/"):
                self._sparning()
            else:
                self._vidare()

        def _sparning(self) -> None:
            with proxy.las:
                proxy.samtidigt += 1
                proxy.som_mest = max(proxy.som_mest, proxy.samtidigt)
            try:
                self._sparning_med_fel(proxy.fel)
            finally:
                with proxy.las:
                    proxy.samtidigt -= 1

        def _sparning_med_fel(self, fel: str | Svar) -> None:
            kropp = self._kropp()
            proxy.forsok.append(json.loads(kropp))
            if fel == "vagra":
                self.close_connection = True
                return
            if isinstance(fel, tuple):
                self._svara(fel[0], {"Content-Type": fel[1], **fel[3]}, fel[2])
                return
            status, huvuden, innehall = self._fraga(kropp)
            proxy.kom.append(json.loads(kropp))
            proxy.svar.append((status, json.loads(innehall)))
            if fel == "hall":
                proxy.slapp.wait(20)
            if fel == "tappa":
                self.close_connection = True
                return
            self._svara(status, huvuden, innehall)

        def _vidare(self) -> None:
            self._svara(*self._fraga(self._kropp()))

        def _kropp(self) -> bytes:
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))

        def _fraga(self, kropp: bytes) -> tuple[int, dict[str, str], bytes]:
            lina = http.client.HTTPConnection(vard, timeout=30)
            lina.request(self.command, self.path, kropp or None, dict(self.headers) | {"Connection": "close"})
            svar = lina.getresponse()
            innehall = svar.read()
            self.kakor = [v for k, v in svar.getheaders() if k.lower() == "set-cookie"]
            return svar.status, {k: v for k, v in svar.getheaders() if k.lower() not in UTOM}, innehall

        def _svara(self, status: int, huvuden: dict[str, str], innehall: bytes) -> None:
            self.send_response(status)
            for namn, varde in huvuden.items():
                self.send_header(namn, varde)
            for kaka in getattr(self, "kakor", []):
                self.send_header("Set-Cookie", kaka)
            self.kakor = []
            self.send_header("Content-Length", str(len(innehall)))
            self.end_headers()
            self.wfile.write(innehall)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Hanterare


UTOM = {"connection", "content-length", "transfer-encoding", "set-cookie", "date", "server"}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """En sida som stängs mitt i ett svar är en del av proven."""


@pytest.fixture
def felproxy(live_server: Any) -> Iterator[Felproxy]:
    """En felproxy framför provens server. Öppna sidan med `sida_som(person, base_url=felproxy.url)`."""
    proxy = Felproxy()
    server = _Server(("localhost", 0), _hanterare(proxy, urlsplit(live_server.url).netloc))
    proxy.url = f"http://localhost:{server.server_port}"
    trad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    trad.start()
    yield proxy
    proxy.fel = ""
    proxy.slapp.set()
    server.shutdown()
    server.server_close()


__all__ = ["FOR_STORT", "GASTNAT", "TOMT_JA", "TRASIG", "UPPTAGEN", "Felproxy", "felproxy"]
