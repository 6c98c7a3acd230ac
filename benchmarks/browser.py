"""Chromium as an independent player: seeks in a film and shows what it decoded there."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

WIDTH, HEIGHT = 64, 36
DEADLINE_S = 60
PAGE = "<!doctype html><video src='film.mp4' preload='auto' muted></video>"
SEEK = """
const [at, width, height, done] = arguments, video = document.querySelector("video");
const show = () => {
  const canvas = document.createElement("canvas"), c = canvas.getContext("2d");
  canvas.width = width; canvas.height = height;
  c.imageSmoothingQuality = "high"; c.drawImage(video, 0, 0, width, height);
  done(Array.from(c.getImageData(0, 0, width, height).data));
};
video.onerror = () => done(null);
video.onseeked = () => video.requestVideoFrameCallback ? setTimeout(show, 120) : show();
video.currentTime = at;
"""
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--allow-file-access-from-files", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip


def seek_places(film: Path, count: int, rate: Fraction) -> float:
    """Seek to `count` places; the worst mean difference, of 255, from the frames PyAV decodes."""
    frames = _decoded(film, count)
    page = film.parent / "player.html"
    page.write_text(PAGE)
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    browser = webdriver.Chrome(options, Service("/usr/bin/chromedriver"))
    try:
        browser.set_script_timeout(DEADLINE_S)
        browser.get(page.as_uri())
        worst = 0.0
        for number, expected in frames.items():
            middle = float((number + Fraction(1, 2)) / rate)
            pixels = browser.execute_async_script(SEEK, middle, WIDTH, HEIGHT)
            shown = np.array(pixels, np.float32).reshape(HEIGHT, WIDTH, 4)[..., :3]
            worst = max(worst, float(np.abs(shown - expected).mean()))
        return worst
    finally:
        browser.quit()


def _decoded(film: Path, count: int) -> dict[int, NDArray[np.float32]]:
    """Frames spread over the film, small, in the order of a restless viewer."""
    with av.open(str(film)) as container:
        total = container.streams.video[0].frames
        wanted = {round(place * (total - 1) / (count - 1)) for place in range(count)}
        found = {
            number: frame.reformat(WIDTH, HEIGHT, "rgb24", interpolation="AREA")
            .to_ndarray()
            .astype(np.float32)
            for number, frame in enumerate(container.decode(video=0))
            if number in wanted
        }
    order = sorted(found, key=lambda number: number * 7919 % total)
    return {number: found[number] for number in order}
