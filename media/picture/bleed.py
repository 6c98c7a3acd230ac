"""How much larger than its frame a panel is drawn, known without the means to draw one."""

BLEED = 0.1
"""Part of the frame's width and height that a panel is drawn beyond it, on each side."""
