"""The node contract: one class says what a node is; everything else is derived from it.

A node is a frozen Pydantic model. Its fields are its inputs and parameters, the annotation of
`run` names its outputs, and the decorator registers it. Nothing here knows how a node is run.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Protocol,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import Field, TypeAdapter
from pydantic.fields import FieldInfo

from media.errors import AuthorError, InputError
from media.handles import Shape, shape_of
from media.model import Model
from media.web import Reply, Request
from pipelines.interface import Interface, Port
from pipelines.ports import PARAM, PORT, Sealed, Stream
from pipelines.resources import USUAL, Resources

T = TypeVar("T")
N = TypeVar("N", bound="Node")

Effect = Literal["pure", "read", "paid", "external"]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

_TYPE_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class Cost(Model):
    """What running a node is expected to take."""

    cpu_s: float = 0.0
    gpu_s: float = 0.0
    num_bytes: int = 0

    @property
    def seconds(self) -> float:
        """Of work, wherever it is done."""
        return self.cpu_s + self.gpu_s


class Output(Model):
    """The base of what nodes return: each field is an output port."""


class Example(Model):
    """How a node is used: its documentation shows it, and a test runs it."""

    inputs: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    """For each field that an edge binds, the node types whose first outputs enter it, as in
    `{"clip": "sample.clip"}`."""
    params: dict[str, Any] = Field(default_factory=dict)


class Context(Protocol):
    """What a node may do besides compute. Where the work runs, it never knows."""

    async def infer(self, modality: str, returns: type[T], **arguments: Any) -> T:
        """Ask the engine of a modality, named in the node's `uses`, for a result."""
        ...

    async def compute(
        self, target: str, returns: type[T], *, resources: Resources = USUAL, **arguments: Any
    ) -> T:
        """Call `package.module:function` of `media` on a worker that has the resources.

        A `Stream` among the arguments is fed to the function as a blocking iterator, a `Sealed` is
        opened there, and what `returns` has as `Sealed` fields is sealed there.
        """
        ...

    async def fetch(self, request: Request) -> Reply:
        """Ask a server for something; its answer's body becomes an asset.

        Servers that are not of the public internet are refused, but for those that the operator
        names. When the step is cancelled the connection is closed.
        """
        ...

    @property
    def key(self) -> str:
        """A name for this step of this run: the same at each attempt, and no other step's."""
        ...


class Node(Model):
    """The base of all nodes."""

    type_: ClassVar[NodeType]

    def cost(self) -> Cost:
        """An estimate from the facts of the inputs, before anything runs."""
        return Cost()

    def foresee(self) -> Output | None:
        """What `run` will give, as far as its facts follow from those of the inputs.

        Assets in it come from `media.facts`: nobody has made them. None where it cannot be told.
        """
        return None

    def counted(self) -> dict[str, float] | None:
        """What its calls are paid by, beside its numbers; None where it asks nobody."""
        return {}

    async def run(self, ctx: Context) -> Any:
        """Do the work. The annotation of the override names the output class."""
        raise AuthorError(f"{type(self).__name__} does not say how it runs")


class BadAnswer(InputError):
    """What somebody sent to a waiting node is no answer; the node waits on."""

    code = "BAD_ANSWER"


class Waiting(Node):
    """The base of nodes that wait for a time or for somebody's word, and hold no worker."""

    waits_for: ClassVar[str] = "timer"
    """What a waiting step says that it waits for."""

    def wait_s(self) -> float | None:
        """How long it waits, in seconds; None without end."""
        return None

    def resumed(self, answer: Any, *, timed_out: bool) -> Any:
        """What it gives. The annotation of the override names the output class.

        Args:
            answer: what somebody sent, as JSON data.
            timed_out: the time was over before anybody sent anything.

        Raises:
            BadAnswer: it is none.
        """
        raise AuthorError(f"{type(self).__name__} does not say how it goes on")


@dataclass(frozen=True, kw_only=True)
class NodeType:
    """What the decorator learnt about a node class."""

    id: str
    version: int
    effect: Effect
    uses: tuple[str, ...]
    prefers: tuple[str, ...]
    """Modalities that it asks where an engine is live, and does without where none is."""
    revision: int
    cls: type[Node]
    outputs: type[Output]
    cached: bool = True
    """Whether a pure step's result is kept: what takes no time is not worth the look."""
    needs: str = ""
    """The model family without which it cannot run; empty: it runs anywhere."""
    aliases: tuple[str, ...] = ()
    """Other names by which stored flows may call it."""
    example: Example | None = None
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict[int, Upgrade])
    """For each version that stored flows may have, what makes its parameters those of the next."""

    @property
    def keyed(self) -> bool:
        """Whether its steps have a cache key."""
        return self.cached and self.effect == "pure"

    @cached_property
    def weighed(self) -> bool:
        """Whether it says what running it takes."""
        return self.cls.cost is not Node.cost

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return inspect.cleandoc(self.cls.__doc__ or "").partition("\n")[0]

    @cached_property
    def interface(self) -> Interface:
        """What the node takes and gives."""
        return Interface(
            inputs={name: _input(info) for name, info in self.cls.model_fields.items()},
            outputs={
                name: Port(shape=shape_of(info.annotation, tuple(info.metadata)))
                for name, info in self.outputs.model_fields.items()
            },
        )

    @property
    def streams(self) -> frozenset[str]:
        """The inputs that take their items one by one."""
        return self.interface.streams

    @property
    def sealed(self) -> frozenset[str]:
        """The inputs that the node does not open."""
        return self.interface.sealed


def _input(info: FieldInfo) -> Port:
    origin = get_origin(info.annotation)
    stream, sealed = origin is Stream, origin is Sealed
    inside = get_args(info.annotation)[0] if stream or sealed else info.annotation
    shape = shape_of(inside, tuple(info.metadata))
    by_constant = not stream and PORT not in info.metadata
    constant: Any = Annotated[info.annotation, info] if by_constant else None
    return Port(
        shape=Shape(shape.handle, many=True) if stream else shape,
        required=info.is_required(),
        by_edge=PARAM not in info.metadata,
        by_constant=by_constant,
        stream=stream,
        sealed=sealed,
        adapter=TypeAdapter(constant) if by_constant else None,
    )


_registry: dict[str, NodeType] = {}
_aliases: dict[str, str] = {}


def node(
    type_id: str,
    *,
    version: int,
    effect: Effect = "pure",
    uses: tuple[str, ...] = (),
    prefers: tuple[str, ...] = (),
    revision: int = 1,
    cached: bool = True,
    needs: str = "",
    aliases: tuple[str, ...] = (),
    example: Example | None = None,
    upgrades: Mapping[int, Upgrade] = MappingProxyType({}),
) -> Callable[[type[N]], type[N]]:
    """Register a node class and return it unchanged.

    Args:
        type_id: a dotted name such as `video.segment`.
        version: raised when the fields change; stored flows name it.
        effect: what running it does to the world; only `pure` nodes are cached.
        uses: the modalities and builds (such as `speech`, `codec`) whose identity decides the
            result, and so enters the cache key.
        prefers: the modalities that it asks where an engine is live and does without where none is;
            a live one's identity enters the key.
        revision: raised when the same inputs give a different result than before.
        cached: whether results are kept under their key; no, where looking takes longer.
        needs: the model family it waits for, where no algorithm here can do it.
        aliases: other names by which stored flows may call it.
        example: how it is used.
        upgrades: for each earlier version, what makes its parameters those of the next.

    Raises:
        AuthorError: the definition is wrong, or the name is taken.
    """

    def register(cls: type[N]) -> type[N]:
        if not _TYPE_ID.fullmatch(type_id):
            raise AuthorError(f"{type_id!r} is no node type", "write family.name in lower case")
        for name in (type_id, *aliases):
            if name in _registry or name in _aliases:
                raise AuthorError(f"two nodes are called {name}")
        if not cls.__doc__:
            raise AuthorError(f"the node {type_id} has no docstring")
        cls.type_ = NodeType(
            id=type_id,
            version=version,
            effect=effect,
            uses=uses,
            prefers=prefers,
            revision=revision,
            cls=cls,
            outputs=_output_class(type_id, cls),
            cached=cached,
            needs=needs,
            aliases=aliases,
            example=example,
            upgrades=upgrades,
        )
        _registry[type_id] = cls.type_
        _aliases.update(dict.fromkeys(aliases, type_id))
        return cls

    return register


def _output_class(type_id: str, cls: type[Node]) -> type[Output]:
    waits = issubclass(cls, Waiting)
    if not waits and not inspect.iscoroutinefunction(cls.run):
        raise AuthorError(f"the node {type_id} has no `async def run`")
    returned = get_type_hints(cls.resumed if waits else cls.run).get("return")
    if not (inspect.isclass(returned) and issubclass(returned, Output)):
        raise AuthorError(f"the node {type_id} does not say which Output its run returns")
    return returned


def registered() -> dict[str, NodeType]:
    """All node types by id."""
    return dict(_registry)


def aliases() -> dict[str, str]:
    """The id behind each other name."""
    return dict(_aliases)
