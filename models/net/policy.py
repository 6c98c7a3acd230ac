"""What the operator lets flows do on the network: the one place that reads it.

KINORA_ALLOW_HOSTS          names, addresses and networks that flows may reach though they are
                            not public, as in `127.0.0.1,10.0.0.0/8,minio.internal`
KINORA_SECRET_<NAME>        a secret that flows may send by its name, and never see
KINORA_SECRET_<NAME>_HOSTS  the only hosts that it may be sent to; without it, any by HTTPS
KINORA_ALLOW_BUCKETS        buckets for which flows may use the operator's own AWS_* credentials
KINORA_SHARED               those of these variables that hold for all tenants; the others are for
                            the operator's own tenant, as in `KINORA_SECRET_SLACK`
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from media.errors import InputError
from media.ids import LOCAL_TENANT
from models.net.addresses import METADATA, Address, Network, unwrapped
from models.net.faults import SecretRefused

ALLOW_HOSTS = "KINORA_ALLOW_HOSTS"
ALLOW_BUCKETS = "KINORA_ALLOW_BUCKETS"
SECRET = "KINORA_SECRET_"
HOSTS = "_HOSTS"
SHARED = "KINORA_SHARED"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What is allowed."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()
    buckets: frozenset[str] = frozenset()
    environment: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Policy:
        """Read it.

        Raises:
            InputError: an entry is neither a name nor a network.
        """
        names: set[str] = set()
        networks: list[Network] = []
        for entry in _entries(environment.get(ALLOW_HOSTS, "")):
            try:
                networks.append(ip_network(entry, strict=False))
            except ValueError:
                if "/" in entry or ":" in entry or "*" in entry:
                    raise InputError(
                        f"{entry} is no host and no network",
                        "write names, addresses or networks such as 10.0.0.0/8, without ports",
                        ALLOW_HOSTS,
                    ) from None
                names.add(_bare(entry))
        return cls(
            names=frozenset(names),
            networks=tuple(networks),
            buckets=frozenset(_entries(environment.get(ALLOW_BUCKETS, ""))),
            environment=environment,
        )

    @classmethod
    def of_tenant(cls, environment: Mapping[str, str], tenant: uuid.UUID) -> Policy:
        """What the operator lets the flows of one tenant do: all of it if the tenant is his own.

        Raises:
            InputError: an entry is neither a name nor a network.
        """
        if tenant == LOCAL_TENANT:
            return cls.of(environment)
        shared = _entries(environment.get(SHARED, ""))
        named = {name for name in shared if name.startswith((SECRET, ALLOW_HOSTS, ALLOW_BUCKETS))}
        # A secret that is shared goes to its own hosts alone, whoever sends it.
        named |= {name + HOSTS for name in named if name.startswith(SECRET)}
        if ALLOW_BUCKETS in named:
            named |= {name for name in environment if name.startswith("AWS_")}
        return cls.of({name: environment[name] for name in named if name in environment})

    @classmethod
    def anywhere(cls) -> Policy:
        """Every address, but for those where a cloud hands out credentials."""
        return cls(networks=(ip_network("0.0.0.0/0"), ip_network("::/0")))

    def allows(self, host: str, address: Address) -> bool:
        """Whether the operator named a host or the (unwrapped) address that it leads to.

        Where a cloud hands out credentials nobody is let, however wide a network is.
        """
        if address in METADATA:
            return False
        return _bare(host) in self.names or self._holds(address)

    def names_host(self, host: str) -> bool:
        """Whether the operator named a host as the URL has it."""
        try:
            return self._holds(unwrapped(ip_address(host)))
        except ValueError:
            return _bare(host) in self.names

    def secret(self, name: str, *, host: str, safe: bool) -> str:
        """The secret of a name, for one host.

        Args:
            name: as flows call it.
            host: the one host that is to see it, or what is signed by it.
            safe: whether nobody on the way can read it.

        Raises:
            SecretRefused: there is none, or it is not for this host.
        """
        variable = SECRET + name
        found = self.environment.get(variable, "")
        if not _NAME.fullmatch(name) or name.endswith(HOSTS) or not found:
            raise SecretRefused(f"there is no secret {name[:64]!r}", f"set {SECRET}<NAME>")
        hosts = {_bare(entry) for entry in _entries(self.environment.get(variable + HOSTS, ""))}
        if hosts and _bare(host) not in hosts:
            raise SecretRefused(f"the secret {name} is not for {host}", f"see {variable}{HOSTS}")
        if not safe and not self.names_host(host):
            raise SecretRefused(f"the secret {name} would be sent in the clear", "use https")
        return found

    def _holds(self, address: Address) -> bool:
        return any(
            address.version == network.version and address in network for network in self.networks
        )


def _entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.split(",") if entry.strip()]


def _bare(host: str) -> str:
    return host.lower().rstrip(".")
