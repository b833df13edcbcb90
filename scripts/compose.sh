#!/usr/bin/env bash
# Prints the command that reads compose files: Docker's plugin, the host's docker-compose, else Debian's, unpacked
# into a cache folder outside the tree. Nothing is installed, and no engine is needed to check a file.
set -euo pipefail

if docker compose version >/dev/null 2>&1; then
  echo "docker compose"
  exit 0
fi
if command -v docker-compose; then exit 0; fi

cache="${XDG_CACHE_HOME:-$HOME/.cache}/spanguard/compose"
program="$cache/docker-compose"
if [ -x "$program" ]; then
  echo "$program"
  exit 0
fi

mkdir -p "$(dirname "$cache")"
work=$(mktemp -d "$(dirname "$cache")/fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
packages=(docker-compose python3-attr python3-certifi python3-chardet python3-charset-normalizer python3-distro
  python3-docker python3-dockerpty python3-docopt python3-dotenv python3-idna python3-jsonschema python3-pyrsistent
  python3-requests python3-six python3-texttable python3-urllib3 python3-websocket python3-yaml)
(
  cd "$work"
  apt-get download -q "${packages[@]}" || { [ "$(id -u)" = 0 ] && apt-get update -q && apt-get download -q "${packages[@]}"; }
  for package in *.deb; do dpkg -x "$package" root; done
) >&2

cat >"$work/docker-compose" <<PROGRAM
#!/bin/sh
PYTHONPATH='$cache/root/usr/lib/python3/dist-packages' exec /usr/bin/python3 -W ignore '$cache/root/usr/bin/docker-compose' "\$@"
PROGRAM
chmod +x "$work/docker-compose"
rm -rf "$cache"
mkdir "$cache"
mv "$work/root" "$cache/root"
mv "$work/docker-compose" "$program"
"$program" version --short >&2
echo "$program"
