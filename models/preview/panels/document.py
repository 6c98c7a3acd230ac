"""A finished stage as the SVG document of a panel."""

from __future__ import annotations

from models.preview.panels.drawing import Layer
from models.preview.panels.stage import Stage


def document(s: Stage, lettering: str = "", *charts: Layer) -> bytes:
    """The panel's bytes. `lettering` is laid over all, and not mirrored with the picture."""
    p = s.palette
    treatment = f' data-treatment="{p.treatment}"' if p.treatment else ""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="{s.left:g} {s.top:g} {s.span:g} {s.bottom - s.top:g}" '
        f'data-frame="{s.width:g} {s.height:g}" '
        f'data-grain="{p.grain}" data-vignette="{p.vignette}"{treatment}>'
    )
    layers = "".join(_layer(s, layer) for layer in (*s.layers, *charts) if layer.shapes)
    title = f'<g data-depth="0.45" data-plain="1">{lettering}</g>' if lettering else ""
    return f"{head}{s.paints.defs()}{layers}{title}</svg>".encode()


def _layer(s: Stage, layer: Layer) -> str:
    mirror = f' transform="translate({s.width:g} 0) scale(-1 1)"' if s.look.flip else ""
    radius = layer.blur * s.palette.focus
    blur = f' data-blur="{radius:.1f}"' if radius else ""
    return f'<g data-depth="{layer.depth}"{blur}><g{mirror}>{"".join(layer.shapes)}</g></g>'
