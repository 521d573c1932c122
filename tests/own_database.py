"""A fresh database for a test whose acts happen in other processes."""

import os
import time
from typing import Any

import dj_database_url
import psycopg

SERVER = os.environ.get("TEST_DATABASE_URL", "")


def own_database(name: str) -> str:
    """Its address on the server under test; empty without one, because SQLite's lies in the house's own folder."""
    if not SERVER:
        return ""
    parts = dj_database_url.parse(SERVER)
    full_name = f"{name}_{os.getpid()}_{time.monotonic_ns()}"
    connect: dict[str, Any] = {
        "host": parts["HOST"],
        "port": parts["PORT"] or 5432,
        "user": parts["USER"],
        "password": parts["PASSWORD"],
    }
    with psycopg.connect(**connect, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE \"{full_name}\" TEMPLATE template0 ENCODING 'UTF8'".encode())
    return SERVER.rpartition("/")[0] + f"/{full_name}"
