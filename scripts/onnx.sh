#!/usr/bin/env bash
# Prints a folder that has onnxruntime-node in its node_modules, for the tests: installed from the registry
# into a cache folder outside the tree. Its own script is not run: it would fetch what only a GPU needs.
set -euo pipefail

version=1.30.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/spanguard/onnx-$version"
if [ ! -d "$cache/node_modules/onnxruntime-node" ]; then
  mkdir -p "$cache"
  echo '{"private":true}' >"$cache/package.json"
  npm install --prefix "$cache" --ignore-scripts --no-audit --no-fund "onnxruntime-node@$version" >&2
fi
echo "$cache"
