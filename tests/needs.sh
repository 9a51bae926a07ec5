#!/bin/sh
# What the tests need beyond Python packages: a Chromium for the chat page. Says nothing when it is there.
set -eu

found() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

install="apt-get update && apt-get install -y --no-install-recommends chromium"

if found; then exit 0; fi
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
    echo "Installing Chromium for the tests of the chat page ..." >&2
    log=$(mktemp)
    if (export DEBIAN_FRONTEND=noninteractive; eval "$install") >"$log" 2>&1 && found; then
        rm -f "$log"
        exit 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
fi
echo "The tests need Chromium. Install it with: sudo sh -c '$install'" >&2
exit 1
