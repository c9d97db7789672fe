"""Finds and reads ``networks/*.yaml``."""

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from compiler.errors import CompileError
from compiler.experiment.file import ROOT
from compiler.experiment.validation import explain
from compiler.experiment.yaml_file import read_mapping
from compiler.network.network import Network

__all__ = ["FOLDER", "read_networks"]

FOLDER: Final = "networks"


def read_networks(root: Path = ROOT) -> list[Network]:
    """Return the networks of ``root/networks``, by name; none if there is no such folder.

    Raises:
        CompileError: one line for each thing that is wrong in a file, or two files describe one VPC.
    """
    networks = [_read(file) for file in sorted((root / FOLDER).glob("*.yaml"))]
    owners: dict[str, str] = {}
    for network in networks:
        owner = owners.setdefault(network.vpc_id, network.name)
        if owner != network.name:
            raise CompileError(
                f"{FOLDER}/{network.name}.yaml: vpc_id: got {network.vpc_id}, which {FOLDER}/{owner}.yaml describes, "
                "expected one file for one VPC, because a VPC takes each endpoint once; join the two"
            )
    return networks


def _read(file: Path) -> Network:
    shown_as = f"{FOLDER}/{file.name}"
    fields = read_mapping(file, shown_as)
    if "name" in fields:
        raise CompileError(f"{shown_as}: name: the file's name is the network's name; remove the field")
    try:
        return Network.model_validate({"name": file.stem, **fields})
    except ValidationError as error:
        raise CompileError(explain(error, shown_as, Network)) from error
