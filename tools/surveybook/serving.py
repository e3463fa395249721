"""Live preview: a local server that converts and builds again on every save."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx_autobuild.middleware import web_socket_script

# What convert reads, and what it writes: watching the latter would never come to rest.
_SOURCES = ("lists", "records", "prose", "outline.toml")
_GENERATED = ("chapters", "_extra/exports")


def serve_command(book: Path, out: Path, convert: Sequence[str], port: int) -> list[str]:
    """The command line of sphinx-autobuild, with ``convert`` run before each build."""
    watched = [book / name for name in _SOURCES if (book / name).exists()]
    ignored = [book / name / "*" for name in _GENERATED] + [book.parent / "refs.bib"]
    options = [*reload_settings(port), "--port", str(port), "--pre-build", _quoted(convert)]
    for folder in watched:
        options += ["--watch", str(folder)]
    for pattern in ignored:
        options += ["--ignore", str(pattern)]
    return [sys.executable, "-m", "sphinx_autobuild", str(book), str(out), *options]


def reload_settings(port: int) -> list[str]:
    """Settings that let one script more than the book's policy run in each page.

    It is the one that the preview puts there to load the page anew; nothing a list holds is it.
    """
    host = f"127.0.0.1:{port}"
    script = web_socket_script(host).strip().removeprefix("<script>").removesuffix("</script>")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    more = f"script-src 'self' 'sha256-{digest}'; connect-src 'self' ws://{host}"
    return ["-D", f"preview_security_policy={more}"]


def _quoted(command: Sequence[str]) -> str:
    """One string that sphinx-autobuild takes apart again; it reads a backslash as an escape."""
    return " ".join(f'"{part}"' for part in command).replace("\\", "/")


def serve(book: Path, out: Path, convert: Sequence[str], port: int = 8000) -> int:
    """Serve until interrupted; the exit code of the server, 0 after Ctrl-C."""
    command = serve_command(book.resolve(), out.resolve(), convert, port)
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    # What the preview runs before each build. It ends well even where a list is broken: what is
    # wrong has been said, and sphinx-autobuild would only add a traceback of its own.
    subprocess.run([sys.executable, "-m", "surveybook", "convert"], check=False)
