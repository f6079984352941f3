# What .ci/run and .ci/all share. Each writes what passed to a file of its own, because steps may run side by side.
results="$(mktemp)"
trap 'rm -f "$results"' EXIT

# Runs a command, and goes on when it fails.
run() {
  local startedAt=$SECONDS result=passed
  echo "== $*"
  "$@" || result=FAILED
  echo "$result after $((SECONDS - startedAt)) s: $*" | tee -a "$results"
}

# Says how each step ended, and fails when one failed.
tell() {
  local failed
  failed="$(grep -c ^FAILED "$results")"
  echo
  cat "$results"
  echo "It took $((SECONDS / 60)) minutes."
  echo "$(grep -c ^passed "$results") passed, $failed failed"
  [ "$failed" -eq 0 ]
}

# Whether one of these programs is there.
has() {
  local name
  for name in "$@"; do command -v "$name" > /dev/null && return; done
  return 1
}

# Installs a package of Debian, where there is `apt-get`.
install() {
  local as_root=()
  has apt-get || return
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$1"
}

# Brings what the tests need besides Node, and the packages.
prepare() {
  [ -n "${CHROMIUM_PATH:-}" ] || has chromium chromium-browser google-chrome google-chrome-stable chrome ||
    install chromium || echo "Chromium could not be installed: the browser tests will fail."
  has redis-server || install redis-server ||
    echo "redis-server could not be installed: nothing is tried with two servers."
  run npm ci
  grep -q ^FAILED "$results" && { tell; exit 1; }
}
