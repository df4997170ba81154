# shellcheck shell=bash
# What scripts/build, run and test share. Sourced, after `set -euo pipefail`.
# Talk goes to stderr. Leaves the working directory at the root of the clone.

# Rust is pinned where we install it ourselves: a newer one has newer lints.
RUST=1.95.0
WASM=wasm32-unknown-unknown

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
target=${CARGO_TARGET_DIR:-$root/target}
[[ $target == /* ]] || target=$PWD/$target
[[ -z ${CARGO_TARGET_DIR-} ]] || export CARGO_TARGET_DIR=$target
cd "$root" || exit
begun=${SCRIPT_BEGUN:-$EPOCHSECONDS}
export SCRIPT_BEGUN=$begun

step() {
    printf '==> %4ds  %s\n' "$((EPOCHSECONDS - begun))" "$*" >&2
}

die() {
    printf '==> stopped: %s\n' "$*" >&2
    exit 1
}

# Runs a command as root, directly or through sudo.
as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

has_postgresql() {
    local dir
    for dir in /usr/lib/postgresql/1[5-8]/bin "${PILOTBOARD_PG_BIN:-/nowhere}"; do
        [[ -x $dir/initdb && -x $dir/postgres ]] && return
    done
    return 1
}

# need_packages PACKAGE...: installs what is missing, and only that.
need_packages() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null; then
        step "not a Debian: taking for granted what these packages hold: $*"
        return
    fi
    for package in "$@"; do
        # Any supported PostgreSQL will do, whichever package it came in.
        if [[ $package == postgresql ]] && has_postgresql; then continue; fi
        [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
            missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    local install=(apt-get install --yes --no-install-recommends "${missing[@]}")
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        die "these packages are missing, and only root can install them. Run as root:
    apt-get update && ${install[*]}"
    fi
    step "installing packages: ${missing[*]}"
    local quiet failed=
    mapfile -t quiet < <(no_main_cluster "${missing[@]}" && no_services "${missing[@]}")
    { as_root apt-get update --quiet=2 &&
        as_root env DEBIAN_FRONTEND=noninteractive "${install[@]}" --quiet=2; } >&2 || failed=1
    ((${#quiet[@]} == 0)) || as_root rm --force "${quiet[@]}"
    [[ -z $failed ]] ||
        die "apt-get failed; what it says is above. Try: apt-get update && ${install[*]}"
    # Nor are they to start with the machine.
    for package in "${missing[@]}"; do
        [[ " $SERVICES " != *" $package "* ]] || ! command -v systemctl >/dev/null ||
            as_root systemctl disable --quiet "${package%-server}" 2>/dev/null || true
    done
}

# Packages whose services the tests start themselves, each with files, ports
# and users of its own.
SERVICES="haproxy pgbouncer patroni etcd-server"

# Keeps Debian from starting these services while they are being installed;
# prints the file to remove afterwards.
no_services() {
    local package policy=/usr/sbin/policy-rc.d
    for package in "$@"; do
        [[ " $SERVICES " == *" $package "* ]] || continue
        # Whoever has a policy knows what is to be started.
        [[ ! -e $policy ]] || return 0
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        echo "$policy"
        return
    done
}

# Keeps Debian from making and starting a cluster of its own while PostgreSQL
# is being installed; prints the file to remove afterwards.
no_main_cluster() {
    local dir=/etc/postgresql-common/createcluster.d
    [[ " $* " == *" postgresql "* ]] || return 0
    as_root mkdir --parents "$dir"
    echo 'create_main_cluster = false' | as_root tee "$dir/pilotboard.conf" >/dev/null
    echo "$dir/pilotboard.conf"
}

# Whether cargo is there and new enough.
good_cargo() {
    local version major minor
    version=$(cargo --version 2>/dev/null) || return 1
    version=${version#cargo }
    IFS=. read -r major minor _ <<<"$version"
    ((major > 1 || (major == 1 && minor >= ${RUST:2:2})))
}

# need_rust [COMPONENT...]: a cargo that is new enough, wherever it comes from.
need_rust() {
    local component
    good_cargo || PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
    if ! good_cargo; then
        if command -v rustup >/dev/null; then
            step "installing Rust $RUST beside what rustup has"
            rustup toolchain install "$RUST" --profile minimal >&2 ||
                die "rustup could not install Rust $RUST; what it says is above"
            export RUSTUP_TOOLCHAIN=$RUST
        else
            install_rust
        fi
        good_cargo || die "Rust $RUST was installed, and yet $(command -v cargo || echo cargo) is older"
    fi
    for component in "$@"; do
        cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 && continue
        step "installing $component"
        rustup component add "$component" >&2 ||
            die "$component is missing and rustup could not add it: install it for $(cargo --version)"
    done
}

install_rust() {
    local installer
    need_packages curl ca-certificates
    step "installing Rust $RUST with the official installer, into ${CARGO_HOME:-$HOME/.cargo}"
    installer=$(mktemp)
    curl --proto '=https' --tlsv1.2 --silent --show-error --fail --location --retry 3 \
        --output "$installer" https://sh.rustup.rs ||
        die "no Rust here, and its installer cannot be fetched: install Rust $RUST or newer by hand"
    sh "$installer" -y --profile minimal --no-modify-path --default-toolchain "$RUST" >&2 ||
        die "the Rust installer failed; what it says is above"
    rm --force "$installer"
    PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
}

# The standard library for the browser.
need_wasm() {
    local libdir
    libdir=$(rustc --print target-libdir --target "$WASM")
    [[ -d $libdir ]] && return
    step "installing Rust's standard library for $WASM"
    command -v rustup >/dev/null && rustup target add "$WASM" >&2 && [[ -d $libdir ]] && return
    die "the standard library for $WASM is missing (looked in $libdir): install it for $(rustc --version)"
}

# need_tools [COMPONENT...]: what every build needs, and these parts of Rust.
need_tools() {
    need_packages gcc libc6-dev make postgresql fonts-noto-cjk
    need_rust "$@"
    need_wasm
}

# The browser's module and its glue, in $target/site. The server carries both.
build_site() {
    local module=$target/$WASM/wasm-release/app.wasm stamp=$target/site/.bundled
    step "building the browser's module"
    cargo build --locked --package app --lib --target "$WASM" --profile wasm-release \
        --no-default-features --features hydrate
    if [[ $stamp -nt $module && $stamp -nt scripts/bundle/src/main.rs && $stamp -nt Cargo.lock &&
        -e $target/site/pilotboard.js && -e $target/site/pilotboard_bg.wasm ]]; then
        return
    fi
    step "bundling it"
    cargo run --locked --package bundle --release -- "$module" "$target/site"
    touch "$stamp"
}

# A throw-away cluster for the tests: on a socket, without durability, and gone
# with stop_postgresql, which the script is to call at its end.
place='' postgresql=''
start_postgresql() {
    local bin user=${PILOTBOARD_PG_USER:-postgres}
    bin=${PILOTBOARD_PG_BIN:-$(printf '%s\n' /usr/lib/postgresql/1[5-8]/bin | sort --version-sort | tail -n 1)}
    [[ -x $bin/initdb ]] || bin=$(pg_config --bindir)
    place=$(mktemp --directory /tmp/pilotboard-test.XXXXXX)
    # setpriv becomes the command, so that its pid is PostgreSQL's.
    as_user=()
    if ((EUID == 0)); then
        chown "$user:" "$place"
        as_user=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
    fi
    (
        cd "$place"
        "${as_user[@]}" "$bin/initdb" --pgdata="$place/data" --username=postgres --auth=trust \
            --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$place.log" 2>&1
    ) || die "initdb failed: $(tail -n 3 "$place.log")"
    cd "$place" || exit
    "${as_user[@]}" "$bin/postgres" -D "$place/data" -c listen_addresses= \
        -c unix_socket_directories="$place" -c max_connections=200 -c timezone=Asia/Shanghai \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off >>"$place.log" 2>&1 &
    postgresql=$!
    cd "$root" || exit
    until "$bin/pg_isready" --quiet --host="$place" --username=postgres; do
        kill -0 "$postgresql" 2>/dev/null || die "PostgreSQL did not start: $(tail -n 3 "$place.log")"
        sleep 0.1
    done
    export PILOTBOARD_TEST_DATABASE_URL="postgres://postgres@${place//\//%2F}/postgres"
    unset DATABASE_URL PILOTBOARD_READ_URL
}

stop_postgresql() {
    if [[ -n $postgresql ]]; then
        kill -INT "$postgresql" 2>/dev/null || true
        wait "$postgresql" 2>/dev/null || true
    fi
    [[ -z $place ]] || rm --recursive --force "$place" "$place.log"
}
