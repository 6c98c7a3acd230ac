"""Answers that are to hold to a JSON Schema: mended here first, then asked for again.

The schema is whoever asks': it is compiled with regular expressions that take linear time, and
nothing that it names elsewhere is fetched.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import jsonschema_rs
from json_repair import loads as repaired

from media.errors import InputError, WorldError
from models.protocols.language import Answer, Asked, Message, Usage

CORRECTIONS = 2
"""How often a model is told what is wrong with its answer."""
MOST_MENDED = 100_000
"""Letters of an answer that is mended: what is longer may take a mender minutes."""
MOST_SHOWN = 20_000
"""Letters of a wrong answer that the model is shown again."""
MOST_FLAWS = 5
MOST_FLAW = 300


class OffSchema(WorldError):
    """An answer that does not hold to its schema, however often it was asked for."""

    code = "ANSWER_OFF_SCHEMA"


class Held:
    """One question with a schema or without, and the answers to it until one will do.

    held = Held(asked)
    while (answer := held.take(said(held.asked))) is None:
        pass
    """

    def __init__(self, asked: Asked) -> None:
        """Read the schema.

        Raises:
            InputError: it is none, or names one elsewhere.
        """
        self._first = self.asked = asked
        self._check = None if asked.answer_schema is None else _compiled(asked.answer_schema)
        self._corrections = 0
        self.usage = Usage()
        """What all answers so far took."""

    def take(self, answer: Answer) -> Answer | None:
        """The answer as it is to be given; None where `asked` is to be asked now.

        Raises:
            OffSchema: it will not do, and no correction is left.
        """
        self.usage = added(self.usage, answer.usage)
        if self._check is None or answer.tool_calls:
            return answer.model_copy(update={"usage": self.usage})
        try:
            value = self._read(self._check, answer.text)
        except ValueError as error:
            self._correct(answer, str(error))
            return None
        text = json.dumps(value, ensure_ascii=False)
        return answer.model_copy(update={"text": text, "value": value, "usage": self.usage})

    def _read(self, check: jsonschema_rs.Validator, text: str) -> Any:
        """What an answer says.

        Raises:
            ValueError: it does not hold to the schema, and how.
        """
        value = mended(text)
        flaws = list(islice(check.iter_errors(value), MOST_FLAWS))
        if flaws:
            raise ValueError("; ".join(_flaw(one) for one in flaws))
        return value

    def _correct(self, answer: Answer, flaw: str) -> None:
        """Put the question again, with what is wrong with the answer.

        Raises:
            OffSchema: that was done often enough, or will not help.
        """
        if answer.ended == "content_filter":
            raise OffSchema("the answer was held back by a filter of its content", "ask otherwise")
        if self._corrections == CORRECTIONS:
            cut = " (it was cut off at max_tokens)" if answer.ended == "length" else ""
            raise OffSchema(
                f"after {CORRECTIONS} corrections the answer does not hold to its schema{cut}: "
                + flaw,
                "raise max_tokens, or ask for less" if cut else "make the schema simpler",
                "answer_schema",
            )
        self._corrections += 1
        said = Message(role="assistant", text=answer.text[:MOST_SHOWN] or "(nothing)")
        wrong = (
            f"That does not hold to the JSON Schema: {flaw}. "
            "Give the whole answer again, as JSON alone."
        )
        told = (*self._first.messages, said, Message(role="user", text=wrong))
        self.asked = self._first.model_copy(update={"messages": told})


def mended(text: str) -> Any:
    """The JSON in an answer, without fences and words around it, commas too many, ends missing.

    Raises:
        ValueError: there is none.
    """
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        pass
    if len(text) > MOST_MENDED:
        raise ValueError("it is no JSON, and too long to be mended")
    try:
        value = repaired(text, skip_json_loads=True)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    # The mender makes a text of whatever is none.
    if not isinstance(value, dict | list):
        raise ValueError("it holds no JSON")
    return value


def in_words(asked: Asked) -> Asked:
    """A question whose schema is told in its first message, for who takes no schema otherwise."""
    if asked.answer_schema is None:
        return asked
    schema = json.dumps(asked.answer_schema, ensure_ascii=False)
    told = f"Answer with JSON alone, without a fence, that holds to this JSON Schema:\n{schema}"
    first, *others = asked.messages
    if first.role != "system":
        messages = (Message(role="system", text=told), *asked.messages)
    else:
        messages = (first.model_copy(update={"text": f"{first.text}\n\n{told}"}), *others)
    return asked.model_copy(update={"messages": messages})


def added(one: Usage, other: Usage) -> Usage:
    """What two answers took."""
    return Usage(read=one.read + other.read, written=one.written + other.written)


def _compiled(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    try:
        return jsonschema_rs.validator_for(
            schema, pattern_options=jsonschema_rs.RegexOptions(), offline=True
        )
    except ValueError as error:
        raise InputError(
            f"the schema cannot be used: {str(error).splitlines()[0][:MOST_FLAW]}",
            "write JSON Schema that names none elsewhere, without look-around in patterns",
            "answer_schema",
        ) from None


def _flaw(error: jsonschema_rs.ValidationError) -> str:
    where = "/".join(str(part) for part in error.instance_path)
    return f"at /{where}: {error.message[:MOST_FLAW]}"


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
