"""One row of the catalog: an engine with its weights, where it runs, what it holds and costs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from media.model import Model
from models.catalog.family import Family, family
from models.remote.description import Remote

Runs = Literal["task", "serve", "http"]
LoraName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
"""It is a folder's name too."""


class Price(Model):
    """What one request costs, in millionths of a dollar."""

    call_micros: int = Field(default=0, ge=0)
    per: dict[str, int] = Field(default_factory=dict)
    """For each argument that counts, such as `seconds`, what one of it costs."""

    @property
    def paid(self) -> bool:
        """Whether a request costs anything."""
        return bool(self.call_micros or any(self.per.values()))

    def of(self, arguments: dict[str, Any]) -> int:
        """The price of a request, rounded up."""
        counted = sum(micros * float(arguments.get(name) or 0) for name, micros in self.per.items())
        return self.call_micros + int(-(-counted // 1))


class Weights(Model):
    """Where a model's files come from."""

    source: str = Field(min_length=1)
    """`hub:owner/name`, `s3://bucket/prefix`, or the path of a folder."""
    revision: str = ""
    """A branch, tag or commit of a hub. What was pulled is pinned by its commit and its digest."""
    only: tuple[str, ...] = ()
    """Patterns of the files that are needed, as in `*.safetensors`; empty: all but duplicates of
    the weights in other formats."""
    pickles: bool = False
    """Whether files that run code when they are loaded are taken: only of an owner you trust."""
    gated: bool = False
    """Whether its owner wants its licence accepted, and a token, before it is given."""


class Card(Model):
    """What a replica holds of GPUs."""

    memory_gb: float = Field(gt=0)
    """Resident, once loaded."""
    peak_gb: float = Field(default=0.0, ge=0)
    """At most, while it works; 0: what is resident."""
    num_gpus: int = Field(default=1, ge=1)
    """More than one where a single card does not hold it."""

    @property
    def needed_gb(self) -> float:
        """What has to be free on its cards."""
        return max(self.memory_gb, self.peak_gb)


class Serving(Model):
    """How many replicas serve it, and what each takes."""

    min_replicas: int = Field(default=1, ge=0)
    """0: it goes when nobody has asked for it for `idle_s`, and its next caller waits for it."""
    max_replicas: int = Field(default=1, ge=1)
    idle_s: float = Field(default=600.0, gt=0)
    max_batch: int = Field(default=1, ge=1, le=256)
    """Requests that an engine may answer together, where it gains by it."""
    batch_wait_s: float = Field(default=0.01, ge=0, le=1)
    max_queued: int = Field(default=256, ge=1)
    """Requests that wait at one replica; who comes after them is told to come back."""
    deadline_s: float = Field(default=3600.0, gt=0)
    """Of one request, its wait in the replica's queue included."""
    load_s: float = Field(default=60.0, gt=0)
    """How long a start is expected to take: what is said to who waits for one."""

    @model_validator(mode="after")
    def _in_order(self) -> Serving:
        if self.min_replicas > self.max_replicas:
            raise ValueError("min_replicas is above max_replicas")
        return self


class Engine(Model):
    """One row of the catalog."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")
    family: str = ""
    """Of `families.yaml`: whose code serves it, and what it can do."""
    modality: str = ""
    """Of an engine without a family: what it does."""
    target: str = ""
    """And where its code is: `module:Class.method`."""
    runs: Runs = "task"
    remote: Remote | None = None
    """Of `http`: how its jobs are begun and asked for."""
    weights: Weights | None = None
    gpu: Card | None = None
    """None: it works on the CPU."""
    serving: Serving = Serving()
    num_cpus: float = Field(default=1.0, ge=0)
    num_gpus: float = Field(default=0.0, ge=0)
    """Of a task; a served engine's share is planned from `gpu`."""
    memory_gb: float = Field(default=0.0, ge=0)
    revision: int = Field(default=1, ge=0)
    licence: str
    price: Price = Price()
    fallback: tuple[str, ...] = ()
    """Who is asked when it cannot, in this order: ids of other rows."""
    aliases: tuple[str, ...] = ()
    """Other names by which it may be asked for."""
    options: dict[str, Any] = Field(default_factory=dict)
    """How its code is to run it, such as `dtype`, `scheduler` or `compile`: see the family."""
    defaults: dict[str, Any] = Field(default_factory=dict)
    """Of arguments that a request leaves out or gives as null."""
    loras: dict[LoraName, Weights] = Field(default_factory=dict)
    """Weights that change its style, by the name that a request gives."""
    parts: dict[LoraName, Weights] = Field(default_factory=dict)
    """Weights of other sources that it cannot do without, by the folder in which its code looks
    for them."""

    @property
    def does(self) -> dict[str, str]:
        """For each modality, the target that serves it; of `http`, nothing is here to call."""
        if not self.family:
            return {self.modality: self.target}
        known = self._family
        return {name: f"{known.engine}.{method}" for name, method in known.does.items()}

    @property
    def takes_loras(self) -> bool:
        """Whether it can be given a LoRA of the caller's own."""
        return bool(self.family) and self._family.takes_loras

    @property
    def _family(self) -> Family:
        return family(self.family)

    @property
    def called(self) -> tuple[str, ...]:
        """All names that it answers to."""
        return (self.id, *self.aliases)

    @model_validator(mode="after")
    def _whole(self) -> Engine:
        if bool(self.family) == bool(self.modality):
            raise ValueError(f"{self.id} names a family, or else a modality")
        if self.family:
            needs = self._family.weights
            if needs and self.weights is None:
                raise ValueError(f"{self.id} is of {self.family} and names no weights")
        elif self.runs != "http" and not self.target:
            raise ValueError(f"{self.id} runs here and names no target")
        if self.runs == "http" and self.remote is None and not self.family:
            raise ValueError(f"{self.id} runs over http and says not how: add `remote`")
        if "loras" in self.parts:
            raise ValueError(f"{self.id} has a part called loras, which is the folder of its LoRAs")
        return self
