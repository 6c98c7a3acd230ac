"""What a row lacks where its server is: whether that answers, and has the workflow's nodes."""

from __future__ import annotations

from contextlib import closing

from media.errors import KinoraError
from models.catalog.live import Missing
from models.comfy.form import form_of
from models.comfy.server import Server
from models.setup import Setup


def lacking(setup: Setup) -> list[Missing]:
    """All that is wrong with a row and its server; empty where it can be asked.

    Args:
        setup: of the row.
    """
    try:
        form = form_of(setup)
        with closing(Server(form.options)) as server:
            server.version()
            kinds = {form.workflow.kind(node) for node in form.workflow.nodes}
            unknown = [kind for kind in sorted(kinds) if not server.knows(kind)]
    except KinoraError as error:
        return [Missing(what=error.message, remedy=error.remedy or "see models/comfy/README.md")]
    return [
        Missing(
            what=f"the node {kind} on {form.options.server}",
            remedy="add the custom nodes that the workflow is made of there",
        )
        for kind in unknown
    ]
