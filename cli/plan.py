"""`kinora plan`: a script becomes a shot list to read and edit."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

from cli.client import Client
from cli.disk import check_writable
from cli.home import Home
from cli.make import Job, carried_out, shown, submitting
from cli.shot_list import direction, write
from cli.system import System
from media.shot_list import ShotList
from pipelines.productions.script import plan_flow
from pipelines.values import Values


def plan(job: Job) -> Path:
    """Write the shot list; what a person decided on an earlier one is carried over.

    Raises:
        KinoraError: with its code and remedy; an earlier shot list is then as it was.
    """
    home = Home.find()
    check_writable(job.out)
    flow = plan_flow(job.script, job.options, direction(job.out))

    async def finished(client: Client, run_id: uuid.UUID, run_s: float) -> Path:
        steps = await client.steps(run_id)
        outputs = next(step.outputs for step in steps if step.node == "direct")
        values = Values(client.objects, client.tenant, client.scratch)
        listed = values.unpack(outputs)["shot_list"].value()
        return write(job.out, ShotList.model_validate(listed))

    with System(home, engine=True) as system:
        display = shown(flow, lines=job.lines)
        submit = submitting(flow, job)
        return asyncio.run(carried_out(submit, home, system, display, finished))
