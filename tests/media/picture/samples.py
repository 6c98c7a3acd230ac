"""Small panels for tests of what is seen."""

from media.types import Image
from media.workspace import Workspace

LAYERED = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-192 -108 2304 1296">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
<stop offset="0" stop-color="#204060"/><stop offset="1" stop-color="#e0a060"/>
</linearGradient></defs>
<g data-depth="0"><rect x="-192" y="-108" width="2304" height="1296" fill="url(#g)"/></g>
<g data-depth="0.5"><path d="M-192 700C300 500 900 800 2112 650V1188H-192Z" fill="#305040"/>
<circle cx="700" cy="400" r="120" fill="#ffffff" fill-opacity="0.7"/></g>
<g data-depth="1" data-blur="6"><path d="M-192 1188V900L400 1188Z" fill="#101020"/></g></svg>"""

PLAIN = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-192 -108 2304 1296">
<g data-depth="0"><rect x="-192" y="-108" width="2304" height="1296" fill="{fill}"/></g></svg>"""


def panel(work: Workspace, svg: str = LAYERED) -> Image:
    path = work.scratch("sample.svg")
    path.write_text(svg)
    return work.save(path, Image, format="svg", width=1920, height=1080)
