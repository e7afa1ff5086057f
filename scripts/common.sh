# Shared by scripts/run, scripts/test and .ci/run: install what is missing, configure, build.
# Sourced, not executed; the caller has set -euo pipefail.

project_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build_dir="$project_root/build"

say() { printf '\n== %s\n' "$*"; }

# What the program is built with and needs to run, all from Debian 12.
build_packages=(
    g++ cmake ninja-build pkg-config
    libfmt-dev libexpected-dev libtbb-dev
    libproj-dev proj-data libgeos-dev libglu1-mesa-dev
    libgdal-dev libsimdjson-dev nlohmann-json3-dev
    libfreetype-dev libharfbuzz-dev libfontconfig-dev libcairo2-dev libqpdf-dev
    libepoxy-dev libegl-dev libgl-dev libegl1 libgl1-mesa-dri libegl-mesa0
    libpng-dev zlib1g-dev
    libcli11-dev libglfw3-dev libimgui-dev libstb-dev
    fonts-noto-cjk
)

# What the tests and checks need on top.
test_packages=(
    libgtest-dev libgmock-dev libbenchmark-dev
    python3 python3-jsonschema python3-xlib xvfb xauth xdotool x11-utils procps
    imagemagick tesseract-ocr tesseract-ocr-chi-sim poppler-utils librsvg2-bin
)
check_packages=(clang-format clang-tidy)

# install_missing PACKAGE…: asks apt only for what is not there, so that a second run starts at once.
install_missing() {
    local missing=() package
    for package in "$@"; do
        if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
            missing+=("$package")
        fi
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing ${#missing[@]} packages from Debian: ${missing[*]}"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "parkatlas: error: these packages are missing and need root or sudo to install:" \
                "${missing[*]}" >&2
            exit 1
        fi
        root=(sudo)
    fi
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "${missing[@]}" >/dev/null
}

# build_project TESTS(ON|OFF) [CMAKE_OPTION…]: configures the release preset and builds everything
# it then knows with all cores. The configuration's output is shown only if it fails.
build_project() {
    local tests=$1 log
    shift
    log=$(mktemp)
    say "Building (release, $(nproc) cores)"
    if ! (cd "$project_root" && cmake --preset release -DPARKATLAS_BUILD_TESTS="$tests" "$@") \
        >"$log" 2>&1; then
        cat "$log"
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
    cmake --build "$build_dir" --parallel "$(nproc)"
}
