"""Workflows on ComfyUI servers, as engines of pictures, clips and sounds."""
