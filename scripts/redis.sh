#!/usr/bin/env bash
# Prints the path of a redis-server for the tests: the host's own, else Debian's, unpacked into a cache
# folder outside the tree. Nothing is installed and nothing is started.
set -euo pipefail

if command -v redis-server; then exit 0; fi

cache="${SPANGUARD_REDIS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/spanguard/redis}"
server="$cache/redis-server"
if [ -x "$server" ]; then
  echo "$server"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
packages=(redis-server redis-tools libatomic1 libjemalloc2 liblua5.1-0 liblzf1 libhiredis0.14 libssl3 libsystemd0 lua-bitop lua-cjson libzstd1 liblz4-1 liblzma5 libgcrypt20 libgpg-error0 libcap2)
(
  cd "$work"
  apt-get download -q "${packages[@]}" || { [ "$(id -u)" = 0 ] && apt-get update -q && apt-get download -q "${packages[@]}"; }
  for package in *.deb; do dpkg -x "$package" root; done
) >&2

mkdir -p "$cache"
rm -rf "$cache/root"
mv "$work/root" "$cache/root"
libraries=$(find "$cache/root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd: -)
cat >"$cache/redis-server.new" <<EOF
#!/bin/sh
LD_LIBRARY_PATH='$libraries' exec '$cache/root/usr/bin/redis-server' "\$@"
EOF
chmod +x "$cache/redis-server.new"
"$cache/redis-server.new" --version >&2
mv "$cache/redis-server.new" "$server"
echo "$server"
