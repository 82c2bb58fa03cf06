"""How a stored file is sent: as a file to keep, never as a page of this site."""

from qinqing.services.documents.rules.names import disposition

SANDBOX = "sandbox; default-src 'none'"
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})


def download_headers(name: str, media_type: str, size: int, *, inline: bool = False) -> dict[str, str]:
    """The response headers, RFC 6266 name included; ``inline`` shows pictures in the browser, nothing else."""
    return {
        "Content-Type": media_type,
        "Content-Length": str(size),
        "Content-Disposition": disposition(name, inline=inline and media_type in SHOWN),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
