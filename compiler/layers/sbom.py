"""The bill of materials of a layer: packages -> CycloneDX 1.6 JSON, with the same bytes each time."""

import json

from compiler.layers.licences import ACCEPTED, accepted_licence
from compiler.layers.lock import LayerLock
from compiler.layers.package import Package

__all__ = ["sbom_text"]


def sbom_text(lock: LayerLock, packages: list[Package]) -> str:
    """Return the document. It has no time and no serial number, because both would differ from run to run."""
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "library", "name": f"layer-{lock.name}", "version": lock.digest}},
        "components": [_component(package) for package in packages],
    }
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def _component(package: Package) -> dict[str, object]:
    purl = f"pkg:pypi/{package.name.lower().replace('_', '-')}@{package.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
        "licenses": [_licence(accepted_licence(package) or "unknown")],
    }


def _licence(licence: str) -> dict[str, object]:
    if " " in licence:
        return {"expression": licence}
    is_spdx = licence in ACCEPTED and licence != "BSD"
    return {"license": {"id" if is_spdx else "name": licence}}
