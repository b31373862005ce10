"""Which media type a client will take: the Accept header with its quality values (RFC 9110 12.5.1)."""

from __future__ import annotations

from functools import lru_cache

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
EVENTS = "text/event-stream"
HTML = "text/html"


@lru_cache(maxsize=256)
def chosen(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The best of what is offered (JSON when the client says nothing or anything), None when nothing fits."""
    ranges = _ranges(accept if accept and accept.strip() else "*/*")
    best = max(offered, key=lambda media: _rank(media, ranges))
    return best if _rank(best, ranges)[0] > 0 else None


def _rank(media: str, ranges: dict[str, float]) -> tuple[float, bool, bool]:
    named = media in ranges
    kind = media.split("/")[0]
    # Streams and pages are for whoever names them: `*/*` means an ordinary client.
    wild = 0.0 if media in (EVENTS, HTML) else ranges.get(f"{kind}/*", ranges.get("*/*", 0.0))
    return (ranges[media] if named else wild, named, media == (RESPONSE if named else JSON))


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept[:1000].split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        found[media] = max(found.get(media, 0.0), _number(quality))
    return found


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
