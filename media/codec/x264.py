"""Settings under which x264 gives equal bytes for equal frames."""

from __future__ import annotations

import cv2

_NO_AVX512 = "MMX2,SSE2,SSE3,SSSE3,SSE4.2,AVX,AVX2,FMA3,BMI1,BMI2,LZCNT"
"""The instruction sets left to x264 where the processor has AVX-512: with that one, the macroblock
tree of build 165 reads memory nobody wrote, and equal frames give different bytes (seen at 320x180
and 360x640: 7 outputs in 12 runs; 1 in 12 with this list)."""

_CPU_AVX_512F = 13
"""OpenCV's number for the feature (`cv::CpuFeatures`, core/cvdef.h), which it does not bind."""


def x264_params(settings: str) -> str:
    """Settings for x264 with the instruction sets that repeat."""
    repeating = f"asm={_NO_AVX512}" if cv2.checkHardwareSupport(_CPU_AVX_512F) else ""
    return ":".join(filter(None, (settings, repeating)))
