# Set-up shared by ./run: native packages, and builds that do nothing when nothing has changed.

# OpenMP (of LightGBM), and the demo's full data set; the engine comes from NuGet.
engine_packages=(libgomp1 dataset-fashion-mnist)
# The report is tested in a real browser, training over several processes with Open MPI, exported C with a compiler.
test_packages=(chromium openmpi-bin gcc libc6-dev)
# The peers that speed is measured against, with a fast BLAS: without one they fall back to the slow reference library.
bench_packages=(python3-torch python3-torchvision python3-imblearn python3-sklearn libopenblas0-pthread)

# libgomp spins by default, which starves every other process on a small machine.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() {
  printf 'run: %s\n' "$*" >&2
  exit 1
}

need_packages() {
  local missing=() name
  command -v dpkg-query >/dev/null || {
    [ -n "${COUNTERPOISE_SKIP_SETUP:-}" ] || printf 'run: no dpkg here; these must be installed by your own package manager: %s (set COUNTERPOISE_SKIP_SETUP=1 to hide this)\n' "$*" >&2
    return 0
  }
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing and neither root nor sudo is at hand: ${missing[*]}. Ask an administrator for: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  command -v apt-get >/dev/null || fail "these packages are missing and there is no apt-get: ${missing[*]}. Install their counterparts"
  printf 'run: installing %s\n' "${missing[*]}" >&2
  { "${sudo[@]}" apt-get update -qq && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >&2 ||
    fail "apt-get could not install: ${missing[*]}. Install them by hand and call again"
}

need_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET SDK is missing: install .NET 10 (https://dotnet.microsoft.com/download/dotnet/10.0) and put dotnet on the PATH"
  local version
  version=$(dotnet --version 2>/dev/null) || fail "dotnet is here, but not the SDK that global.json asks for: install .NET SDK 10"
  [ "${version%%.*}" -ge 10 ] || fail "found .NET SDK $version, need 10 or later"
}

# Builds a project or solution in Release when a file that goes into it is newer than its last build.
build_if_changed() {
  local target=$1 stamp
  stamp="$root/artifacts/.built-$(basename "$target")"
  if [ -f "$stamp" ] && [ -z "$(cd "$root" && find src tests bench samples build *.props *.targets *.slnx global.json nuget.config .editorconfig -newer "$stamp" -not -path '*/obj/*' -print -quit 2>/dev/null)" ]; then
    return 0
  fi
  need_dotnet
  mkdir -p "$root/artifacts"
  touch "$stamp.started"
  printf 'run: building %s\n' "$target" >&2
  # One compiler process for all projects, also where the environment switches it off: a third of the time. It is sent away afterwards.
  local status=0
  (cd "$root" && dotnet build "$target" -c Release --nologo -v quiet -clp:NoSummary -p:UseSharedCompilation=true >&2) || status=$?
  dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 || true
  [ "$status" -eq 0 ] || fail "the build failed; the errors are above"
  mv "$stamp.started" "$stamp"
}
