"""The licences that a layer's packages may have: those that let a closed product ship them."""

import re
from typing import Final

from compiler.errors import CompileError, quoted
from compiler.layers.lock import LayerLock
from compiler.layers.package import Package

__all__ = ["accepted_licence", "check_licences"]

ACCEPTED: Final = {
    **{
        spdx: spdx
        for spdx in (
            *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0"),
            *("PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
        )
    },
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSF": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Licence in a package's words -> SPDX id. A bare BSD does not say how many clauses it has, so it stays BSD."""


def accepted_licence(package: Package) -> str | None:
    """Return the SPDX expression (or BSD) if every licence of the package is accepted. Return None otherwise."""
    known = [_expression(text) for text in package.licences]
    return None if not known or None in known else known[-1]


def check_licences(lock: LayerLock, packages: list[Package]) -> None:
    """Raise ``CompileError`` for the first package whose licence is missing or not accepted."""
    for package in packages:
        if accepted_licence(package) is None:
            named = " / ".join(package.licences) or "none"
            raise CompileError(
                f"{lock.shown_as}: {package.name} {package.version}: licence: got {quoted(named)}, expected one of "
                f"{', '.join(sorted(set(ACCEPTED.values())))}; take another package, or have the licence reviewed "
                "and add it to compiler/layers/licences.py"
            )


def _expression(text: str) -> str | None:
    if text in ACCEPTED:
        return ACCEPTED[text]
    parts = re.split(r" (?:AND|OR) ", text)
    return text if all(part in ACCEPTED for part in parts) else None
