#!/usr/bin/env bash
# Prints the command that builds a kustomization: kubectl's, the host's kustomize, else one that Go makes into a cache
# folder outside the tree.
set -euo pipefail

if kubectl kustomize --help >/dev/null 2>&1; then
  echo "kubectl kustomize"
  exit 0
fi
if command -v kustomize >/dev/null; then
  echo "kustomize build"
  exit 0
fi
cache="${XDG_CACHE_HOME:-$HOME/.cache}/spanguard/kustomize"
[ -x "$cache/kustomize" ] || GOBIN="$cache" go install sigs.k8s.io/kustomize/kustomize/v5@v5.5.0 >&2
echo "$cache/kustomize build"
