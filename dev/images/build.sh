# Builds the images of this folder from Debian's packages; sourced by dev/engine, after lib.sh.
# shellcheck shell=bash disable=SC2034
#
# No debootstrap and no apt-get inside a container: apt resolves and downloads what the packages need as if on an
# empty system, and the .debs are unpacked without their maintainer scripts; the Dockerfiles do what is left.
# That takes a fifth of the time, half the room, no root, and no container needs a network.

IMAGES_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
IMAGES=(busybox:1.36 redis:7 nginx:1 postgres:15)                # small ones first: they can be used soonest
BASE="base-files base-passwd bash coreutils dash debianutils findutils grep gzip hostname libc-bin mawk sed tar util-linux"
WORK=$STATE/build DEBS=$STATE/debs

packages_of() { case $1 in
  busybox) echo busybox-static ;;
  redis) echo redis-server ;;
  nginx) echo nginx-light ;;
  postgres) echo postgresql-15 ;;
esac; }
# Dependencies that only maintainer scripts or unused features need, as a regular expression.
# Without LLVM the image of PostgreSQL is 110 MB smaller; the server then runs without JIT.
not_needed() {
  local common='perl.*|lib.*-perl|libperl.*|debconf|dpkg|adduser|passwd|login|lsb-base|sysvinit-utils|libpam-modules|libpam-runtime|libdb5.3|util-linux-extra|libdebconfclient0'
  case $1 in
    redis) echo "$common|procps" ;;
    nginx) echo "$common|iproute2|libelf1|libbpf1|libxtables12|libmnl0|libcap2-bin|libtirpc.*" ;;
    postgres) echo "$common|locales.*|libllvm.*|libz3.*|postgresql-common|postgresql-client-common|ssl-cert|ucf|netbase|sensible-utils" ;;
    *) echo "$common" ;;
  esac
}

# apt_scratch ARG...: apt-get as if nothing were installed, with caches of its own
apt_scratch() {
  mkdir -p "$DEBS/partial" "$WORK/none/partial"; : >"$WORK/status"
  apt-get -q -y --no-install-recommends -o Dir::State::status="$WORK/status" -o Dir::State::extended_states="$WORK/extended" -o Debug::NoLocking=1 \
    -o Dir::Cache::archives="$DEBS" -o Dir::Cache::pkgcache="$WORK/pkgcache.bin" -o Dir::Cache::srcpkgcache="$WORK/srcpkgcache.bin" \
    -o APT::Sandbox::User="$(id -un)" "${LISTS[@]}" "$@" 9>&-
}
# fetch PACKAGE...: downloads them with all they need. The machine's package lists may be missing or stale;
# then a private copy of them is used, which needs no root and changes nothing of the system.
LISTS=()
fetch() {
  local t; t=$(now)
  command -v apt-get dpkg-deb >/dev/null || die "images are built from Debian's packages, and this machine has no apt. Make the public registry reachable, or set DRYDOCK_REGISTRY_MIRROR"
  apt_scratch -d install "$@" >"$LOG/fetch.log" 2>&1 || {
    mkdir -p "$STATE/lists/partial"; LISTS=(-o "Dir::State::lists=$STATE/lists")
    { apt_scratch update && apt_scratch -d install "$@"; } >>"$LOG/fetch.log" 2>&1 ||
      fail_log fetch "apt can't download $* (the images need the packages of Debian 12, bookworm)"
  }
  say "downloaded packages: $1 ... $(took "$t")"
}
# closure PACKAGE...: the .deb files of the packages and of all they depend on
# (told of an empty archive folder, for --print-uris leaves out what is there)
closure() { apt_scratch -o Dir::Cache::archives="$WORK/none" --print-uris install "$@" 2>/dev/null | awk '/^\x27/ {print $2}' | sort; }

# unpack DIR DEB...: data without documentation; what goes to /bin, /lib ... ends up below /usr, as on any Debian
unpack() {
  local d=$1 deb l; shift
  mkdir -p "$d/usr"/{bin,sbin,lib,lib64}
  for l in bin sbin lib lib64; do ln -sfn "usr/$l" "$d/$l"; done
  for deb; do
    dpkg-deb --fsys-tarfile "$DEBS/$deb" | tar -xp -C "$d" --no-same-owner --keep-directory-symlink \
      --exclude='./usr/share/'{doc,man,locale,info,lintian,bug}'/*' --exclude='./usr/lib/*/gconv' --exclude='./lib/systemd' --exclude='./usr/lib/systemd'
  done
}

# api_ok LOG CMD...: an api call whose body goes to the log, or the end of the script. Builds, pulls and pushes
# answer 200 and report a failure in the stream.
api_ok() {
  local name=$1; shift
  "$@" --fail-with-body >"$LOG/$name.log" 2>&1 9>&- && ! grep -q '"error"' "$LOG/$name.log" || return 1
}
# bake NAME TAG: $WORK/NAME (Dockerfile, root.tar ...) becomes the image TAG. By the classic builder (version 1):
# BuildKit wants a session beside the request, which curl can't hold.
bake() {
  local name=$1 tag=$2
  tar -c -C "$WORK/$name" --numeric-owner --owner=0 --group=0 . |
    api_ok "build-$name" api POST "/build?version=1&t=$tag&rm=1&forcerm=1" -T - -H 'Content-Type: application/x-tar' -H 'Expect:' ||
    fail_log "build-$name" "the image $tag can't be built"
}
# health FROM TAG NAME: FROM with the health check of images/NAME
health() {
  rm -rf "$WORK/$3-health"; mkdir -p "$WORK/$3-health"
  { echo "FROM $1"; cat "$IMAGES_DIR/$3/health"; } >"$WORK/$3-health/Dockerfile"
  bake "$3-health" "$2"
}

# build_base: the image that the others are built from
build_base() {
  local t; t=$(now)
  # shellcheck disable=SC2086
  closure $BASE >"$WORK/base.list"
  context base "$WORK/base.list"
  bake base drydock-dev/base; say "built what they have in common $(took "$t")"
}
# context NAME LIST: $WORK/NAME with the Dockerfile, what it copies, and root.tar from the .debs in LIST
context() {
  local r=$WORK/$1/root l
  rm -rf "${WORK:?}/$1"; mkdir -p "$r"; cp "$IMAGES_DIR/$1"/* "$WORK/$1/"
  # shellcheck disable=SC2046
  unpack "$r" $(grep -vE "^($(not_needed "$1"))_" "$2")
  case $1 in
    busybox) # only the one static file; its /bin is no link
      mv "$r/usr/bin/busybox" "$WORK/$1/"; rm -rf "$r"; mkdir -p "$r"/{bin,etc,tmp,proc,sys,dev,root,var}; chmod 1777 "$r/tmp"
      mv "$WORK/$1/busybox" "$r/bin/"; echo 'root:x:0:0:root:/root:/bin/sh' >"$r/etc/passwd"; echo 'root:x:0:' >"$r/etc/group" ;;
    base) rm -rf "$r/var/run"; mkdir -p "$r"/{proc,sys,dev,run} ;;
    *) rm -rf "$r"/usr/lib/postgresql/*/lib/{bitcode,llvmjit*} "$r/var/run"
       for l in bin sbin lib lib64; do rm "$r/$l"; done ;;   # a layer's links would replace those of the base
  esac
  tar -c -C "$r" --numeric-owner --owner=0 --group=0 -f "$WORK/$1/root.tar" .; rm -rf "$r"
}
# build_image NAME TAG: a service's image
build_image() {
  # shellcheck disable=SC2046
  closure $(packages_of "$1") | if [ "$1" = busybox ]; then grep ^busybox-static_; else grep -vxFf "$WORK/base.list"; fi >"$WORK/$1.list"
  context "$1" "$WORK/$1.list"
  bake "$1" "$2"
}
