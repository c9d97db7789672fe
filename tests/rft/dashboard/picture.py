"""``PYTHONPATH=lambda_src python -m tests.rft.dashboard.picture`` draws docs/pictures/dashboard.png again.

It runs the two commands that the README names and takes a picture of the first rows of their page. The text of these
rows, with the values of every graph, is kept in the picture, so that a test can tell if the picture is out of date.
"""

import re
import struct
import zlib
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from rft.dashboard import verb
from tests.rft.dashboard.chromium import chromium, opened
from tests.training_run import write

PICTURE = Path(__file__).parents[3] / "docs" / "pictures" / "dashboard.png"
WIDTH, SHARPNESS = 1000, 1.5
GRAPHS = 3
"""Graphs of the first row; the picture ends beneath them."""
KEY = b"zTXtSource\0\0"
"""Kind of chunk, keyword, and the method deflate (PNG specification, 11.3.3.3)."""


def shown_in_picture(html: str) -> list[str]:
    """Return every line of text in the part of the page that the picture shows, values on hover included."""
    body = html.partition("<body>")[2]
    drawn = "".join(body.split('<section class="metric"')[: 1 + GRAPHS])
    # The revision changes with any file of the function, and says nothing of the picture.
    drawn = re.sub(r"/[0-9a-f]{8}/", "/revision/", drawn)
    lines = (line.strip() for text in re.findall(r">([^<]+)<", drawn) for line in unescape(text).splitlines())
    return [line for line in lines if line]


def source_of(picture: bytes) -> list[str]:
    """Return the texts that the picture was drawn from."""
    begin = picture.index(KEY)
    (length,) = struct.unpack(">I", picture[begin - 4 : begin])
    return zlib.decompress(picture[begin + len(KEY) : begin + 4 + length]).decode().splitlines()


def with_source(picture: bytes, texts: list[str]) -> bytes:
    """Return the PNG with the texts in a chunk before its end."""
    chunk = KEY + zlib.compress("\n".join(texts).encode("latin-1"), 9)
    made = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return picture[:-12] + made + picture[-12:]


def main() -> None:
    """Write the picture."""
    said: list[str] = []
    with TemporaryDirectory() as made:
        file = Path(made) / "dashboard.html"
        verb.dashboard("similarity", out=file, local=write(Path(made) / "logs").parent)
        with chromium() as browser, opened(browser, file, said, width=WIDTH, sharpness=SHARPNESS) as page:
            box = page.locator("section.metric").nth(GRAPHS - 1).bounding_box()
            assert box is not None
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": box["y"] + box["height"] + 6}
            drawn = page.screenshot(full_page=True, clip=clip)  # pyright: ignore[reportArgumentType] -- a FloatRect
        PICTURE.write_bytes(with_source(drawn, shown_in_picture(file.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
