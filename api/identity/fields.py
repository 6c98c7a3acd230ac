"""Addresses and passwords, as bodies hold them."""

from __future__ import annotations

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StringConstraints

from api.kit.model import Text

SHORTEST, LONGEST = 12, 1000


def address(text: str) -> str:
    """An address in the form that is kept.

    Raises:
        ValueError: it is none.
    """
    # Hosts of a company's own network are as good as any; what is kept is ASCII, so that Postgres
    # and Python agree on what its small letters are.
    try:
        found = validate_email(
            text, allow_smtputf8=False, check_deliverability=False, globally_deliverable=False
        )
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None
    return (found.ascii_email or "").lower()


Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254),
    AfterValidator(address),
    Field(examples=["ann@example.com"]),
]
"""An address in small letters."""
Password = Annotated[Text, StringConstraints(max_length=LONGEST)]
"""One that is compared with what is kept."""
NewPassword = Annotated[Text, StringConstraints(min_length=SHORTEST, max_length=LONGEST)]
Token = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
"""A secret out of a link."""
