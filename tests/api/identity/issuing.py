"""An OpenID Connect provider in a process of its own, which holds its clients to PKCE.

The provider is `oidc-provider-mock`; it takes any verifier, so that is checked before it.
"""

import base64
import hashlib
import io
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

App = Callable[..., Iterable[bytes]]
ROOT = Path(__file__).parents[3]


class Pkce:
    """Refuses a code whose verifier does not fit any challenge (RFC 7636)."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._challenges: set[str] = set()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/oauth2/authorize":
            asked = parse_qs(environ["QUERY_STRING"])
            assert asked["code_challenge_method"] == ["S256"]
            self._challenges.update(asked["code_challenge"])
        if path == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = io.BytesIO(body)
            verifier = parse_qs(body.decode())["code_verifier"][0]
            digest = hashlib.sha256(verifier.encode()).digest()
            if base64.urlsafe_b64encode(digest).decode().rstrip("=") not in self._challenges:
                start("400 Bad Request", [("content-type", "application/json")])
                return [b'{"error": "invalid_grant"}']
        return self._app(environ, start)


@contextmanager
def running() -> Generator[str]:
    """The name of a provider that runs."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.api.identity.issuing"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def main() -> None:
    """Serve until stopped."""
    import oidc_provider_mock
    import werkzeug.serving

    pkce = Pkce(oidc_provider_mock.app())
    server = werkzeug.serving.make_server("localhost", 0, pkce, threaded=True)
    print(f"http://localhost:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
