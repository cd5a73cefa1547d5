"""Answers on their way out: JSON with a strong ETag, nothing where the asker has it already."""

import hashlib

import msgspec
from fastapi import Request, Response

__all__ = ["etag_of", "json_answer", "send"]


def json_answer(request: Request, answer: object) -> Response:
    """The answer as JSON."""
    return send(request, msgspec.json.encode(answer), "application/json")


def send(request: Request, body: bytes, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """Bytes with their ETag; 304 without them where `If-None-Match` names it, and none of them for HEAD."""
    tag = etag_of(body)
    told = {"ETag": tag, **(headers or {})}
    if _is_known(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=told)
    if request.method == "HEAD":
        return Response(headers={**told, "Content-Length": str(len(body))}, media_type=media_type)
    return Response(body, headers=told, media_type=media_type)


def etag_of(body: bytes) -> str:
    """The strong ETag of a body: a hash of it."""
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


def _is_known(stated: str | None, tag: str) -> bool:
    """Whether one of the tags that the asker has is this one (RFC 9110, 13.1.2: compared weakly)."""
    tags = [one.strip().removeprefix("W/") for one in (stated or "").split(",")]
    return tag in tags or "*" in tags
