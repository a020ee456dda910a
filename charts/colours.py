"""Few colours make a small file: the most frequent ones stay exactly as they are, the others become the nearest of them."""

from __future__ import annotations

import sys
from typing import cast

from PIL import Image


def reduced(pixels: bytes, size: tuple[int, int], most: int) -> Image.Image:
    """An image with a palette of at most `most` colours, from four bytes a pixel (red, green, blue, opacity)."""
    found = Image.frombytes("RGBA", size, pixels).getcolors(size[0] * size[1])
    counted = [(often, bytes(colour)) for often, colour in cast("list[tuple[int, tuple[int, ...]]]", found)]
    colours = [colour for _, colour in sorted(counted, key=lambda each: (-each[0], _number(each[1])))]
    kept = colours[:most]
    places = [*range(len(kept)), *(_nearest(colour, kept) for colour in colours[most:])]
    table = dict(zip(map(_number, colours), places, strict=True))
    image = Image.frombytes("P", size, bytes(map(table.__getitem__, memoryview(pixels).cast("I"))))
    image.putpalette(b"".join(kept), "RGBA")
    return image


def _number(colour: bytes) -> int:
    """Its four bytes as one number, in the order of memory."""
    return int.from_bytes(colour, sys.byteorder)


def _nearest(colour: bytes, kept: list[bytes]) -> int:
    red, green, blue, opacity = colour
    apart = [(red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 + (opacity - o) ** 2 for r, g, b, o in kept]
    return apart.index(min(apart))
