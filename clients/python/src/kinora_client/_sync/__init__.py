# Made from _async/__init__.py by clients/python/twin.py: change that one.
"""The client over `httpx.Client`, of which the one over `httpx.Client` is made."""
