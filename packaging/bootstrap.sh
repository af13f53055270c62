#!/usr/bin/env bash
# Two steps before anything else can run: the tool that reads the lock file, and the system's own libraries.
#   bootstrap.sh python PYTHON   makes .venv-tools with the pinned, hashed uv
#   bootstrap.sh system          checks for the libraries of a window; installs them where apt may be used
set -euo pipefail
cd "$(dirname "$0")/.."

apt_install() {  # the packages to install; fails with a sentence that names them
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        apt-get update -qq || true
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "Thiếu gói hệ thống. Nhờ quản trị chạy: apt-get install --no-install-recommends $*" >&2
        echo "Missing system packages. Ask the administrator to run the line above." >&2
        return 1
    fi
}

case "$1" in
python)
    python=${2:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        { echo "Một Cửa needs Python 3.11 or newer; $python is older." >&2; exit 1; }
    "$python" -m venv .venv-tools 2>/dev/null || { apt_install python3-venv; "$python" -m venv .venv-tools; }
    .venv-tools/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        -r packaging/uv.txt
    touch .venv-tools/.ready
    ;;
system)
    missing=()
    have_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
    have_library libGL.so.1 || missing+=(libgl1)
    have_library libEGL.so.1 || missing+=(libegl1)
    # a display of our own for the demo and the window tests; a PDF's text for the receipt tests
    command -v Xvfb >/dev/null || missing+=(xvfb xauth)
    command -v openbox >/dev/null || missing+=(openbox)
    command -v xdotool >/dev/null || missing+=(xdotool)
    command -v xclip >/dev/null || missing+=(xclip)
    command -v import >/dev/null || missing+=(imagemagick)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    command -v qpdf >/dev/null || missing+=(qpdf)
    command -v softhsm2-util >/dev/null || missing+=(softhsm2)  # a token in software for the signature tests
    # the stock tus client of the tests
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    command -v ip >/dev/null || missing+=(iproute2)
    # a reverse proxy before the province, as many offices have one
    command -v nginx >/dev/null || missing+=(nginx)
    command -v strace >/dev/null || missing+=(strace)  # records writes for the power-cut tests
    # a private server for the tests of the province; Debian keeps its programs out of PATH
    command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
    [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"
    ;;
*) echo "bootstrap.sh python|system" >&2; exit 2 ;;
esac
