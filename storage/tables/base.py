"""What all tables share: one metadata, whose naming convention gives every constraint a name that a migration can speak of."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from storage.columns import WholeNumber, whole


class Table(SQLModel):
    """The parent of every table. The naming convention must stand before the first table is declared."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


def add_whole_checks(metadata: MetaData) -> None:
    """Give every whole-number column its check. A primary key that counts is SQLite's rowid and refuses others by itself."""
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, WholeNumber) and not column.primary_key:
                table.append_constraint(whole(table.name, column.name, nullable=bool(column.nullable)))
