"""The shot list: what a film shows, shot by shot, as planned and as a person changed it.

With the script it is the truth of a film. A script that changes is planned anew, and a shot whose
words are the same stays as it was listed, so that an edit touches no other shot though directors
look at more than one. What a person decided is carried over to a shot whose words changed. Shots
are found again by their ids, which follow from their words, and else by likeness of text between
the same neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from media.cards import LONGEST_TEXT, Card, card_named
from media.closing import Signature, signed
from media.errors import InputError
from media.ids import ShotId, short_hash
from media.model import Model, canonical_json
from media.shots import Look, Plan, Section, Shot
from media.types import Audio, Image
from media.workspace import Workspace

LowerThirds = Literal["auto", "none"]
State = Literal["draft", "approved", "locked"]

ALIKE = 0.4
"""Share of equal letters at which a changed sentence is still the same shot."""
ON_SHOT = ("speaker", "pause_s", "min_s", "card", "lower_third")
ON_LOOK = tuple(Look.model_fields)
SAID = ("card", "lower_third")
"""What follows from a shot's words."""
PINNABLE = (*ON_LOOK, *ON_SHOT)


class ListedShot(Model):
    """A shot as a person sees and changes it."""

    id: ShotId
    text: str = ""
    title: str = ""
    speaker: str = ""
    """Who says it, in lower case; empty for the narrator."""
    state: State = "draft"
    """A locked shot keeps all of its look whatever becomes of its words."""
    pin: tuple[str, ...] = ()
    """Names of the fields that a person decided: they outlive changes of the script."""
    note: str = ""
    planned: str = ""
    """Digest of the look as the director planned it; where it does not fit, a person changed it."""
    look: Look
    pause_s: float = Field(default=0.35, ge=0, le=10)
    min_s: float = Field(default=1.2, gt=0, le=60)
    card: Annotated[Card | None, BeforeValidator(card_named)] = None
    """What is shown in type; `none` where a person wants the picture."""
    lower_third: str = Field(default="", max_length=120)
    """Who is in the picture: `Name` or `Name | what they are`."""
    picture: str = ""
    """File shown in place of a drawn panel, from the shot list's folder."""
    prompt: str = Field(default="", max_length=4000)
    """What a model that draws is told in place of what follows from the look."""
    sound: str = ""
    """File heard in place of a voice."""


class ShotList(Model):
    """All shots of a film, in order."""

    title: str = ""
    language: str = "en"
    seed: int = 0
    director: str = ""
    shots: tuple[ListedShot, ...] = ()

    def made_as(self, plan: Plan) -> bool:
        """Whether this was planned as `plan` was, so that what differs is a person's doing."""
        return (self.seed, self.director, self.language) == (
            plan.seed,
            plan.director,
            plan.language,
        )


class Directed(Model):
    """A plan with a person's decisions in it, and the list that says so."""

    plan: Plan
    shots: list[Shot]
    shot_list: ShotList


def direct(
    work: Workspace,
    *,
    plan: Plan,
    shot_list: ShotList,
    assets: dict[str, Image | Audio],
    only_approved: bool = False,
    section: str = "",
    signature: Signature | None = None,
    lower_thirds: LowerThirds = "auto",
) -> Directed:
    """Lay a shot list over a plan.

    Args:
        work: unused; every function that runs on a worker takes one.
        plan: what the director says of the script as it is now.
        shot_list: what a person decided on it as it was.
        assets: the files that the shot list names.
        only_approved: leave out every shot that nobody approved.
        section: make this one alone, by its title or its number from 1; all if empty. It has no
            credits.
        signature: who made the film.
        lower_thirds: whether those of the director's own count; a person's always do.

    Raises:
        InputError: there is no such section, or no shot would be left.
    """
    plan = plan if section else signed(plan, signature or Signature())
    wanted = {part.id for part in _sections(plan, section)}
    mine = shot_list.made_as(plan)
    before = found_again(shot_list.shots, plan.shots)
    listed: list[ListedShot] = []
    shots: list[Shot] = []
    for shot in plan.shots:
        entry = _entry(shot, before.get(shot.id), mine)
        listed.append(entry)
        approved = entry.state != "draft" or not only_approved
        if approved and shot.section_id in wanted:
            named = lower_thirds == "auto" or "lower_third" in entry.pin
            shots.append(_shot(shot, entry, assets, named))
    if not shots:
        raise InputError(
            "no shot is approved", "approve some: kinora shots approve all", code="NONE_APPROVED"
        )
    facts = {name: getattr(plan, name) for name in ("title", "language", "seed", "director")}
    return Directed(
        plan=plan.model_copy(update={"shots": tuple(shots)}),
        shots=shots,
        shot_list=ShotList(shots=tuple(listed), **facts),
    )


def _sections(plan: Plan, name: str) -> tuple[Section, ...]:
    """The sections that are asked for."""
    if not name:
        return plan.sections
    titles = [section.title for section in plan.sections]
    for number, section in enumerate(plan.sections, 1):
        if name.casefold() in (section.title.casefold(), str(number)):
            return (section,)
    raise InputError(
        f"there is no section {name!r}",
        "use its number, or one of " + ", ".join(title for title in titles if title),
        "section",
        "NO_SECTION",
    )


def found_again(old: Sequence[ListedShot], new: Sequence[Shot]) -> dict[ShotId, ListedShot]:
    """The listed shot that each shot was before."""
    found: dict[ShotId, ListedShot] = {}
    ids = [shot.id for shot in old], [shot.id for shot in new]
    for kind, a, b, c, d in SequenceMatcher(None, *ids, autojunk=False).get_opcodes():
        if kind == "equal":
            found |= {shot.id: shot for shot in old[a:b]}
        elif kind == "replace":
            found |= {was.id: shot for was, shot in _pairs(new[c:d], old[a:b])}
    return found


def _pairs(new: Sequence[Shot], old: Sequence[ListedShot]) -> Iterator[tuple[Shot, ListedShot]]:
    """Pairs of like texts, in order."""
    start = 0
    for shot in new:
        for index in range(start, len(old)):
            if _alike(old[index], shot):
                yield shot, old[index]
                start = index + 1
                break


def _alike(old: ListedShot, new: Shot) -> bool:
    # A page of credits has no words that are said: it is the same page or another.
    if bool(old.title) != bool(new.title) or not (new.text or new.title):
        return False
    texts = (old.title, new.title) if new.title else (old.text, new.text)
    return SequenceMatcher(None, *texts, autojunk=False).ratio() >= ALIKE


def _entry(shot: Shot, before: ListedShot | None, mine: bool) -> ListedShot:
    """How a shot is listed now."""
    planned = ListedShot(
        id=shot.id,
        text=shot.text,
        title=shot.title,
        speaker=shot.speaker,
        look=shot.look,
        pause_s=shot.pause_s,
        min_s=shot.min_s,
        card=shot.card,
        lower_third=shot.lower_third,
        planned=_fingerprint(shot),
    )
    if before is None:
        return planned
    same = before.id == shot.id
    stays = before.state == "locked" or (same and mine)
    pinned = _pins(before, planned) if same and mine else before.pin
    held = {name: _value(before, name) for name in (PINNABLE if stays else pinned)}
    if not same:
        # A card says what its words say: with other words it goes, unless a person made it.
        held = {name: value for name, value in held.items() if name in pinned or name not in SAID}
    on_look = {name: value for name, value in held.items() if name in ON_LOOK}
    return planned.model_copy(
        update={
            "look": planned.look.model_copy(update=on_look),
            **{name: value for name, value in held.items() if name in ON_SHOT},
            "pin": pinned,
            "planned": before.planned if same and mine else planned.planned,
            "state": "draft" if before.state == "approved" and not same else before.state,
            "note": before.note,
            "picture": before.picture,
            "prompt": before.prompt,
            "sound": before.sound,
        }
    )


def _pins(before: ListedShot, planned: ListedShot) -> tuple[str, ...]:
    """The fields that a person decided, those changed by hand since among them."""
    if _fingerprint(before) == before.planned:
        return before.pin
    changed = (name for name in PINNABLE if _value(before, name) != _value(planned, name))
    return tuple(dict.fromkeys((*before.pin, *changed)))


def _fingerprint(shot: ListedShot | Shot) -> str:
    return short_hash(canonical_json(shot.look), *(str(getattr(shot, name)) for name in ON_SHOT))


def _value(shot: ListedShot, name: str) -> Any:
    return getattr(shot.look if name in ON_LOOK else shot, name)


def _worded(card: Card, text: str) -> Card:
    """A quotation without words of its own is of the shot's."""
    if card.kind != "quote" or card.text:
        return card
    return card.model_copy(update={"text": text.strip('“”"«»„ ')[:LONGEST_TEXT]})


def _shot(shot: Shot, entry: ListedShot, assets: dict[str, Image | Audio], named: bool) -> Shot:
    card = entry.card
    titled = card is not None and card.kind == "title"
    update: dict[str, Any] = {
        "title": (card.text or entry.text or entry.title) if card and titled else shot.title,
        "card": None
        if card is None or titled or card.kind == "none"
        else _worded(card, entry.text),
        "lower_third": entry.lower_third if named else "",
        "look": entry.look,
        "speaker": entry.speaker,
        "pause_s": entry.pause_s,
        "min_s": entry.min_s,
        "picture": assets.get(entry.picture),
        "prompt": entry.prompt,
        "sound": assets.get(entry.sound),
    }
    return shot.model_copy(update=update)
