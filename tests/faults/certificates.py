"""Certificates of a test: made when it runs, for names that nobody has."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["Authority", "serving", "trusting"]

Key = ec.EllipticCurvePrivateKey


class Authority:
    """Who signs certificates, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = _name("The authority of a test")
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        made = _built(self._name, self._name, self._key, days=(-1, 1))
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.certificate = made.add_extension(usage, critical=True).sign(self._key, hashes.SHA256())

    @property
    def path(self) -> Path:
        """The file of its own certificate."""
        path = self._folder / "authority.pem"
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def signed(self, host: str, days: tuple[int, int] = (-1, 1)) -> Path:
        """The file of a certificate for a host, and its key, good from one day to another, counting from today."""
        return self._written(host, self._key, self._name, days)

    def self_signed(self, host: str) -> Path:
        """The file of one that nobody has signed but its host."""
        return self._written(host, None, _name(host), (-1, 1))

    def _written(self, host: str, signer: Key | None, by: x509.Name, days: tuple[int, int]) -> Path:
        key = ec.generate_private_key(ec.SECP256R1())
        made = _built(_name(host), by, key, days)
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        certificate = made.sign(signer or key, hashes.SHA256())
        path = self._folder / f"{host}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        return path


def serving(certificate: Path) -> ssl.SSLContext:
    """What a server needs to show that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def trusting(authority: Authority) -> ssl.SSLContext:
    """What a client has that trusts nobody but that authority."""
    return ssl.create_default_context(cafile=str(authority.path))


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _built(subject: x509.Name, issuer: x509.Name, key: Key, days: tuple[int, int]) -> x509.CertificateBuilder:
    today = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today + timedelta(days=days[0]))
        .not_valid_after(today + timedelta(days=days[1]))
    )
