"""How Ray gives out the cards of a machine; no planner can tell it which card to take.

Ray 2.60 does so in `NodeResourceInstanceSet::TryAllocate` (`src/ray/common/scheduling/
resource_instance_set.cc`): a fraction goes to the card that it leaves the least room on, the first
of equals; whole cards are the first idle ones. Which of several machines is asked is decided
before, by what each has free in sum (`spread_scheduling_policy.cc` goes round them in turn, from
wherever it stands), and cannot be foreseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from serve.packing.demand import WHOLE, Share

MOST_STATES = 2_000
"""Ways to spread replicas over machines that are looked at before the answer is no."""

Free = tuple[int, ...]


def allocate(free: Sequence[int], wanted: Share) -> tuple[int, ...] | None:
    """The cards that Ray takes on a machine with so many twentieths free; None: it waits."""
    if wanted.twentieths == WHOLE:
        idle = [index for index, level in enumerate(free) if level == WHOLE]
        return tuple(idle[: wanted.num_cards]) if len(idle) >= wanted.num_cards else None
    fitting = [(level, index) for index, level in enumerate(free) if level >= wanted.twentieths]
    return (min(fitting)[1],) if fitting else None


def deploy(num_cards: int, wanted: Iterable[Share]) -> list[tuple[int, ...]] | None:
    """The cards that Ray takes for each, one after the other; None where one is left waiting."""
    free = [WHOLE] * num_cards
    taken: list[tuple[int, ...]] = []
    for share in wanted:
        cards = allocate(free, share)
        if cards is None:
            return None
        taken.append(cards)
        for index in cards:
            free[index] -= share.twentieths
    return taken


def always_deploys(num_cards: Sequence[int], wanted: Iterable[Share]) -> bool:
    """Whether all come up, one after the other, whichever machine Ray sends each of them to.

    Every way is looked at, up to `MOST_STATES`; past them the answer is no. A machine may be chosen
    for what it has free in sum and then have it on no one card: that is no, too.
    """
    states: set[tuple[Free, ...]] = {tuple(sorted((WHOLE,) * count for count in num_cards))}
    for share in wanted:
        following: set[tuple[Free, ...]] = set()
        for state in states:
            after = _after(state, share)
            if not after:
                return False
            following |= after
        if len(following) > MOST_STATES:
            return False
        states = following
    return True


def _after(state: tuple[Free, ...], share: Share) -> set[tuple[Free, ...]]:
    """What may be free next; nothing at all where some choice leaves the replica waiting."""
    found: set[tuple[Free, ...]] = set()
    for at, free in enumerate(state):
        if sum(free) < share.num_cards * share.twentieths:
            continue
        cards = allocate(free, share)
        if cards is None:
            return set()
        # Which card of a machine has which room changes nothing of what fits.
        left = tuple(sorted(_less(free, cards, share)))
        found.add(tuple(sorted((*state[:at], left, *state[at + 1 :]))))
    return found


def _less(free: Free, cards: tuple[int, ...], share: Share) -> Free:
    return tuple(
        level - share.twentieths if index in cards else level for index, level in enumerate(free)
    )
