#!/bin/sh
# Gör .venv och installerar ett hashat lås i den:  skript/venv.sh requirements/bas.txt
# Behöver Python 3.11 eller senare. Saknas python3-venv på Debian installeras det när den som kör är root.
set -eu
las=$1

hitta_python() {
    for namn in ${PYTHON:-} python3.11 python3 python3.12 python3.13; do
        if "$namn" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$namn"
            return
        fi
    done
}

python=$(hitta_python)
if [ -z "$python" ]; then
    echo "Python 3.11 eller senare saknas (Python 3.11 or later is missing): apt-get install python3" >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Systempaketet python3-venv saknas (system package missing): apt-get install python3-venv" >&2
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >/dev/null
    else
        exit 1
    fi
fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    echo "Gör .venv med $("$python" --version)"
    "$python" -m venv --clear .venv
fi
echo "Installerar $las"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$las"
