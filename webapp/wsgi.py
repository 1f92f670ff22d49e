"""Serves the application: waitress, one process with threads (the embedded store allows no forks)."""

from __future__ import annotations

import gc
import sys

from flask import Flask

from search.errors import SettingsError
from search.settings import Settings

# An English word beside a Latvian one, so that what either language needs is loaded.
_FIRST_QUESTION = "velosipēdu ceļi, bicycle lanes"
_LONGEST_HEADER = 65_536  # bytes; a question of 10,000 characters in percent encoding fits


def keep_for_good() -> None:
    """Leave what is in memory out of every later search for garbage.

    Vocabulary, tables and model are a million objects that stay: looking through them stopped one question in
    ten for 70 ms (over 100,000 passages p95 133 ms, without it 74).
    """
    gc.collect()
    gc.freeze()


def serve(app: Flask, settings: Settings) -> None:
    """Serve until interrupted; says where on standard output. Raises SettingsError for a taken port.

    Before anybody is told, a question is answered, and comparable projects are looked for: the first takes
    3 s, since it loads the vocabulary, the model's memory, the index and the templates, those after it a
    tenth of that; the second reads the projects of the collection (of 5,000 in 4.5 s, later in 0.2).
    """
    from waitress import create_server

    try:
        server = create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.web_threads,
            max_request_header_size=_LONGEST_HEADER,
            ident="virzieni",
        )
    except OSError as error:
        raise SettingsError(
            "The address cannot be listened on",
            value=f"{settings.host}:{settings.port} ({error.strerror})",
            next_step="Choose another port: `--port NUMBER` or VIRZIENI_PORT",
        ) from error
    first = app.test_client()  # a failure is told to those who ask
    first.get("/", query_string={"q": _FIRST_QUESTION})
    first.post("/similar", data={"text": _FIRST_QUESTION})
    keep_for_good()
    host, port = server.effective_host, server.effective_port
    sys.stdout.write(f"Virzieni is served at http://{host}:{port}/ (stop with Ctrl-C)\n")
    sys.stdout.flush()
    try:
        server.run()
    finally:
        server.close()
