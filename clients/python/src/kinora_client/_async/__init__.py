"""The client over `httpx.AsyncClient`, of which the one over `httpx.Client` is made."""
