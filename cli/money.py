"""Sums of money as people write and read them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from media.errors import InputError

MICROS = 1_000_000


def micros(text: str) -> int | None:
    """Millionths of a dollar from `12.50`; None for `none`.

    Raises:
        InputError: it is no sum of money.
    """
    if text.lower() in ("none", "off"):
        return None
    try:
        amount = Decimal(text.lstrip("$")) * MICROS
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount != amount.to_integral_value():
        raise InputError(f"{text!r} is no sum in dollars", "write 12.50, or none", "LIMIT")
    return int(amount)


def dollars(amount: int) -> str:
    """A sum for a person: cents, and more digits where there are any."""
    exact = f"{amount / MICROS:.6f}".rstrip("0")
    whole, _, part = exact.partition(".")
    return f"${whole}.{part:0<2}"
