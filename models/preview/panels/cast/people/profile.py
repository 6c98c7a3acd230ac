"""Heads in profile, facing right: a skull, hair, and a quiet face, as wide shots show them.

Coordinates are head heights: the chin at (0, 0), the crown at y = -1.
"""

from __future__ import annotations

from models.preview.panels.cast.people.identity import Person
from models.preview.panels.drawing import disc, line, shape
from models.preview.panels.stage import Stage

_PROFILE = (
    "M-.30 .50C-.30 .24-.33 .04-.40-.14C-.53-.36-.51-.76-.25-.93C-.05-1.05 .22-1.02 .335-.84"
    "C.385-.76 .40-.66 .388-.585C.382-.545 .375-.53 .386-.505C.415-.45 .455-.39 .487-.345"
    "C.503-.318 .485-.292 .44-.287C.418-.284 .412-.268 .418-.246C.442-.228 .447-.206 .418-.196"
    "C.436-.180 .436-.152 .408-.138C.392-.122 .394-.106 .403-.085C.41-.03 .37 .022 .285 .022"
    "C.20 .022 .135 .005 .10 .04C.088 .16 .10 .32 .16 .50Z"
)
_NECK_SHADOW = (
    "M.285 .022C.20 .022 .135 .005 .10 .04C.088 .12 .09 .22 .11 .32C-.02 .2-.2 .06-.2-.12"
    "C-.06-.02 .12 .012 .285 .022Z"
)
_HAIR: dict[str, tuple[str, ...]] = {
    "short": (
        "M.345-.79C.30-.96 .10-1.07-.12-1.05C-.42-1.02-.58-.76-.54-.48C-.52-.32-.46-.2-.40-.12"
        "C-.36-.2-.30-.26-.22-.3C-.2-.42-.14-.5-.06-.52C0-.53 .02-.48 .03-.42C.06-.52 .05-.62 .1-.7"
        "C.18-.78 .28-.78 .345-.79Z",
    ),
    "long": (
        "M.34-.80C.28-1.0 .08-1.08-.14-1.06C-.46-1.03-.62-.78-.6-.46C-.58-.14-.70 .12-.62 .52"
        "C-.50 .62-.28 .6-.16 .5C-.2 .26-.1 .02-.06-.2"
        "C-.02-.36 .06-.52 .12-.66C.18-.75 .27-.79 .34-.80Z",
    ),
    "bun": (
        "M.345-.79C.30-.96 .10-1.07-.12-1.05C-.42-1.02-.57-.76-.53-.48C-.51-.34-.47-.24-.40-.16"
        "C-.30-.22-.2-.36-.12-.48C-.02-.56 .02-.62 .1-.7C.18-.78 .28-.78 .345-.79Z",
        "M-.44-.72C-.44-.9-.66-.98-.76-.84C-.86-.7-.76-.52-.6-.54C-.5-.55-.44-.62-.44-.72Z",
    ),
    "bob": (
        "M.34-.78C.30-1.0 .08-1.09-.14-1.07C-.46-1.04-.62-.76-.6-.44C-.59-.28-.58-.14-.52-.02"
        "C-.36 .04-.12 0 .0-.08C.04-.24 .06-.4 .1-.54C.16-.68 .26-.76 .34-.78Z",
    ),
    "bald": (
        "M-.44-.62C-.54-.5-.54-.3-.40-.12C-.34-.2-.26-.28-.18-.32C-.18-.42-.2-.52-.26-.58"
        "C-.32-.63-.38-.65-.44-.62Z",
    ),
    "curls": (
        "M.36-.76C.42-.9 .30-1.02 .18-1.0C.10-1.12-.10-1.14-.2-1.05C-.36-1.1-.52-.98-.52-.84"
        "C-.66-.76-.68-.56-.58-.48C-.64-.34-.56-.18-.42-.16C-.34-.1-.2-.16-.18-.28"
        "C-.1-.34-.12-.44-.04-.5"
        "C.04-.52 .02-.64 .12-.68C.2-.76 .28-.72 .36-.76Z",
    ),
    "ponytail": (
        "M.345-.79C.30-.96 .10-1.07-.12-1.05C-.42-1.02-.57-.76-.53-.48C-.51-.34-.47-.24-.40-.16"
        "C-.30-.22-.2-.36-.12-.48C-.02-.56 .02-.62 .1-.7C.18-.78 .28-.78 .345-.79Z",
        "M-.46-.68C-.62-.78-.84-.66-.88-.4C-.91-.18-.86 .06-.94 .24C-.74 .16-.66-.04-.66-.26"
        "C-.65-.42-.56-.54-.46-.58Z",
    ),
    "under": (
        "M.345-.74C.30-.78 .18-.8 .08-.72C.05-.62 .06-.52 .03-.42C.02-.48 0-.53-.06-.52"
        "C-.14-.5-.2-.42-.22-.3C-.30-.26-.36-.2-.40-.12C-.46-.2-.52-.32-.54-.48L-.52-.66Z",
    ),
    "tousled": (
        "M.36-.74C.44-.84 .38-.92 .42-1.04C.32-.98 .26-1.02 .22-1.12C.14-1.04 .06-1.06-.02-1.14"
        "C-.1-1.06-.2-1.1-.28-1.08C-.34-1.0-.44-1.0-.5-.96C-.5-.86-.6-.8-.6-.66"
        "C-.54-.58-.6-.44-.54-.32"
        "C-.5-.24-.46-.18-.40-.12C-.36-.2-.30-.26-.22-.3C-.2-.42-.14-.5-.06-.52C0-.53"
        " .02-.48 .03-.42"
        "C.06-.52 .08-.6 .12-.64C.2-.66 .26-.68 .36-.74Z",
    ),
    "cropped": (
        "M.345-.78C.29-.93 .10-1.035-.12-1.02C-.40-1.0-.55-.76-.52-.48C-.5-.32-.46-.2-.40-.14"
        "C-.36-.22-.30-.27-.22-.3C-.2-.42-.14-.5-.06-.52C0-.53 .02-.5 .02-.45C.05-.54"
        " .05-.66 .1-.74"
        "C.18-.8 .28-.8 .345-.78Z",
    ),
    "bowl": (
        "M.39-.58C.42-.8 .30-1.02 .08-1.09C-.2-1.12-.52-1.0-.58-.7C-.6-.5-.58-.34-.48-.24"
        "C-.36-.22-.22-.28-.16-.4C-.08-.5 .04-.56 .16-.58C.24-.6 .32-.6 .39-.58Z",
    ),
    "tuft": ("M-.02-1.0C.04-1.1 .16-1.1 .24-1.0C.16-1.03 .08-1.02-.02-1.0Z",),
}
_LIKE = {
    "parted": "short", "swept": "short", "pixie": "short", "wavy": "long", "braid": "under",
    "braids": "under", "slick": "under", "tonsure": "bald", "afro": "curls",
}  # fmt: skip


def neck_and_skull(s: Stage, person: Person) -> str:
    """The head and its neck, without features or hair."""
    p = s.palette
    skin = p.skin(person.skin)
    lit, dark = p.lit(skin, 0.24), p.dark(skin, 0.26)
    tones = (dark, skin, lit) if s.light_side > 0 else (lit, skin, p.dark(skin, 0.16))
    blush = p.paint("#d9705c")
    return (
        shape(_PROFILE, s.paints.across(*tones))
        + shape(_NECK_SHADOW, f"{p.dark(skin, 0.5)}@0.7")
        + disc(0.2, -0.3, 0.15, s.paints.round(f"{blush}@0.3", f"{blush}@0"), 0.8)
    )


def seen_from_afar(s: Stage, person: Person) -> str:
    """A head in a few shapes, for those in the depth of a crowd."""
    p = s.palette
    skin, colour = p.skin(person.skin), p.paint(person.hair_colour)
    ink = p.dark(p.paint("#3a2a26"), 0.35)
    marks = "M.3-.5L.33-.48M.22-.63L.35-.63M.34-.19L.41-.195"
    style = _LIKE.get(person.hair, person.hair)
    return (
        shape(_PROFILE, skin)
        + line(marks, f"{ink}@0.8", 0.035)
        + "".join(shape(data, colour) for data in _HAIR[style])
    )


def back_hair(s: Stage, person: Person, colour: str) -> str:
    """Hair that falls behind the neck."""
    dark = s.palette.dark(colour, 0.3)
    style = _LIKE.get(person.hair, person.hair)
    parts = [shape(_HAIR[style][0], dark)] if style in ("long", "bob") else []
    if person.hair in ("braid", "braids"):
        tail = "M-.46-.4C-.6-.2-.62 .2-.56 .6C-.5 .68-.44 .66-.42 .58C-.42 .2-.38-.1-.34-.24Z"
        parts.append(shape(tail, dark))
    if person.hair == "afro":
        parts.append(disc(-0.1, -0.68, 0.6, s.paints.round(colour, colour, dark), 0.88))
    return "".join(parts)


def features(s: Stage, person: Person) -> str:
    """The eye, the brow, the nose, the mouth, the ear and the beard."""
    p = s.palette
    skin, colour = p.skin(person.skin), p.paint(person.hair_colour)
    old = person.kind.age == "old"
    fill = s.paints.down(colour, p.dark(colour, 0.25))
    ink = p.dark(p.paint("#3a2a26"), 0.35)
    soft = p.dark(skin, 0.5)
    white = p.lit(p.paint("#efe9e2"), 0.1)
    parts = [
        shape(
            "M.205-.487C.25-.535 .31-.54 .345-.525C.338-.49"
            " .335-.47 .325-.455C.28-.452 .24-.465 .205-.487Z",
            white,
        ),
        disc(0.312, -0.492, 0.03, ink, 1.25),
        line("M.195-.492C.24-.54 .31-.55 .352-.53", ink, 0.018),
        line("M.185-.612C.23-.655 .31-.655 .366-.628", p.dark(colour, 0.2), 0.032),
        line("M.425-.298C.405-.315 .39-.305 .388-.288", f"{soft}@0.8", 0.014),
        line("M.413-.193C.385-.198 .355-.196 .325-.182", p.dark(p.paint("#a3534a"), 0.3), 0.017),
        shape(
            "M-.14-.5C-.11-.56-.02-.56 0-.48C.01-.42-.03-.36-.05-.31C-.08-.28-.12-.31-.12-.35Z",
            s.paints.down(skin, p.dark(skin, 0.2)),
        ),
        line("M-.1-.48C-.07-.51-.03-.49-.04-.44C-.05-.41-.07-.4-.07-.36", f"{soft}@0.7", 0.014),
    ]
    if old:
        lines = (
            "M.17-.44C.15-.41 .14-.38 .15-.35M.33-.27C.30-.23"
            " .28-.2 .27-.15M.28-.72C.31-.725 .34-.72 .36-.71"
        )
        parts.append(line(lines, f"{soft}@0.6", 0.012))
    if person.beard == "moustache":
        parts.append(
            shape(
                "M.41-.262C.36-.28 .27-.25 .25-.17C.31-.2 .37-.205 .42-.215Z", p.dark(colour, 0.15)
            )
        )
    elif person.beard:
        shown = f"{p.dark(colour, 0.2)}@0.35" if person.beard == "stubble" else fill
        beard = (
            "M.03-.42C.06-.3 .14-.24 .26-.25C.32-.26 .37-.27 .41-.262C.42-.235 .41-.22 .36-.212"
            "C.35-.19 .37-.17 .41-.16C.43-.1 .44-.02 .38 .08"
            "C.28 .18 .1 .14 .02 0C-.04-.12-.06-.26-.05-.36Z"
        )
        parts.append(shape(beard, shown))
    if person.beard == "long":
        parts.append(
            shape("M.0-.04C.02 .2 .1 .5 .22 .6C.36 .46 .43 .16 .42-.06C.3 .1 .1 .1 0-.04Z", fill)
        )
    if person.glasses:
        parts.append(_glasses(s))
    return "".join(parts)


def _glasses(s: Stage) -> str:
    p = s.palette
    frame = p.dark(p.paint("#3f3230"), 0.15)
    lens = disc(0.315, -0.48, 0.075, f"{p.lit(p.sky[-1], 0.3)}@0.3", 1.5)
    rim = "M.24-.48a.075 .11 0 1 1 .15 0a.075 .11 0 1 1-.15 0ZM.24-.5L-.06-.5"
    return lens + line(rim, frame, 0.02)


def hair(s: Stage, person: Person, colour: str, *, hatted: bool) -> str:
    """Hair on the head; under a hat only what it leaves free."""
    p = s.palette
    style = _LIKE.get(person.hair, person.hair)
    if hatted and style not in ("long", "bob", "ponytail", "bald"):
        style = "under"
    lit, dark = p.lit(colour, 0.2), p.dark(colour, 0.3)
    fill = s.paints.across(*((dark, colour, lit) if s.light_side > 0 else (lit, colour, dark)))
    parts = [shape(data, fill) for data in _HAIR[style]]
    if person.hair in ("braid", "braids") and not hatted:
        parts.append(shape(_HAIR["short"][0], fill))
    if not hatted and style not in ("bald", "under", "tuft", "cropped"):
        sheen = "M.2-.93C.06-1.0-.16-1.0-.32-.86C-.2-.93 0-.96 .2-.93Z"
        parts.append(shape(sheen, f"{p.lit(colour, 0.5)}@0.4"))
    return "".join(parts)
