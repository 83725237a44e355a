#!/bin/sh
# Makes .venv/ ready to run, test and package the program; quick and harmless when run again.
#
# Needs Python 3.11, 3.12 or 3.13 (PYTHON=... chooses one) and, as root on Debian, nothing else:
# missing system packages are then installed. Anyone else is told the exact command. Words given
# name further sections of the list of packages that are needed this time.
set -eu
cd "$(dirname "$0")/.."

list=build/system-packages.txt
lock=requirements-dev.txt
log=.cache/setup.log
mkdir -p .cache
: >"$log"

say() { printf 'setup: %s\n' "$*" >&2; }
stop() {
    say "$@"
    exit 1
}
# Runs quietly; what it wrote is shown only if it fails.
quietly() { "$@" >>"$log" 2>&1; }
show_log() { sed 's/^/    /' "$log" | tail -n 30 >&2; }

# --- Python ---------------------------------------------------------------------------------

supported='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

find_python() {
    for candidate in ${PYTHON:-python3.11 python3 python3.12 python3.13}; do
        # Asking it also weeds out names that are there but do not start (version managers' shims).
        if "$candidate" -c "$supported" >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
}

# --- System packages ------------------------------------------------------------------------

section() { awk -v want="[$1]" '/^\[/ { on = ($1 == want) } on && /^[a-z0-9]/ { print $1 }' "$list"; }

# Prints those of a section that no installed package bears or provides.
missing() {
    {
        dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' | sed -n 's/^installed //p' |
            sed 's/([^)]*)//g' | tr ', ' '\n\n'
        echo '--'
        section "$1"
    } | awk '$0 == "--" { wanted = 1; next } !wanted { have[$0] = 1 } wanted && !have[$0]'
}

apt() {
    DEBIAN_FRONTEND=noninteractive quietly apt-get -qq -y -o Dpkg::Use-Pty=0 "$@"
}

install() {
    if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
        apt update || return 1
    fi
    apt install --no-install-recommends "$@" ||
        # Old lists name files that the archive no longer has.
        { apt update && apt install --no-install-recommends "$@"; }
}

tell_command() { say "  sudo apt-get update && sudo apt-get install --no-install-recommends $*"; }

# $1: section, the rest: what it is for.
provide() {
    wanted=$(missing "$1" | tr '\n' ' ')
    wanted=${wanted% }
    shift
    [ -n "$wanted" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        say "missing system packages, needed to $*:"
        tell_command "$wanted"
        return 1
    fi
    say "installing system packages to $*: $wanted"
    # Names are words of a list we wrote ourselves: splitting is meant.
    # shellcheck disable=SC2086
    if ! install $wanted; then
        show_log
        say "could not install them; by hand:"
        tell_command "$wanted"
        return 1
    fi
}

system_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "not a Debian-like system: see $list for the libraries that must be there"
        return 0
    fi
    provide runtime "run the program" || stop "stopped: install these, then run make setup again"
    provide test "run all tests" || say "going on: the program runs without them"
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        provide venv "make .venv" || stop "stopped: install this, then run make setup again"
    fi
    for extra; do
        provide "$extra" "make a $extra" || stop "stopped: install these, then run this again"
    done
}

# --- Virtual environment --------------------------------------------------------------------

# A .venv that was moved here has scripts that start the Python of its old place.
usable() {
    [ -x .venv/bin/pip ] && .venv/bin/python -c "$supported; import pip" >/dev/null 2>&1 &&
        head -n 3 .venv/bin/pip | grep -qF "$PWD/.venv/bin/"
}

make_venv() {
    if usable; then return 0; fi
    say "making .venv with $("$1" --version 2>&1)"
    if ! quietly "$1" -m venv --clear .venv; then
        show_log
        stop "stopped: $1 cannot make a virtual environment (on Debian: apt-get install python3-venv)"
    fi
}

pip() { .venv/bin/python -m pip --disable-pip-version-check --no-input -q "$@" >>"$log" 2>&1; }

# Installs again only when the lock, or the project's own description, is not the one installed
# before. The copy is removed first, so that a broken-off run is repeated.
install_lock() {
    if cmp -s "$lock" ".venv/$lock"; then return 0; fi
    say "installing $lock (some minutes the first time)"
    rm -f ".venv/$lock"
    # The lock names every package: nothing is left to resolve, and no newer release can interfere.
    if ! pip install --no-deps --require-hashes -r "$lock"; then
        show_log
        stop "stopped: pip could not install $lock"
    fi
    cp "$lock" ".venv/$lock"
}

install_project() {
    if cmp -s pyproject.toml .venv/pyproject.toml && [ -x .venv/bin/desk ]; then return 0; fi
    rm -f .venv/pyproject.toml
    if ! pip install --no-deps --no-build-isolation -e .; then
        show_log
        stop "stopped: pip could not install the project itself"
    fi
    cp pyproject.toml .venv/pyproject.toml
}

python=$(find_python)
[ -n "$python" ] || stop "stopped: no Python 3.11, 3.12 or 3.13 found (PYTHON=/path/to/python make setup)"
system_packages "$@"
make_venv "$python"
install_lock
install_project
say ".venv is ready ($(.venv/bin/python --version 2>&1))"
