#!/bin/sh
# What the tests need beyond Python packages: a Chromium for the chat page, and libfaketime to move the clock of a
# running bot. Says nothing when both are there.
set -eu

chromium() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

libfaketime() {
    ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1
}

missing=""
chromium || missing="$missing chromium"
libfaketime || missing="$missing faketime"
if [ -z "$missing" ]; then exit 0; fi

install="apt-get update && apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
    echo "Installing for the tests:$missing" >&2
    log=$(mktemp)
    if (export DEBIAN_FRONTEND=noninteractive; eval "$install") >"$log" 2>&1 && chromium && libfaketime; then
        rm -f "$log"
        exit 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
fi
echo "The tests need$missing. Install with: sudo sh -c '$install'" >&2
exit 1
