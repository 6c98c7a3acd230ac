"""`POST /v1/images/edits`: a picture, or what a mask shows of it, changed as words say."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile

from api.call import Call, Running
from api.limits import rated
from api.openai.bodies import ImageFormat, Name, Prompt, Seed, SizeText
from api.openai.errors import OnceRoute, documented
from api.openai.pictures import Kept, Pictures, pictured, wanted
from api.openai.sending import MOST_FORM_BYTES, received
from api.openai.serving import HEADER, can, serving
from api.openai.working import Work, node
from media.errors import InputError
from models.catalog.row import Engine

Json = dict[str, Any]
router = APIRouter(prefix="/images", tags=["openai"], route_class=OnceRoute, responses=documented())
MOST_IMAGES = 9
MOST_PICTURES = 10
PATCHES = "image.inpaint"
"""Who fills a hole where no engine does: patches of what the rest of the picture looks like."""


@router.post(
    "/edits", summary="Change a picture", operation_id="openai_images_edit",
    openapi_extra=rated("generate"), responses={200: {"headers": HEADER}},
    max_body_size=MOST_FORM_BYTES,
)  # fmt: skip
async def edit(
    call: Running,
    response: Response,
    prompt: Annotated[Prompt, Form(description="What is to change.")],
    image: Annotated[list[UploadFile] | None, File(description="The picture.")] = None,
    images: Annotated[
        list[UploadFile] | None,
        File(alias="image[]", description="The picture; those behind it are references."),
    ] = None,
    mask: Annotated[
        UploadFile | None,
        File(description="A PNG of the picture's size, transparent where it is to change."),
    ] = None,
    model: Annotated[Name | None, Form()] = None,
    n: Annotated[int, Form(ge=1, le=MOST_PICTURES)] = 1,
    size: Annotated[
        Literal["auto"] | SizeText, Form(description="`auto`, or the picture's own size.")
    ] = "auto",
    response_format: Annotated[Kept, Form()] = "b64_json",
    output_format: Annotated[ImageFormat, Form()] = "png",
    output_compression: Annotated[int | None, Form(ge=0, le=100)] = None,
    background: Annotated[Literal["opaque", "auto"], Form()] = "auto",
    seed: Annotated[Seed, Form()] = 0,
) -> Pictures:
    """In OpenAI's form. The picture keeps its size.

    A mask is filled by an engine that does it; where there is none, what it shows is taken out of
    the picture, whatever the words are, and `X-Kinora-Engine` says `image.inpaint`.
    """
    files = [*(image or ()), *(images or ())]
    if not 0 < len(files) <= MOST_IMAGES:
        raise InputError(f"{len(files)} pictures came", f"send 1 to {MOST_IMAGES}", "image")
    engine = _engine(model, masked=mask is not None)
    inputs: Json = {"image": await received(call, files[0], "image", "image")}
    _check_size(inputs["image"], size)
    if mask is None:
        references = [await received(call, file, "image", "image") for file in files[1:]]
        inputs["references"] = references
    else:
        inputs["mask"] = await _mask(call, mask, inputs["image"])
    made = _made(prompt, engine, masked=mask is not None)
    edges = [(f"inputs.{name}", name) for name in inputs]
    work = wanted(n, made, edges, inputs, output_format, output_compression, seed)
    work = work if mask is None else _behind_mask(work)
    named = PATCHES if engine is None else engine.id
    return await pictured(
        call, work, engine, response, named=named, form=output_format, kept=response_format
    )


def _engine(model: str | None, *, masked: bool) -> Engine | None:
    """Who changes it; None: patches of the picture itself."""
    if not masked:
        return serving("image_edit", model)
    if model or can("image_inpaint"):
        return serving("image_inpaint", model)
    return None


def _made(prompt: str, engine: Engine | None, *, masked: bool) -> Json:
    if engine is None:
        return node("picture", PATCHES)
    kind = "image.fill" if masked else "image.edit"
    return node("picture", kind, prompt=prompt, model=engine.id)


async def _mask(call: Call, mask: UploadFile, picture: Json) -> Json:
    found = await received(call, mask, "image", "mask")
    if (found["width"], found["height"]) != (picture["width"], picture["height"]):
        raise InputError("the mask is not as large as the picture", "make it so", "mask")
    return found


def _behind_mask(work: Work) -> Work:
    """The same with a mask as Kinora's nodes take it: white where OpenAI's is transparent."""
    hole = node("hole", "image.mask", shape="alpha", inverted=True)
    edges = [
        ("hole.mask" if source == "inputs.mask" else source, target)
        for source, target in work.edges
    ]
    return Work(
        nodes=[hole, *work.nodes], edges=[("inputs.mask", "hole.image"), *edges], inputs=work.inputs
    )


def _check_size(picture: Json, size: str) -> None:
    if size not in ("auto", f"{picture['width']}x{picture['height']}"):
        raise InputError(
            f"a picture of {picture['width']}x{picture['height']} keeps its size",
            "leave `size` out, or bring the picture to that size before", "size",
        )  # fmt: skip
