#!/bin/sh
# Sets up what vanban needs, in steps that the Makefile calls and remembers:
#   setup.sh system         Tesseract with Vietnamese, Poppler, Python with venv
#   setup.sh venv DIR       the virtual environment
#   setup.sh install DIR LOCK...   locked Python packages
#   setup.sh wheel DIR      builds the wheel and installs it
#   setup.sh testing        Chromium and PostgreSQL, which tests of the pages and the store use
# Nothing is installed that is already there. Where rights are lacking it says which command is to be given by whom.
set -eu

say() { printf '%s\n' "vanban setup: $*" >&2; }
die() { say "$*"; exit 6; }
have() { command -v "$1" >/dev/null 2>&1; }

fits() { # is this a Python of 3.11 or newer?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

with_venv() { # can it make a virtual environment? Debian ships that part separately
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

python_program() {
    for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
        if [ -n "$candidate" ] && have "$candidate" && fits "$candidate" && with_venv "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

python_package() { # the package that brings a usable Python with venv on Debian and Ubuntu
    for version in 3.13 3.12 3.11; do
        if have "python$version" || apt-cache show "python$version-venv" >/dev/null 2>&1; then
            printf 'python%s-venv' "$version"
            return 0
        fi
    done
    printf 'python3-venv'
}

missing_on_debian() {
    have tesseract || printf ' tesseract-ocr'
    has_language eng || printf ' tesseract-ocr-eng'
    has_language vie || printf ' tesseract-ocr-vie'
    { have pdftoppm && have pdfinfo; } || printf ' poppler-utils'
    python_program >/dev/null || printf ' %s' "$(python_package)"
}

# A second model for Vietnamese, by which doubtful words are checked: wanted, but nothing fails without it. On macOS
# tesseract-lang brings it along.
extra_on_debian() {
    has_language Vietnamese || has_language script/Vietnamese || printf 'tesseract-ocr-script-viet'
}

missing_on_macos() {
    have tesseract || printf ' tesseract'
    has_language vie || printf ' tesseract-lang'
    { have pdftoppm && have pdfinfo; } || printf ' poppler'
    python_program >/dev/null || printf ' python@3.13'
}

has_language() {
    have tesseract && tesseract --list-langs 2>/dev/null | grep -qx "$1"
}

apt() { # as root, or through sudo, or not at all
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get "$@"
    elif have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo DEBIAN_FRONTEND=noninteractive apt-get "$@"
    else
        return 77
    fi
}

system_debian() {
    packages=$(missing_on_debian)
    [ -n "$packages" ] || { extra_debian; return 0; }
    say "installing$packages"
    # shellcheck disable=SC2086  # a list of words is meant
    if apt update -qq >&2 && packages=$(missing_on_debian) && apt install -y -qq --no-install-recommends $packages >&2; then
        extra_debian
        return 0
    fi
    die "could not install what is missing. Let someone with the rights run: sudo apt-get update && sudo apt-get install$packages"
}

extra_debian() {
    extra=$(extra_on_debian)
    # a package manager that has never been updated knows no packages: the extra then waits for the next time
    { [ -n "$extra" ] && apt-cache show "$extra" >/dev/null 2>&1; } || return 0
    say "installing $extra, a second model that checks doubtful words"
    apt install -y -qq --no-install-recommends "$extra" >&2 || say "went on without $extra; for better numbers in scans: sudo apt-get install $extra"
}

system_macos() {
    packages=$(missing_on_macos)
    [ -n "$packages" ] || return 0
    have brew || die "Homebrew is missing. Install it, then run: brew install$packages"
    say "installing$packages"
    # shellcheck disable=SC2086  # a list of words is meant
    brew install $packages >&2 || die "could not install what is missing. Try: brew install$packages"
}

system_other() {
    [ -z "$(missing_on_debian)" ] && return 0
    die "this system has no apt-get or brew. Install Tesseract with Vietnamese and English, Poppler, and Python 3.11 or newer with venv; then start again."
}

system() {
    case "$(uname -s)" in
        Darwin) system_macos ;;
        Linux) if have apt-get; then system_debian; else system_other; fi ;;
        *) die "on Windows use WSL with Ubuntu (in PowerShell: wsl --install), and start again inside it." ;;
    esac
    python_program >/dev/null || die "there is no Python of 3.11 or newer with venv. Install one, or name it: make run PYTHON=/path/to/python3.12"
}

venv() {
    if [ ! -x "$1/bin/python" ] || ! fits "$1/bin/python"; then
        say "making the virtual environment in $1"
        "$(python_program)" -m venv --clear "$1" || die "the virtual environment could not be made in $1."
    fi
}

pip() { # $1 is the virtual environment
    folder=$1
    shift
    "$folder/bin/python" -m pip --disable-pip-version-check --quiet "$@"
}

install() {
    folder=$1
    shift
    for lock in "$@"; do
        say "installing the packages of $lock (a few minutes the first time)"
        pip "$folder" install --require-hashes --no-deps -r "$lock" || die "the packages of $lock could not be installed. Check the network and start again."
    done
}

wheel() {
    say "building and installing vanban"
    rm -rf build/wheel
    pip "$1" wheel --no-deps --no-build-isolation --wheel-dir build/wheel . || die "the wheel could not be built."
    pip "$1" install --no-deps --no-index --force-reinstall build/wheel/*.whl || die "the wheel could not be installed."
}

testing() { # nobody's machine gets a database without being asked: only as root, which in practice is CI
    for package in $(missing_for_testing); do
        if [ "$(id -u)" -eq 0 ] && have apt-get; then
            say "installing $package, which tests use"
            { have_list || apt update -qq >&2; } && apt install -y -qq --no-install-recommends "$package" >&2 && continue
        fi
        say "$package is not installed: tests that need it are skipped. On Debian: sudo apt-get install $package"
    done
}

missing_for_testing() {
    have chromium || have chromium-browser || have google-chrome || printf 'chromium '
    have pg_ctl || have pg_ctlcluster || printf 'postgresql'
}

have_list() { # does the package manager know any packages yet?
    apt-cache show postgresql >/dev/null 2>&1
}

step=${1:-}
[ $# -gt 0 ] && shift
case "$step" in
    system | venv | install | wheel | testing) "$step" "$@" ;;
    *) die "say one of: system, venv DIR, install DIR LOCK..., wheel DIR, testing" ;;
esac
