#!/usr/bin/env bash
# Fetches DuckDB's library (libduckdb.so, with its C API) into .cache/duckdb/<version>/ and prints its path.
# The package is pinned by version and SHA-256; nothing is fetched when the library is there already.
# COUNTERPOISE_DUCKDB=/path/libduckdb.so names a library of your own instead.
set -euo pipefail

version=1.5.6-r.1
sha256=1b9f82478539bb9a1d1df44bd103121a12ae52142c07158dc52b97d2ec1d69ff
package=@duckdb/node-bindings-linux-x64

if [[ -n "${COUNTERPOISE_DUCKDB:-}" ]]; then
  [[ -f "$COUNTERPOISE_DUCKDB" ]] || { echo "COUNTERPOISE_DUCKDB names '$COUNTERPOISE_DUCKDB', which is no file" >&2; exit 2; }
  echo "$COUNTERPOISE_DUCKDB"
  exit 0
fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder="$root/.cache/duckdb/$version"
if [[ -f "$folder/libduckdb.so" ]]; then
  echo "$folder/libduckdb.so"
  exit 0
fi

if [[ "$(uname -sm)" != "Linux x86_64" ]]; then
  echo "the pinned DuckDB library is for Linux x86_64, this is $(uname -sm): install libduckdb and set COUNTERPOISE_DUCKDB to its path" >&2
  exit 2
fi

mkdir -p "$folder"
temporary=$(mktemp -d "$root/.cache/duckdb/.fetch.XXXXXX")
trap 'rm -rf "$temporary"' EXIT
tarball="$temporary/package.tgz"
if command -v npm > /dev/null; then
  (cd "$temporary" && npm pack --silent "$package@$version" > /dev/null && mv ./*node-bindings*.tgz package.tgz)
else
  curl --fail --silent --show-error --location --output "$tarball" "https://registry.npmjs.org/$package/-/node-bindings-linux-x64-$version.tgz"
fi

found=$(sha256sum "$tarball" | cut -d' ' -f1)
if [[ "$found" != "$sha256" ]]; then
  echo "$package $version has SHA-256 $found, expected $sha256: the download is not the pinned package and was thrown away" >&2
  exit 1
fi

tar --extract --gzip --file "$tarball" --directory "$temporary" package/libduckdb.so package/LICENSE
mv "$temporary/package/LICENSE" "$folder/LICENSE"
mv "$temporary/package/libduckdb.so" "$folder/libduckdb.so"
echo "$folder/libduckdb.so"
