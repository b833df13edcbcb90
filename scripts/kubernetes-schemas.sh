#!/usr/bin/env bash
# Prints a folder with the strict JSON Schemas of Kubernetes, one file for each version that the tests hold the
# manifests to. They are those that the Python package kubernetes-validate carries, unpacked into a cache folder
# outside the tree; nothing of it is run.
set -euo pipefail

release=1.37.0
versions=(1.29.0 1.37.0)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/spanguard/kubernetes-$release"
if [ -d "$cache" ]; then
  echo "$cache"
  exit 0
fi

mkdir -p "$(dirname "$cache")"
work=$(mktemp -d "$(dirname "$cache")/fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" "kubernetes-validate==$release" >&2
mkdir "$work/schemas"
for version in "${versions[@]}"; do
  python3 -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' \
    "$work"/*.whl "kubernetes_validate/kubernetes-json-schema/v$version-local-strict/_definitions.json" \
    >"$work/schemas/$version.json"
done
mv -T "$work/schemas" "$cache" 2>/dev/null || [ -d "$cache" ]
echo "$cache"
