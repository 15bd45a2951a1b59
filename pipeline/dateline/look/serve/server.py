"""The server of the page: on this machine alone, two kinds of addresses, nothing that writes.

`/` is the page, `/api/QUESTION?PARAMETER=VALUE` an answer in JSON; no address names a file. Who asks must name this
server in Host, so that a page of another site cannot reach it under a name of its own (DNS rebinding); no header lets
another site read an answer.
"""

import json
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dateline.errors import DatelineError
from dateline.look.report.page import served_page
from dateline.look.serve.answers import Answers
from dateline.look.serve.database import Database
from dateline.look.serve.questions import QuestionError, read_question

HOST = "127.0.0.1"
LONGEST = (
    32_000  # bytes of an address: nine values of 300 characters, each of up to twelve bytes, fit no matter how rare
)
AT_ONCE = 4  # questions that are answered at the same time; others wait
IDLE = 30  # seconds that a connection may say nothing

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
NOTHING = "default-src 'none'; frame-ancestors 'none'"  # the policy of what is no page


class Server(ThreadingHTTPServer):
    """Serves the page of a database until it is shut down. port: 0 takes a free one.

    Raises DatelineError where the port is taken.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, database: Database, port: int) -> None:
        self.database = database
        self.answers = Answers(database)
        self.answers.prepare()
        self.page, self.policy = served_page()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as err:
            database.close()
            raise DatelineError(f"Port {port} is in use; --port takes another, or 0 for a free one.") from err
        self.hosts = frozenset(f"{name}:{self.server_port}" for name in (HOST, "localhost"))
        self.places = threading.BoundedSemaphore(AT_ONCE)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.server_port}/"

    def server_close(self) -> None:
        """Lets go of the port and the database."""
        super().server_close()
        self.database.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "Dateline"
    sys_version = ""
    timeout = IDLE

    def parse_request(self) -> bool:
        """Whether a request is one that is answered; others are refused here, whatever they ask for."""
        if not super().parse_request():
            return False
        if self.command not in ("GET", "HEAD"):
            return self._refused(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD.")
        names = self.headers.get_all("Host", [])
        if len(names) != 1 or names[0].casefold() not in self.server.hosts:
            return self._refused(HTTPStatus.MISDIRECTED_REQUEST, "This server has no such name.")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return self._refused(HTTPStatus.FORBIDDEN, "Not for other sites.")
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            return self._refused(HTTPStatus.BAD_REQUEST, "A question has no body.")
        if len(self.path) > LONGEST:
            return self._refused(HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long.")
        return True

    def do_GET(self) -> None:
        """Answers with the page, or with JSON."""
        path, _, query = self.path.partition("?")
        if path == "/" and not query:
            self._send(HTTPStatus.OK, "text/html", self.server.page, self.server.policy)
        elif path.startswith("/api/"):
            self._answer(path.removeprefix("/api/"), query)
        else:
            self._fail(HTTPStatus.NOT_FOUND, "There is nothing here.")

    do_HEAD = do_GET  # noqa: N815

    def _answer(self, name: str, query: str) -> None:
        try:
            wanted = read_question(name, query)
            with self.server.places:
                content = json.dumps(self.server.answers.answer(name, wanted), ensure_ascii=False, allow_nan=False)
        except QuestionError as err:
            self._fail(HTTPStatus.BAD_REQUEST, str(err))
        except Exception as err:  # whatever it is, this question alone has no answer
            sys.stderr.write(
                f"dateline: {name}: {type(err).__name__}: {str(err).splitlines()[0] if str(err) else ''}\n"
            )
            self._fail(HTTPStatus.INTERNAL_SERVER_ERROR, "The tables could not be read; were they written anew?")
        else:
            self._send(HTTPStatus.OK, "application/json", content.encode("utf-8", "replace"), NOTHING)

    def _refused(self, status: HTTPStatus, why: str) -> bool:
        """Says why, and closes the connection, as what follows may be no request; False."""
        self.close_connection = True
        self._fail(status, why)
        return False

    def _fail(self, status: HTTPStatus, why: str) -> None:
        self._send(status, "application/json", json.dumps({"error": why}).encode(), NOTHING)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, policy: str) -> None:
        self.send_response(status)
        said = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": len(content)}
        for name, value in {**said, **HEADERS, "Content-Security-Policy": policy}.items():
            self.send_header(name, str(value))
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing of what is asked."""
