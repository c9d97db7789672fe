"""A folder of small wheels in place of the package index, and locks that name them."""

import hashlib
import sys
import sysconfig
import zipfile
from pathlib import Path

from compiler.layers.lock import LayerLock

PURE = "py3-none-any"
NATIVE = {
    "arm64": "cp313-cp313-manylinux_2_28_aarch64",
    "x86_64": "cp313-cp313-manylinux_2_28_x86_64",
    "host": "cp{0}{1}-cp{0}{1}-{2}".format(
        *sys.version_info[:2], sysconfig.get_platform().replace("-", "_").replace(".", "_")
    ),
}
"""Platform -> wheel tag."""


class Wheels:
    """Makes wheels of one package, ``tiny`` 1.0."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: list[str] = []

    def add(self, tag: str, built_for: str) -> None:
        """Add a wheel whose module ``tiny`` names the platform it was built for."""
        about = f"Wheel-Version: 1.0\nRoot-Is-Purelib: {str(tag == PURE).lower()}\nTag: {tag}\n"
        files = {
            "tiny.py": f"BUILT_FOR = {built_for!r}\n",
            "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.4\nName: tiny\nVersion: 1.0\nLicense-Expression: MIT\n",
            "tiny-1.0.dist-info/WHEEL": about,
        }
        record = "".join(f"{name},,\n" for name in (*files, "tiny-1.0.dist-info/RECORD"))
        wheel = self.folder / f"tiny-1.0-{tag}.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, content in {**files, "tiny-1.0.dist-info/RECORD": record}.items():
                archive.writestr(name, content)
        self.hashes.append(hashlib.sha256(wheel.read_bytes()).hexdigest())

    def lock(self, root: Path) -> LayerLock:
        """Write ``root/layers/tiny`` with the hash of every wheel so far."""
        lock = LayerLock("tiny", root / "layers" / "tiny" / "requirements.txt")
        lock.file.parent.mkdir(parents=True, exist_ok=True)
        lock.file.write_text("tiny==1.0" + "".join(f" --hash=sha256:{one}" for one in self.hashes) + "\n")
        return lock
