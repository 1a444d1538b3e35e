#!/usr/bin/env bash
# Builds, serves and tests ASL Playground. `./build.sh help` says what it can do.
#
# It needs rustup (or a Rust with the wasm32-unknown-unknown target), Node.js 20.19 or later with npm, and a C compiler.
# Everything else it installs itself, once: the npm packages into www/node_modules, wasm-pack and wasm-bindgen into a
# folder of the user's cache that all clones share, Chromium (for the browser tests) from the system's packages.
# A step whose inputs have not changed since it last succeeded is left out.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"

readonly WASM_PACK_VERSION=0.15.1
readonly TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/asl-playground"
readonly DEFAULT_PORT=8080
readonly WASM_DIR=target/wasm
# What the compiler inlines by itself is several times as much: 10 % of the module, for little speed. What a library asks
# to be inlined, such as the ways through a map, is worth its room.
readonly WASM_FLAGS="-C llvm-args=-inline-threshold=50 -C llvm-args=-inlinehint-threshold=120 -C llvm-args=-unroll-threshold=0"
readonly PARTS_DIR=target/parts
readonly PACKAGE_DIR=target/package
readonly SITE_DIR=www/dist

usage() {
  cat <<'TEXT'
./build.sh COMMAND

  serve [PORT]   build the page and serve it at http://localhost:8080/ (or PORT) until Ctrl+C
  build          build the page into www/dist/: a static site that works from any path of any host
  package        build the ES module with its types into target/package/
  test           check everything: format, lints, engine, package, page, browser
  screenshots    remake the pictures of the README in www/screenshots/
  bench          measure the engine, natively and in WebAssembly, and the sizes of engine and page
  help           print this text
TEXT
}

# ---- words ----------------------------------------------------------------------------------------------------

say() { printf '\033[1m▸ %s\033[0m\n' "$*"; }

# Ends with one sentence that says what to do.
fail() {
  printf '\nbuild.sh: %s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# ---- steps that are done once -----------------------------------------------------------------------------------

# Digest of the names and contents of files and folders, whatever their dates.
digest_of() {
  find "$@" -type f -not -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# up_to_date STAMP DIGEST: the step that left STAMP had the same inputs.
up_to_date() { [[ -f $1 && $(<"$1") == "$2" ]]; }

# ---- tools ----------------------------------------------------------------------------------------------------------

need_rust() {
  has cargo || fail "cargo is not on the PATH; install Rust with https://rustup.rs and run this again."
  if has rustup; then
    # rust-toolchain.toml names the toolchain, the target and the components; a first use installs them.
    rustc --version >/dev/null 2>&1 || { say "Installing the Rust toolchain"; rustup toolchain install; }
    rustup target list --installed | grep -qx wasm32-unknown-unknown || {
      say "Adding the wasm32-unknown-unknown target"
      rustup target add wasm32-unknown-unknown ||
        fail "rustup could not add the wasm32-unknown-unknown target; check the network and run 'rustup target add wasm32-unknown-unknown'."
    }
  elif [[ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]]; then
    fail "this Rust has no wasm32-unknown-unknown target; install your distribution's package for it, or use rustup."
  fi
}

need_node() {
  has node && has npm || fail "Node.js with npm is not on the PATH; install Node.js 20.19 or later from https://nodejs.org."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old; install 20.19 or later."
}

# The npm packages exactly as www/package-lock.json lists them; tests/ sees the same ones.
need_packages() {
  need_node
  local digest stamp=www/node_modules/.asl-playground-installed
  digest=$(digest_of www/package.json www/package-lock.json)
  if ! up_to_date "$stamp" "$digest"; then
    say "Installing npm packages"
    (cd www && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
      fail "npm could not install the packages of www/package-lock.json; check the network and your npm registry."
    echo "$digest" >"$stamp"
  fi
  [[ -e tests/node_modules ]] || ln -s ../www/node_modules tests/node_modules
  export PATH="$root/www/node_modules/.bin:$PATH"
}

# need_cargo_tool BINARY PACKAGE VERSION: this version of a tool, from the PATH or built once into the cache.
# A debug build compiles in a quarter of the time and writes the same bytes.
need_cargo_tool() {
  local binary=$1 package=$2 version=$3 place="$TOOLS/$2-$3"
  export PATH="$place/bin:$PATH"
  if has "$binary" && [[ $("$binary" --version) == "$binary $version"* ]]; then return; fi
  say "Building $package $version (once; a few minutes)"
  # Outside the repository: rust-toolchain.toml and the target folder are this project's. A lock file that asks for
  # a crate the registry does not have any more is no reason to stop.
  (cd / && export CARGO_PROFILE_DEV_DEBUG=0 && unset CARGO_TARGET_DIR &&
    { cargo install --quiet --debug --locked --root "$place" --version "$version" "$package" ||
      cargo install --quiet --debug --root "$place" --version "$version" "$package"; }) ||
    fail "cargo could not build $package $version; install it so that '$binary --version' prints $version, and run this again."
}

need_wasm_tools() {
  need_rust
  need_packages # wasm-opt comes from npm's binaryen
  local bindgen
  bindgen=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
  [[ -n $bindgen ]] || fail "Cargo.lock does not name wasm-bindgen; restore it from git."
  need_cargo_tool wasm-bindgen wasm-bindgen-cli "$bindgen"
  need_cargo_tool wasm-pack wasm-pack "$WASM_PACK_VERSION"
}

# Sets and exports CHROMIUM, the browser that the tests drive.
need_chromium() {
  local candidate
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    if [[ -n $candidate ]] && has "$candidate"; then
      CHROMIUM=$(command -v "$candidate")
      export CHROMIUM
      return
    fi
  done
  local sudo=()
  [[ $(id -u) == 0 ]] || sudo=(sudo -n)
  has apt-get || fail "no Chromium or Chrome found; install one, or set CHROMIUM to its path."
  say "Installing Chromium"
  "${sudo[@]}" apt-get update -qq && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null ||
    fail "apt-get could not install Chromium; install a Chromium or Chrome, or set CHROMIUM to its path."
  CHROMIUM=$(command -v chromium) || fail "the package chromium has no 'chromium' command; set CHROMIUM to the browser's path."
  export CHROMIUM
}

# ---- what is built --------------------------------------------------------------------------------------------------

# The engine: target/wasm/asl_playground.js and asl_playground_bg.wasm, as wasm-bindgen's `web` target makes them.
build_engine() {
  need_wasm_tools
  local digest stamp=$WASM_DIR/.inputs
  digest=$(digest_of src Cargo.toml Cargo.lock rust-toolchain.toml www/scripts/check-wasm.mjs; rustc --version; echo "$WASM_FLAGS")
  if up_to_date "$stamp" "$digest"; then return; fi
  say "Building the engine for WebAssembly"
  rm -f "$stamp"
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$WASM_FLAGS \
    wasm-pack --log-level warn build --release --target web --no-pack --mode no-install --out-dir "$WASM_DIR" ||
    fail "the engine did not build for WebAssembly; the messages above say where."
  node www/scripts/check-wasm.mjs "$WASM_DIR/asl_playground_bg.wasm" ||
    fail "the built engine is not a module that browsers load; see the message above."
  echo "$digest" >"$stamp"
}

# The engine as the page loads it: target/parts/first.wasm, which a first visit needs, and rest.wasm.
build_parts() {
  build_engine
  local digest stamp=$PARTS_DIR/.inputs
  digest=$(digest_of www/scripts/split-engine.mjs www/scripts/first-use.ts www/src/engine www/src/state www/samples www/package-lock.json "$WASM_DIR")
  if up_to_date "$stamp" "$digest"; then return; fi
  say "Splitting the engine into what a first visit needs and the rest"
  rm -f "$stamp"
  node www/scripts/split-engine.mjs "$WASM_DIR" "$PARTS_DIR" ||
    fail "the engine could not be split; the messages above say where."
  echo "$digest" >"$stamp"
}

build_page() {
  build_parts
  local digest stamp=$SITE_DIR/.inputs
  digest=$(digest_of www/src www/styles www/public www/samples www/scripts www/index.html www/vite.config.ts www/tsconfig.json www/package-lock.json "$PARTS_DIR")
  if up_to_date "$stamp" "$digest"; then return; fi
  say "Building the page"
  (cd www && vite build --logLevel warn) && node www/scripts/offline.mjs "$SITE_DIR" ||
    fail "the page did not build; the messages above say where."
  echo "$digest" >"$stamp"
}

build_package() {
  build_engine
  local digest stamp=$PACKAGE_DIR/.inputs
  digest=$(digest_of www/src www/scripts www/package-lock.json www/tsconfig.json LICENSE "$WASM_DIR")
  if up_to_date "$stamp" "$digest"; then return; fi
  say "Building the package"
  node www/scripts/build-package.mjs || fail "the package did not build; the messages above say where."
  echo "$digest" >"$stamp"
}

# ---- commands -------------------------------------------------------------------------------------------------------

serve() {
  build_page
  exec node www/scripts/serve.mjs "$SITE_DIR" "${1:-$DEFAULT_PORT}"
}

# step WORDS COMMAND...: says what is checked, and stops at the first failure.
step() {
  local words=$1
  shift
  say "$words"
  "$@" || fail "$words: failed; the messages above say what."
}

test_all() {
  need_rust
  step "Checking the format of the Rust code" cargo fmt --check
  step "Checking the Rust code with clippy" cargo clippy --quiet --all-targets -- -D warnings
  step "Testing the engine natively" cargo test --quiet
  build_package
  step "Checking the types of the page" tsc -p www
  step "Testing the parts of the page" bash -c 'cd www && vitest run --reporter=dot'
  step "Testing the package in Node" node --test --test-reporter=dot tests/package/
  build_page
  step "Measuring the size of page and engine" node www/scripts/sizes.mjs "$SITE_DIR"
  need_chromium
  step "Testing the page in Chromium" playwright test --config tests/browser/playwright.config.ts
  say "Everything passed"
}

# The pictures of the README, light and dark.
screenshots() {
  build_page
  need_chromium
  local port=8918
  node www/scripts/serve.mjs "$SITE_DIR" "$port" >/dev/null 2>&1 &
  # the name is gone when the trap runs
  trap "kill $! 2>/dev/null" EXIT
  step "Taking the screenshots" node tests/screenshots.mjs "http://localhost:$port/" www/screenshots
}

bench() {
  build_package
  build_page
  step "Measuring natively" cargo run --quiet --release --example native
  step "Measuring in WebAssembly" node tests/bench/bench.mjs
  step "Measuring the size of page and engine" node www/scripts/sizes.mjs "$SITE_DIR"
}

case "${1:-help}" in
  serve) serve "${2:-}" ;;
  build) build_page; say "The site is in $SITE_DIR/" ;;
  package) build_package; say "The package is in $PACKAGE_DIR/" ;;
  test) test_all ;;
  screenshots) screenshots ;;
  bench) bench ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    fail "there is no command '$1'."
    ;;
esac
