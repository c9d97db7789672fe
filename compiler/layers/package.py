"""``Package``: one installed package, read from its metadata (core metadata 2.4: Name, Version, License)."""

from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

__all__ = ["Package", "read_packages"]


@dataclass(frozen=True)
class Package:
    """The name, version and licences in a package's metadata."""

    name: str
    version: str
    licences: tuple[str, ...]
    """Every name it gives its licence: an SPDX expression, a short text, or classifiers."""


def read_packages(target: Path) -> list[Package]:
    """Return the packages installed in ``target``, sorted by name."""
    files = target.glob("*.dist-info/METADATA")
    return sorted((_package(file.read_text(encoding="utf-8")) for file in files), key=lambda package: package.name)


def _package(metadata: str) -> Package:
    headers = HeaderParser().parsestr(metadata)
    expression = headers["License-Expression"]
    classified = [text.rpartition(" :: ")[2] for text in headers.get_all("Classifier", []) if "License ::" in text]
    given = [expression] if expression else [*classified, headers["License"]]
    # "Dual License" only says that there are two licences to choose from (python-dateutil).
    licences = tuple(text.strip() for text in given if text and "\n" not in text.strip() and text != "Dual License")
    return Package(headers["Name"], headers["Version"], licences)
