"""``python -m tests.rft.dashboard.picture`` draws docs/pictures/dashboard.png from the scripted training run."""

from pathlib import Path
from tempfile import TemporaryDirectory

from rft.dashboard.page import Source, page
from tests.rft.dashboard.chromium import opened
from tests.rft.dashboard.scripted import scripted
from tests.stacks.dashboards import body_of
from tests.stacks.synthesis import synthesise

PICTURE = Path(__file__).parents[3] / "docs" / "pictures" / "dashboard.png"


def main() -> None:
    """Write the picture of the alarm states and the first rows."""
    run = scripted()
    PICTURE.parent.mkdir(exist_ok=True)
    with TemporaryDirectory() as made:
        body = body_of(synthesise(run.compiled, Path(made) / "assembly"))
        file = Path(made) / "dashboard.html"
        file.write_text(page(body, Source("similarity", run.alarms, run.events, run.found)), encoding="utf-8")
        said: list[str] = []
        with opened(file, said) as shown:
            shown.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1500, "height": 1060}, full_page=True)


if __name__ == "__main__":
    main()
