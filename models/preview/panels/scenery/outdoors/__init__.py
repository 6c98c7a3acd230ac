"""Places under the sky, and beyond it."""
