#!/usr/bin/env bash
# ./run pack [system …]: the packages of the libraries, and the tool once for each system, into artifacts/package/release.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Systems that libtorch is made for.
known=(linux-x64 win-x64 osx-arm64)
# A tool's package stays below what a person downloads without thinking twice.
most=250000000

systems=("$@")
[ ${#systems[@]} -gt 0 ] || systems=("${known[@]}")
for system in "${systems[@]}"; do
  case " ${known[*]} " in
    *" $system "*) ;;
    *) printf 'run: there is no libtorch for "%s"; the tool is packed for %s\n' "$system" "${known[*]}" >&2; exit 2 ;;
  esac
done

cd "$root"
folder=artifacts/package/release
rm -f "$folder"/*.nupkg "$folder"/*.snupkg
dotnet pack Counterpoise.slnx -c Release --nologo -v quiet
list=$(IFS=';'; printf '%s' "${systems[*]}")
dotnet pack src/Counterpoise.Cli/Counterpoise.Cli.csproj -c Release --nologo -v quiet "-p:PackedSystems=\"$list\""
# Publishing left copies of libtorch behind, 0.5 GB for each system.
rm -rf artifacts/publish/Counterpoise.Cli

status=0
for package in "$folder"/*.nupkg; do
  size=$(wc -c < "$package")
  if [ "$size" -ge 1000000 ]; then
    printf '%6d.%d MB  %s\n' $((size / 1000000)) $((size / 100000 % 10)) "$(basename "$package")"
  else
    printf '%8d kB  %s\n' $((size / 1000)) "$(basename "$package")"
  fi
  [ "$size" -lt "$most" ] || { printf 'run: %s is larger than %d MB\n' "$package" $((most / 1000000)) >&2; status=1; }
done
exit $status
