"""A mail server that takes everything, and answers late or refuses where a test says so."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Literal

# When the server may be held: before its greeting, before it answers that it took a mail, before it says goodbye.
Step = Literal["greeting", "taken", "goodbye"]
SECONDS = 60


class Hold:
    """A moment at which the server waits, once, until it is let go."""

    def __init__(self) -> None:
        self._reached, self._free = threading.Event(), threading.Event()

    def wait_until_reached(self) -> None:
        """Returns when a client waits for the answer."""
        assert self._reached.wait(SECONDS), "no client came"

    def let_go(self) -> None:
        """Gives the answer."""
        self._free.set()

    def pass_through(self) -> None:
        """Waits, in the name of the server."""
        self._reached.set()
        self._free.wait(SECONDS)


class SmtpServer(socketserver.ThreadingTCPServer):
    """The mails it took are in `mails`, in their order; an answer in `refusals` is given to every RCPT."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[EmailMessage] = []
        self.refusal = ""
        self._holds: dict[Step, Hold] = {}

    @property
    def address(self) -> str:
        """As `MAIL_URL` names it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what it took."""
        return [str(mail["Message-ID"]) for mail in self.mails]

    def hold(self, step: Step) -> Hold:
        """Makes the next client wait at this step; those after it go on."""
        return self._holds.setdefault(step, Hold())

    def pause(self, step: Step) -> None:
        """Where a client comes to a step."""
        held = self._holds.pop(step, None)
        if held:
            held.pass_through()


class _Talk(socketserver.StreamRequestHandler):
    """RFC 5321, as far as a client needs it that sends one mail."""

    server: SmtpServer

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # the client was killed
            self._talk()

    def _talk(self) -> None:
        self.server.pause("greeting")
        self._say("220 ready")
        while line := self.rfile.readline():
            match line[:4].upper():
                case b"DATA":
                    self._say("354 go on")
                    self.server.mails.append(self._mail())
                    self.server.pause("taken")
                    self._say("250 taken")
                case b"QUIT":
                    self.server.pause("goodbye")
                    self._say("221 bye")
                    return
                case b"RCPT" if self.server.refusal:
                    self._say(f"{self.server.refusal} {line.decode().strip()}")
                case _:
                    self._say("250 fine")

    def _mail(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        return mail

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextlib.contextmanager
def serving() -> Iterator[SmtpServer]:
    """A server that runs until the block ends."""
    with SmtpServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
