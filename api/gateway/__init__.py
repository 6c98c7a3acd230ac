"""Flows deployed as APIs: managed, released, documented and called."""
