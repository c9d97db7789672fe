"""cfn-lint knows which resource types and values each region takes; CDK's own validator does not."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

REGIONS: Final = ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-northeast-1", "ap-southeast-2")
REPEATED_ORDER: Final = "W3005"
"""The CDK writes dependencies out that a reference implies already."""


@pytest.mark.long
def test_cfn_lint_finds_nothing_in_any_template_in_six_regions(assembly: Path) -> None:
    """Takes half a minute for the experiments, the opt-in stacks and the experiments that opt into everything."""
    templates = sorted(assembly.glob("*.template.json"))
    assert len(templates) > 25
    linter = [Path(sys.executable).with_name("cfn-lint"), "--ignore-checks", REPEATED_ORDER]
    ran = subprocess.run(
        [*linter, "--regions", *REGIONS, "--", *templates], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
