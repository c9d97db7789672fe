"""The source of a layer's packages: wheels of its own processor, and a plain error if there are none."""

import os
import socket
import tarfile
from pathlib import Path

import pytest

from compiler.compile import compile_experiment
from compiler.errors import CompileError
from compiler.layers.build import build_layer
from tests.compiler.made_kit import REWARD, Kit
from tests.compiler.made_wheels import NATIVE, PURE, Wheels

OTHER = {"arm64": "x86_64", "x86_64": "arm64"}


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wheels:
    """The only packages there are."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for variable in [name for name in os.environ if name.startswith("UV_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_NO_CACHE", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(folder))
    return Wheels(folder)


@pytest.fixture
def uncompiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the compiler, which takes seconds to start and has tests of its own."""
    monkeypatch.setattr("compiler.layers.build.compile_modules", lambda *_, **__: None)


@pytest.fixture
def docker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is there once anything called Docker."""
    called, commands = tmp_path / "docker-was-called", tmp_path / "commands"
    commands.mkdir()
    for name in ("docker", "finch", "podman"):
        (commands / name).write_text(f"#!/bin/sh\ntouch {called}\n")
        (commands / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{commands}{os.pathsep}{os.environ['PATH']}")
    return called


def failure(wheels: Wheels, root: Path, architecture: str = "arm64") -> str:
    with pytest.raises(CompileError) as error:
        build_layer(wheels.lock(root), architecture, root)
    left = sorted(path.name for path in (root / ".build" / "layers").iterdir())
    assert left == []
    return str(error.value)


@pytest.mark.usefixtures("uncompiled")
def test_a_layer_with_machine_code_is_built_and_kept_for_each_architecture(wheels: Wheels, tmp_path: Path) -> None:
    for built_for, tag in NATIVE.items():
        wheels.add(tag, built_for)
    lock = wheels.lock(tmp_path)
    for architecture in ("arm64", "x86_64"):
        layer = build_layer(lock, architecture, tmp_path)
        assert layer.architecture == architecture
        assert layer.folder.name.endswith(f"-{architecture}")
        assert (layer.folder / "python" / "tiny.py").read_text() == f"BUILT_FOR = '{architecture}'\n"
        assert build_layer(lock, architecture, tmp_path) == layer


@pytest.mark.usefixtures("uncompiled")
def test_a_reward_starts_here_with_this_machine_s_machine_code(kit: Kit, wheels: Wheels) -> None:
    for built_for, tag in NATIVE.items():
        wheels.add(tag, built_for)
    wheels.lock(kit.root)
    kit.experiment("one", "reward: first\ndescription: d\nlayers: [tiny]\n")
    check = "import tiny\nif tiny.BUILT_FOR != 'host':\n    raise ImportError(tiny.BUILT_FOR)\n"
    kit.source("first", check + REWARD.format(correct=0.8, decisive=True))

    (layer,) = compile_experiment("one", root=kit.root).layers

    assert layer.architecture == "arm64"
    assert (layer.folder / "python" / "tiny.py").read_text() == "BUILT_FOR = 'arm64'\n"


@pytest.mark.usefixtures("uncompiled")
def test_a_native_package_without_a_wheel_for_this_machine_is_an_error_that_says_so(
    wheels: Wheels, tmp_path: Path
) -> None:
    wheels.add(NATIVE["arm64"], "arm64")
    with pytest.raises(CompileError, match=r"layers/tiny/requirements.txt: .* for this machine's Python \d"):
        build_layer(wheels.lock(tmp_path), "arm64", tmp_path)


@pytest.mark.parametrize("architecture", ["arm64", "x86_64"])
def test_a_wheel_for_another_architecture_alone_is_an_error_that_names_both(
    wheels: Wheels, tmp_path: Path, docker: Path, architecture: str
) -> None:
    wheels.add(NATIVE[OTHER[architecture]], "the other")
    message = failure(wheels, tmp_path, architecture)
    assert message.startswith(
        f"layers/tiny/requirements.txt: its packages could not be installed for Python 3.13 on {architecture}: "
    )
    assert NATIVE[OTHER[architecture]].removeprefix("cp313-cp313-") in message
    assert message.endswith("check the network, or run `make lock` if the requirements changed")
    assert not docker.exists()


def test_a_package_with_its_source_alone_is_an_error_and_its_setup_never_runs(
    wheels: Wheels, tmp_path: Path, docker: Path
) -> None:
    ran = tmp_path / "setup-ran"
    (tmp_path / "setup.py").write_text(f"open({str(ran)!r}, 'w')\nimport setuptools\nsetuptools.setup(name='tiny')\n")
    with tarfile.open(wheels.folder / "tiny-1.0.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "setup.py", "tiny-1.0/setup.py")
    wheels.hashes.append("0" * 64)
    assert "tiny==1.0" in failure(wheels, tmp_path)
    assert not ran.exists()
    assert not docker.exists()


def test_a_wheel_whose_bytes_changed_is_an_error_that_names_the_package(
    wheels: Wheels, tmp_path: Path, docker: Path
) -> None:
    wheels.add(PURE, "any")
    locked = wheels.hashes[:]
    wheels.add(PURE, "somebody else")
    wheels.hashes = locked
    message = failure(wheels, tmp_path)
    assert "Hash mismatch for `tiny==1.0`" in message
    assert locked[0] in message
    assert not docker.exists()


def test_no_network_is_an_error_that_names_the_index_and_says_what_to_do(
    wheels: Wheels, tmp_path: Path, docker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        # Bound and not listening: nobody else takes the port, and nobody answers.
        taken.bind(("127.0.0.1", 0))
        index = f"http://127.0.0.1:{taken.getsockname()[1]}/simple"
        for variable in ("UV_NO_INDEX", "UV_FIND_LINKS"):
            monkeypatch.delenv(variable)
        monkeypatch.setenv("UV_DEFAULT_INDEX", index)
        monkeypatch.setenv("UV_HTTP_RETRIES", "0")
        wheels.add(PURE, "any")
        message = failure(wheels, tmp_path)
    assert f"Failed to fetch: {index}/tiny/" in message.replace("`", "")
    assert "expected a wheel with a listed hash for each package, and a package index within reach" in message
    assert not docker.exists()
