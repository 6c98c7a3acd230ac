"""Guards each architecture whose pipeline fits into a test: its size rules and its arguments."""

from collections.abc import Callable
from typing import Any

import pytest

from media.errors import InputError
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.models.diffusion.test_images import hole, picture

SMALL = {"min_edge": 0}
KONTEXT = {"arguments": {"image_edit": {"_auto_resize": False}}}
"""It looks at a megapixel else."""


@pytest.mark.parametrize("family", ["sd3", "flux", "z-image"])
def test_a_family_draws_changes_and_fills_pictures(
    build: Callable[..., Any], work: FolderWorkspace, family: str
) -> None:
    engine = build(family, family.replace("-", "_"), **SMALL)
    size = Size(width=70, height=38)
    image = engine.generate(work, prompt="a cat", size=size, seed=1)
    assert (image.width, image.height) == (70, 38)
    assert engine.generate(work, prompt="a cat", size=size, seed=1).digest == image.digest
    changed = engine.edit(work, image=image, prompt="a dog", references=[], strength=0.7, seed=1)
    assert (changed.width, changed.height) == (70, 38)
    filled = engine.inpaint(work, image=image, mask=hole(work), prompt="a dog", seed=1)
    assert len({image.digest, changed.digest, filled.digest}) == 3


def test_references_are_looked_at(build: Callable[..., Any], work: FolderWorkspace) -> None:
    engine = build("flux-kontext", "flux", **SMALL, **KONTEXT)
    image, other = picture(work), picture(work, 30, 60)
    asked: dict[str, Any] = {"image": image, "prompt": "as she is", "seed": 1}
    alone = engine.edit(work, references=[], **asked)
    beside = engine.edit(work, references=[other], **asked)
    assert (beside.width, beside.height) == (alone.width, alone.height) == (70, 38)
    assert beside.digest != alone.digest
    with pytest.raises(InputError, match="3 references"):
        engine.edit(work, references=[other] * 4, **asked)
