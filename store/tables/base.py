"""Shared by all tables: metadata with a naming convention, and the columns that every row has."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, ForeignKeyConstraint, MetaData, func
from sqlalchemy.dialects.postgresql import UUID

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def tenant_id(*, referring: bool = True, **options: Any) -> Column[Any]:
    """The column that row-level security compares with the session's tenant.

    Args:
        referring: whether a foreign key holds it. Not where the row hangs on a run, which hangs
            on the tenant: to check both for each of thousands of rows a second would cost more
            than to write them. Nor where it is to outlive its tenant.
        options: of the column.
    """
    keys = (ForeignKey("tenants.id", ondelete="CASCADE"),) if referring else ()
    return Column("tenant_id", UUID(as_uuid=True), *keys, nullable=False, **options)


def within_tenant(table: str, column: str, referred: str) -> ForeignKeyConstraint:
    """By tenant and id: a foreign key sees past row-level security, so it compares the tenant."""
    return ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{referred}.tenant_id", f"{referred}.id"],
        name=f"fk_{table}_{column.removesuffix('_id')}",
        ondelete="CASCADE",
    )


def created_at() -> Column[Any]:
    """When the row was made, by Postgres's clock."""
    return Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now())
