"""DBOS and LangGraph on the same server: a chain of steps of no work, each durable.

They come with the extra `peers`, which nothing else needs; so they are imported by name.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any, TypedDict

import psycopg
from psycopg.rows import dict_row


class DbosChain:
    """A workflow of DBOS, whose every step is committed."""

    def __init__(self, url: str) -> None:
        DBOS: Any = import_module("dbos").DBOS  # noqa: N806
        config = {"name": "bench", "system_database_url": url, "log_level": "ERROR"}
        self._dbos: Any = DBOS
        DBOS(config=config)

        @DBOS.step()
        def add(number: int) -> int:
            return number + 1

        @DBOS.workflow()
        def chain(length: int) -> int:
            number = 0
            for _ in range(length):
                number = add(number)
            return number

        DBOS.launch()
        self._chain = chain

    def seconds(self, length: int) -> float:
        """How long a chain takes, from its start to its result."""
        began = time.perf_counter()
        handle = self._dbos.start_workflow(self._chain, length)
        assert handle.get_result() == length
        return time.perf_counter() - began

    def close(self) -> None:
        """Stop its threads."""
        self._dbos.destroy()


class Counted(TypedDict):
    """The state of LangGraph's chain."""

    number: int


class LangGraphChain:
    """A graph of LangGraph, checkpointed after every node."""

    def __init__(self, url: str) -> None:
        rows: Any = dict_row
        self._connection: Any = psycopg.connect(
            url, autocommit=True, prepare_threshold=0, row_factory=rows
        )
        saver: Any = import_module("langgraph.checkpoint.postgres").PostgresSaver
        self._saver: Any = saver(self._connection)
        self._saver.setup()
        self._threads = 0

    def seconds(self, length: int) -> float:
        """How long a chain takes; its graph is built before."""
        graphs: Any = import_module("langgraph.graph")

        def add(state: Counted) -> Counted:
            return {"number": state["number"] + 1}

        graph: Any = graphs.StateGraph(Counted)
        for index in range(length):
            graph.add_node(f"n{index}", add)
            graph.add_edge(f"n{index - 1}" if index else graphs.START, f"n{index}")
        graph.add_edge(f"n{length - 1}", graphs.END)
        compiled = graph.compile(checkpointer=self._saver)
        self._threads += 1
        config = {"configurable": {"thread_id": str(self._threads)}, "recursion_limit": length + 5}
        began = time.perf_counter()
        assert compiled.invoke({"number": 0}, config)["number"] == length
        return time.perf_counter() - began

    def close(self) -> None:
        """Close its connection."""
        self._connection.close()
