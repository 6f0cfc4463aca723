#!/bin/sh
# Fetches the charting library that reports embed: Vega and Vega-Lite from npm, pinned by version and integrity.
# The minified builds are committed compressed, so neither a build nor a report needs the network; run this only to change a
# version: set the version here, run with --print to see the new hashes, set them below, run again and commit the result.
set -eu
vega=6.4.0
vega_tar=sha512-rHXCq2LpEWCLMjXBEj7hocY9G0/i5TGYRayGGSj06VTF4+l2IG2Z7oeZKCjWbUh/7hTE/mVhbaOPB72wCElh6g==
vega_js=8f6a3587cf8d4f42c7e08120e3eb05d067e746d554e39d2dcf52acc0bd5ba28f
lite=6.4.3
lite_tar=sha512-d/7hPjfz560UERaQuTmGgIVfXAe3g2hJWeC+igDeaGohUdEoNrHLXgR/yTOBT8vV/lIuuKnw+0/xWWblkDwkMQ==
lite_js=35a9821df838825b05a6a73e9414b58747a1b18321583858ed903c66393a5c7e

resources=$(cd "$(dirname "$0")/../src/Counterpoise.Reports/Resources" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fetch() { # name version integrity file sha256
  npm pack --silent "$1@$2" > name
  tar=$(cat name)
  found=sha512-$(openssl dgst -sha512 -binary "$tar" | base64 -w0)
  mkdir "$1" && tar -xzf "$tar" -C "$1" --strip-components=1
  sha=$(sha256sum "$1/build/$4" | cut -d' ' -f1)
  if [ "${mode:-}" = --print ]; then echo "$1 $2: tar $found, $4 $sha"; return; fi
  [ "$found" = "$3" ] || { echo "$1 $2: integrity $found found, $3 expected" >&2; exit 1; }
  [ "$sha" = "$5" ] || { echo "$1 $2: $4 has SHA-256 $sha, $5 expected" >&2; exit 1; }
  gzip -9n < "$1/build/$4" > "$resources/$4.gz"
  cp "$1/LICENSE" "$resources/$1.LICENSE.txt"
}

mode=${1:-}
fetch vega "$vega" "$vega_tar" vega.min.js "$vega_js"
fetch vega-lite "$lite" "$lite_tar" vega-lite.min.js "$lite_js"
