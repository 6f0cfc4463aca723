# ./run docs: the documentation with the API reference as a static site, into artifacts/docs. A site that fails its check is not put there.

# Words of docfx that nothing in the site reads, and maps of its scripts: half of the site's size.
shed_what_no_page_reads() {
  find "$1" -name '*.map' -delete
  rm -f "$1/manifest.json" "$1/xrefmap.yml"
}

# A folder's README is its index, as servers look for it.
name_indexes() {
  find "$1" -name README.html -execdir mv README.html index.html \;
  { grep -rlZ 'README\.html' "$1" --include='*.html' --include='*.json' || true; } | xargs -0 -r sed -i 's/README\.html/index.html/g'
}

# The menu of the reference has one root: it opens at once.
open_reference_menu() {
  sed -i 's/^{"items":\[{"name":"Counterpoise",/&"expanded":true,/' "$1/api/toc.json"
  grep -q '"expanded":true' "$1/api/toc.json" || fail "the menu of the reference is not as docfx 2.81.0 writes it"
}

build_docs() {
  local made="$root/artifacts/obj/docs"
  build_if_changed build/docs/Counterpoise.Site.csproj
  cd "$root"
  rm -rf "$made"
  mkdir -p "$made"
  dotnet tool restore >/dev/null || fail "docfx could not be had: it comes from nuget.org as $(grep -o '"version": "[0-9.]*"' .config/dotnet-tools.json)"
  printf 'run: reading the libraries (docfx metadata)\n' >&2
  dotnet docfx metadata build/docs/docfx.json --warningsAsErrors --logLevel warning --disableGitFeatures >&2 ||
    fail "docfx could not read the libraries; what it found is above"
  printf 'run: writing the pages (docfx build)\n' >&2
  dotnet docfx build build/docs/docfx.json --warningsAsErrors --logLevel warning --disableGitFeatures >&2 ||
    fail "docfx warned of what is listed above; a link or a name in the docs is wrong"
  shed_what_no_page_reads "$made/site"
  name_indexes "$made/site"
  open_reference_menu "$made/site"
  "$root/artifacts/bin/Counterpoise.Site/release/Counterpoise.Site" "$made/site" ||
    fail "links of the site are broken, or it loads from another host: they are listed above as page: link: what"
  rm -rf "$root/artifacts/docs"
  mv "$made/site" "$root/artifacts/docs"
  rm -rf "$made"
  printf 'run: the site is artifacts/docs; any static server shows it, for instance: python3 -m http.server -d artifacts/docs\n' >&2
}
