#!/bin/sh
# Builds or checks the page, if a source of it changed since the last time: page.sh build|check
# Without a Node that is new enough it says so in one line and succeeds; the page is then left out.
set -eu
cd "$(dirname "$0")"

NEEDED="Node 20.19, 22.12 or newer"
parts=target/classes/io/tidemark/dashboard

# One checksum over names and contents of all that the page is made of.
sources_sum() {
    find src/main/web ./*.json ./*.ts ./*.js .prettier* page.sh -type f -exec cksum {} + | LC_ALL=C sort | cksum
}

# Sets lacking to what is missing, empty if nothing is.
look_for_node() {
    lacking=
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        lacking="there is no node and npm on the PATH ($NEEDED is needed)"
    elif ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'; then
        lacking="the node on the PATH is $(node --version) ($NEEDED is needed)"
    fi
}

# Fetches what the lock file names, unless that is there already.
install() {
    wanted=$(cksum <package-lock.json)
    if [ "$(cat node_modules/.lock-sum 2>/dev/null)" != "$wanted" ]; then
        npm ci --include=dev --prefer-offline --no-audit --no-fund --loglevel=error >target/npm.log 2>&1 || return 1
        echo "$wanted" >node_modules/.lock-sum
    fi
}

leave_out() {
    rm -rf "$parts/page"
    mkdir -p "$parts"
    echo "$1" >"$parts/not-built.txt"
    echo "The dashboard is left out of this build: $1." >&2
    exit 0
}

mkdir -p target
sum=$(sources_sum)
stamp=target/page-$1
if [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && { [ "$1" = check ] || [ -f "$parts/page/index.html" ]; }; then
    exit 0
fi
look_for_node

case $1 in
    build)
        if [ -n "$lacking" ]; then leave_out "$lacking"; fi
        install || {
            cat target/npm.log >&2
            leave_out "npm could not install what it needs: $(grep -v '^ *$' target/npm.log | head -n 1)"
        }
        NODE_ENV=production node_modules/.bin/vite build --logLevel warn
        rm -rf "$parts/page" "$parts/not-built.txt"
        mkdir -p "$parts"
        mv target/page "$parts/page"
        ;;
    check)
        if [ -n "$lacking" ]; then
            echo "The dashboard is not checked: $lacking." >&2
            exit 0
        fi
        install || {
            cat target/npm.log >&2
            exit 1
        }
        node_modules/.bin/prettier --check --log-level warn .
        node_modules/.bin/eslint --max-warnings 0 .
        node_modules/.bin/vue-tsc --noEmit
        node_modules/.bin/vitest run --reporter=dot
        ;;
esac
echo "$sum" >"$stamp"
