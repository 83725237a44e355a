"""build/setup.sh on machines that lack this or that, played by scripts that write down calls."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.repository.workbench import ROOT, run, script

# Stands for any Python: makes a .venv whose python is itself, and lets its pip "install".
PYTHON = """
case "$*" in
  "-c import ensurepip, venv") [ ! -e "$MACHINE/no-ensurepip" ] ;;
  -c*) [ ! -e "$MACHINE/old-python" ] ;;
  --version) echo Python 3.11.2 ;;
  "-m venv --clear .venv")
    [ ! -e "$MACHINE/no-ensurepip" ] || { echo "ensurepip is not available"; exit 1; }
    rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python
    printf '#!%s/.venv/bin/python\\n' "$PWD" >.venv/bin/pip; chmod +x .venv/bin/pip
    echo venv >>"$MACHINE/calls" ;;
  *"-m pip"*)
    echo "pip ${*#*-q }" >>"$MACHINE/calls"
    [ ! -e "$MACHINE/no-network" ] || { echo "no route to host"; exit 1; }
    case "$*" in *-e\\ .) touch .venv/bin/desk; chmod +x .venv/bin/desk ;; esac ;;
esac
"""
APT = """
echo "apt-get ${*#*Use-Pty=0 }" >>"$MACHINE/calls"
[ ! -e "$MACHINE/no-archive" ] || { echo "cannot resolve the archive"; exit 1; }
[ "${*##* update}" ] || exit 0
for name; do echo "installed $name " >>"$MACHINE/packages"; done
rm -f "$MACHINE/no-ensurepip"
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """A checkout on a machine of which the system parts are scripts."""

    checkout: Path
    state: Path

    def make_setup(self, *sections: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.state / 'bin'}:/usr/bin:/bin"
        env = {"MACHINE": str(self.state), "PATH": path, "PYTHON": "python3.11"}
        return run(self.checkout / "build/setup.sh", *sections, cwd=self.state, env=env)

    def calls(self) -> list[str]:
        """What was called since last asked."""
        file = self.state / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return lines

    def has(self, *names: str) -> None:
        text = "".join(f"installed {name} \n" for name in names)
        (self.state / "packages").write_text(text)

    def lacks(self, thing: str) -> None:
        (self.state / thing).touch()

    def becomes_a_person(self) -> None:
        script(self.state / "bin/id", "echo 1000")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    checkout, state = tmp_path / "check out", tmp_path / "machine"
    (checkout / "build").mkdir(parents=True)
    shutil.copy(ROOT / "build/setup.sh", checkout / "build")
    (checkout / "build/system-packages.txt").write_text(
        "[runtime]\nlibone # why\nlibtwo\n[venv]\npython3-venv\n[test]\nxvfb\n[package]\nbinutils\n"
    )
    (checkout / "requirements-dev.txt").write_text("a==1\n")
    (checkout / "pyproject.toml").write_text("[project]\n")
    script(state / "bin/python3.11", PYTHON)
    script(state / "bin/apt-get", APT)
    script(state / "bin/id", "echo 0")
    script(state / "bin/dpkg-query", 'cat "$MACHINE/packages"')
    made = Machine(checkout, state)
    made.has("libone", "libtwo", "xvfb")
    return made


INSTALL = ["pip install --no-deps --require-hashes -r requirements-dev.txt"]
PROJECT = ["pip install --no-deps --no-build-isolation -e ."]


def test_the_second_run_does_nothing(machine: Machine) -> None:
    assert machine.make_setup().returncode == 0
    assert machine.calls() == ["venv", *INSTALL, *PROJECT]

    again = machine.make_setup()

    assert again.returncode == 0
    assert machine.calls() == []
    assert again.stderr == "setup: .venv is ready (Python 3.11.2)\n"


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    machine.make_setup()
    machine.calls()
    (machine.checkout / "requirements-dev.txt").write_text("a==2\n")

    machine.make_setup()

    assert machine.calls() == INSTALL


def test_a_changed_project_is_installed(machine: Machine) -> None:
    machine.make_setup()
    machine.calls()
    (machine.checkout / "pyproject.toml").write_text("[project]\nname = 'desk'\n")

    machine.make_setup()

    assert machine.calls() == PROJECT


def test_an_installation_that_broke_off_is_repeated(machine: Machine) -> None:
    machine.lacks("no-network")
    broken = machine.make_setup()
    assert broken.returncode == 1
    assert "no route to host" in broken.stderr
    assert "pip could not install requirements-dev.txt" in broken.stderr
    machine.calls()

    (machine.state / "no-network").unlink()

    assert machine.make_setup().returncode == 0
    assert machine.calls() == [*INSTALL, *PROJECT]


def test_a_moved_environment_is_made_anew(machine: Machine) -> None:
    machine.make_setup()
    machine.calls()
    moved = Machine(machine.checkout.with_name("elsewhere"), machine.state)
    machine.checkout.rename(moved.checkout)

    moved.make_setup()

    assert machine.calls() == ["venv", *INSTALL, *PROJECT]


def test_root_installs_only_what_is_missing(machine: Machine) -> None:
    machine.has("libone")

    done = machine.make_setup()

    assert done.returncode == 0, done.stderr
    installs = [call for call in machine.calls() if call.startswith("apt-get install")]
    assert installs == [
        "apt-get install --no-install-recommends libtwo",
        "apt-get install --no-install-recommends xvfb",
    ]


def test_a_package_provided_under_another_name_is_there(machine: Machine) -> None:
    machine.has("libonet64 libone (= 1), libmore (= 2)", "libtwo", "xvfb")

    assert machine.make_setup().returncode == 0

    assert [call for call in machine.calls() if call.startswith("apt-get")] == []


def test_what_one_target_needs_is_installed_when_asked_for(machine: Machine) -> None:
    assert machine.make_setup("package").returncode == 0

    assert "apt-get install --no-install-recommends binutils" in machine.calls()


def test_root_without_the_archive_is_told_the_command(machine: Machine) -> None:
    machine.has("libone", "xvfb")
    machine.lacks("no-archive")

    done = machine.make_setup()

    assert done.returncode == 1
    assert "cannot resolve the archive" in done.stderr
    assert "apt-get install --no-install-recommends libtwo\n" in done.stderr


def test_a_person_is_told_the_command_for_what_the_program_needs(machine: Machine) -> None:
    machine.has("xvfb")
    machine.becomes_a_person()

    done = machine.make_setup()

    assert done.returncode == 1
    command = "sudo apt-get update && sudo apt-get install --no-install-recommends libone libtwo\n"
    assert command in done.stderr
    assert machine.calls() == []


def test_a_person_goes_on_without_what_only_tests_need(machine: Machine) -> None:
    machine.has("libone", "libtwo")
    machine.becomes_a_person()

    done = machine.make_setup()

    assert done.returncode == 0
    assert "apt-get install --no-install-recommends xvfb\n" in done.stderr
    assert machine.calls() == ["venv", *INSTALL, *PROJECT]


def test_root_goes_on_without_what_only_tests_need(machine: Machine) -> None:
    machine.has("libone", "libtwo")
    machine.lacks("no-archive")

    assert machine.make_setup().returncode == 0


def test_root_installs_what_makes_environments(machine: Machine) -> None:
    machine.lacks("no-ensurepip")

    done = machine.make_setup()

    assert done.returncode == 0, done.stderr
    assert "apt-get install --no-install-recommends python3-venv" in machine.calls()


def test_a_person_is_told_what_makes_environments(machine: Machine) -> None:
    machine.lacks("no-ensurepip")
    machine.becomes_a_person()

    done = machine.make_setup()

    assert done.returncode == 1
    assert "apt-get install --no-install-recommends python3-venv\n" in done.stderr


def test_a_machine_that_is_not_debian_goes_on(machine: Machine) -> None:
    (machine.state / "bin/dpkg-query").unlink()
    for tool in "sh awk cat cmp cp dirname grep head ls mkdir rm sed tail touch tr chmod".split():
        (machine.state / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    env = {"MACHINE": str(machine.state), "PATH": str(machine.state / "bin")}

    done = run(machine.checkout / "build/setup.sh", cwd=machine.state, env=env)

    assert done.returncode == 0, done.stderr
    assert "not a Debian-like system" in done.stderr


def test_an_unsuitable_python_is_refused(machine: Machine) -> None:
    machine.lacks("old-python")

    done = machine.make_setup()

    assert done.returncode == 1
    assert "no Python 3.11, 3.12 or 3.13 found" in done.stderr


def test_every_package_of_the_real_list_is_in_one_section() -> None:
    lines = (ROOT / "build/system-packages.txt").read_text("utf-8").splitlines()
    words = [line.split("#")[0].strip() for line in lines]
    sections = [word for word in words if word.startswith("[")]
    names = [word for word in words if word and not word.startswith("[")]

    assert sections == ["[runtime]", "[venv]", "[test]", "[screen]", "[package]"]
    assert len(names) == len(set(names))
    assert all(" " not in name for name in names)
