"""The words that the panel engine knows, for whoever plans shots."""

from __future__ import annotations

from models.preview.panels.cast.catalog import SUBJECTS
from models.preview.panels.palette import styles
from models.preview.panels.scenery.catalog import SETTINGS

STYLES = styles()
"""Names of styles, the usual one first."""

__all__ = ["SETTINGS", "STYLES", "SUBJECTS"]
