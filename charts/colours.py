"""Few colours make a small file: the most frequent ones stay exactly as they are, the others become the nearest of them."""

from __future__ import annotations

from collections import Counter
from struct import pack

from PIL import Image

_PIXEL = "=I"  # four bytes as one number: red, green, blue, opacity in the order of memory


def reduced(pixels: bytes, size: tuple[int, int], most: int) -> Image.Image:
    """An image with a palette of at most `most` colours, from four bytes a pixel (red, green, blue, opacity)."""
    numbers = memoryview(pixels).cast("I")
    counted = sorted(Counter(numbers).items(), key=lambda colour: (-colour[1], colour[0]))
    colours = [pack(_PIXEL, number) for number, _ in counted]
    kept = colours[:most]
    places = [*range(len(kept)), *(_nearest(colour, kept) for colour in colours[most:])]
    table = {number: place for (number, _), place in zip(counted, places, strict=True)}
    image = Image.frombytes("P", size, bytes(map(table.__getitem__, numbers)))
    image.putpalette(b"".join(kept), "RGBA")
    return image


def _nearest(colour: bytes, kept: list[bytes]) -> int:
    red, green, blue, opacity = colour
    apart = [(red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 + (opacity - o) ** 2 for r, g, b, o in kept]
    return apart.index(min(apart))
