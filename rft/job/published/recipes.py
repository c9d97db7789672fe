"""AWS's published specifications of recipes: a clone of aws/sagemaker-hyperpod-recipes -> the parts that roads need."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from rft.failures import CallError
from rft.road import Road

__all__ = ["FILE", "REPOSITORY", "TECHNIQUES", "fetched"]

REPOSITORY: Final = "https://github.com/aws/sagemaker-hyperpod-recipes"
FILE: Final = Path(__file__).with_name("published.json")
TECHNIQUES: Final[Mapping[str, tuple[str, str]]] = {
    Road.TRAINING: ("nova", "nova_smtj_lora_rft"),
    Road.HYPERPOD: ("nova", "nova_lora_rft"),
    Road.SERVERLESS: ("nova", "nova_smtj_lora_rft"),
    Road.SERVERLESS_OPEN_WEIGHT: ("verl", "grpo_rlvr"),
    "evaluation own-dataset": ("nova", "nova_bring_your_own_dataset_2_0_eval"),
    "evaluation custom-scorer": ("nova", "nova_bring_your_own_dataset_2_0_eval"),
    "evaluation custom-scorer open-weight": ("evaluation", "open_source_deterministic_eval"),
}
"""Name of the settings in ``specifications.json`` -> folder and technique whose parameters they are."""
_PLACE: Final = "launcher/recipe_templatization/{0}/{0}_recipe_template_parameters.json"
_PARTS: Final = ("recipe_template", "recipe_override_parameters")


def fetched(repository: str) -> dict[str, Any]:
    """Return commit and techniques of a repository, given by its address or its folder.

    Raises:
        CallError: git cannot clone it, or it lacks a technique.
    """
    with TemporaryDirectory(prefix="recipes-") as made:
        address = repository if "://" in repository else Path(repository).resolve().as_uri()
        _git("clone", "--quiet", "--depth", "1", address, made)
        commit = _git("-C", made, "rev-parse", "--short=7", "HEAD").strip()
        techniques = {name: _technique(Path(made), folder, name) for folder, name in sorted(set(TECHNIQUES.values()))}
    return {"source": "aws/sagemaker-hyperpod-recipes, Apache-2.0", "commit": commit, "techniques": techniques}


def _technique(root: Path, folder: str, name: str) -> dict[str, Any]:
    file = root / _PLACE.format(folder)
    try:
        found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))["templates"][name]
        parts = {part: found[part] for part in _PARTS}
    except (OSError, ValueError, KeyError) as error:
        place = _PLACE.format(folder)
        raise CallError(f"{place}: {error!r} for {name}, expected its parameters; see what became of it") from None
    for parameter in parts["recipe_override_parameters"].values():
        parameter.pop("description", None)
    return parts


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CallError(f"git: {error}; it is needed to fetch {REPOSITORY}") from None
    if done.returncode:
        raise CallError(f"git {arguments[0]}: {done.stderr.strip()}; give a repository that can be cloned")
    return done.stdout
