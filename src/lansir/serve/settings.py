"""What a server is told when it starts."""

import ipaddress
from pathlib import Path

import msgspec

from lansir.errors import InputError

__all__ = ["Settings", "is_loopback"]

LOOPBACK_NAMES = ("localhost",)


class Settings(msgspec.Struct, frozen=True):
    """Where the store is, who may come in, and whether anything may be changed.

    `token` is needed wherever `host` is not this machine alone. `names` are further host names under which the server
    may be asked for, behind a proxy say. `errors` is a file of disagreements (`lansir eval --errors --format jsonl`)
    that the desk shows too.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8620
    token: str | None = None
    read_only: bool = False
    names: tuple[str, ...] = ()
    errors: Path | None = None

    def __post_init__(self) -> None:
        """Refuse to be open to others without a token: InputError."""
        if not is_loopback(self.host) and not self.token:
            raise InputError(f"--host {self.host}: others could come in; give --token too, or leave out --host")

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Host names that a request may give, without ports: another one is a page of the web that reaches in."""
        asked = self.host if self.host not in ("0.0.0.0", "::") else "*"
        return ("localhost", "127.0.0.1", "[::1]", asked, *self.names)

    def at(self, port: int) -> str:
        """Where the desk is to be found when it listens on that port."""
        host = "localhost" if is_loopback(self.host) else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that host."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host in LOOPBACK_NAMES
