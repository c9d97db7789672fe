"""``PYTHONPATH=lambda_src python -m tests.rft.dashboard.pictures`` draws the reports' pictures in docs/pictures anew.

They show the pages of ``rft compare`` and ``rft calibrate``, made of the same made-up results as in their tests.
"""

import contextlib
from pathlib import Path
from tempfile import TemporaryDirectory

from rft.calibrate.html.page import page
from tests.rft.calibrate.planted import TWEETS, calibrated, tweets
from tests.rft.dashboard.chromium import chromium, opened
from tests.rft.dashboard.compared import compared

PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
WIDTH, HEIGHT = 1000, 900


def main() -> None:
    """Write the pictures."""
    # Inside the folder, so that the pictures show no path of this machine.
    with TemporaryDirectory() as made, contextlib.chdir(made), chromium() as browser:
        calibration = Path("calibration.html")
        calibration.write_text(page("mood", calibrated(), tweets(), [TWEETS]), encoding="utf-8")
        for name, file in (("comparison", compared(Path(), "Response")), ("calibration", calibration)):
            said: list[str] = []
            with opened(browser, file.absolute(), said, width=WIDTH) as shown:
                shown.locator(".rows tbody button").first.click()
                clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
                drawn = shown.screenshot(full_page=True, clip=clip)  # pyright: ignore[reportArgumentType] -- a FloatRect
            (PICTURES / f"{name}.png").write_bytes(drawn)


if __name__ == "__main__":
    main()
