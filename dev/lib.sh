# Shared by the scripts in dev/; source it, don't run it.
# shellcheck shell=bash disable=SC2034
# Nothing here is part of the product: these scripts only make a machine ready to build and test it.

[ "$(uname)" = Linux ] || { echo "dev: only for Linux. Elsewhere start Docker (or the like) and run Maven: nothing more is needed" >&2; exit 1; }

say() { echo "dev: $*" >&2; }
die() { say "error: $*"; exit 1; }
now() { echo "${EPOCHREALTIME/[.,]/}"; }                                      # microseconds
took() { awk -v us=$(($(now) - $1)) 'BEGIN{printf "(%.1f s)", us / 1e6}'; }    # took START
wait_for() {                                                                  # wait_for SECONDS CMD...
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do [ $SECONDS -lt $end ] || return 1; sleep 0.05; done
}

# --- where these scripts keep what they know and what they run --------------------------------------
# One folder, readable by its owner only: it holds pids that are later killed and programs that are run.
if [ -n "${DRYDOCK_DEV_HOME:-}" ]; then STATE=$DRYDOCK_DEV_HOME
elif [ "$(id -u)" = 0 ]; then STATE=/var/tmp/drydock-dev
else STATE=${XDG_STATE_HOME:-$HOME/.local/state}/drydock-dev; fi
case $STATE in /*) ;; *) die "DRYDOCK_DEV_HOME must be an absolute path, not '$STATE'" ;; esac
LOG=$STATE/log

state_init() {
  mkdir -p "$(dirname "$STATE")"; mkdir -m 700 "$STATE" 2>/dev/null || :
  # /var/tmp is everybody's: somebody else may have been there first
  [ -d "$STATE" ] && [ ! -L "$STATE" ] || die "$STATE is not a directory (or a symlink); remove it or set DRYDOCK_DEV_HOME"
  [ "$(stat -c %u "$STATE")" = "$(id -u)" ] || die "$STATE belongs to somebody else; set DRYDOCK_DEV_HOME to another folder"
  chmod 700 "$STATE"; mkdir -p "$LOG" "$STATE/run"
}
# lock [FILE]: one `up` or `down` at a time. Descriptor 9 must not reach the daemons (see start), they would keep the lock.
lock() {
  local file=$STATE/${1:-lock}
  exec 9>"$file"
  flock -n 9 || { say "another dev/ command is at work, waiting for it"; flock -w 900 9 || die "still locked: $file"; }
}

# --- packages ---------------------------------------------------------------------------------------
SUDO=()
if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null; then SUDO=(sudo); fi
can_root() { [ "$(id -u)" = 0 ] || [ ${#SUDO[@]} -gt 0 ]; }

# apt_need PACKAGE...: installs what is missing; apt-get update only when the first try fails
apt_need() {
  local p missing=() t; t=$(now)
  for p; do dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "this needs ${missing[*]}, and there is no apt-get to install them: install their like by hand"
  can_root || die "this needs ${missing[*]}: run as root, or: apt-get install ${missing[*]}"
  state_init
  local get=("${SUDO[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  local install=("${get[@]}" install --no-install-recommends "${missing[@]}")
  "${install[@]}" >"$LOG/apt.log" 2>&1 </dev/null 9>&- ||
    { "${get[@]}" update && "${install[@]}"; } >>"$LOG/apt.log" 2>&1 </dev/null 9>&- ||
    fail_log apt "apt-get install ${missing[*]} failed"
  say "installed ${missing[*]} $(took "$t")"
}
# fail_log NAME MESSAGE: the end of a log, then die
fail_log() { tail -n 15 "$LOG/$1.log" | sed 's/^/  | /' >&2; die "$2; the whole log: $LOG/$1.log"; }

# --- daemons ----------------------------------------------------------------------------------------
# A daemon is ended by its pid, and only while that pid is still the process that was started:
# pids are reused, a start time (field 22 of /proc/PID/stat) with the same pid is not.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
remember() { echo "$2 $(started_at "$2")" >"$STATE/run/$1"; }                  # remember NAME PID
start() {                                                                     # start NAME CMD...
  local name=$1; shift
  setsid "$@" >"$LOG/$name.log" 2>&1 </dev/null 9>&- &
  remember "$name" $!
}
alive() {
  local pid t; [ -s "$STATE/run/$1" ] || return 1
  read -r pid t <"$STATE/run/$1"
  [ -n "$t" ] && [ "$(started_at "$pid")" = "$t" ]
}
stop() {
  local pid; [ -s "$STATE/run/$1" ] || return 0
  read -r pid _ <"$STATE/run/$1"
  local kill=(kill); [ "$(stat -c %u "/proc/$pid" 2>/dev/null)" = "$(id -u)" ] || kill=("${SUDO[@]}" kill)
  gone() { ! alive "$1"; }
  gone "$1" || { "${kill[@]}" "$pid"; wait_for 30 gone "$1" || { say "$1 ignored TERM for 30 s: KILL"; "${kill[@]}" -9 "$pid"; wait_for 5 gone "$1"; }; }
  rm -f "$STATE/run/$1"
}

# --- the engine -------------------------------------------------------------------------------------
# engine_use ADDRESS [CERTS]: from now on api speaks to that engine
engine_use() {
  local certs=${2:-}
  ENGINE=$1 ENGINE_CERTS=$certs API=() API_URL=http://engine
  case $1 in
    unix://*) API=(--unix-socket "${1#unix://}") ;;
    tcp://*|http://*|https://*)
      API_URL=http://${1#*://}
      if [ -n "$certs" ]; then API=(--cacert "$certs/ca.pem" --cert "$certs/cert.pem" --key "$certs/key.pem"); API_URL=https://${1#*://}; fi ;;
    *) return 1 ;;
  esac
}
api() { local m=$1 p=$2; shift 2; curl -sS --noproxy '*' -X "$m" "${API[@]}" "$@" "$API_URL$p"; }   # api METHOD PATH [CURL-ARG...]
answers() { api GET /_ping -f -m 3 >/dev/null 2>&1; }

# context_use NAME: the engine of a Docker context, read from the client's own files
context_use() {
  local dir=${DOCKER_CONFIG:-$HOME/.docker}/contexts id host certs=
  id=$(printf %s "$1" | sha256sum | cut -d' ' -f1)
  host=$(grep -o '"Host" *: *"[^"]*"' "$dir/meta/$id/meta.json" 2>/dev/null | head -n 1 | sed 's/.*: *"//; s/"$//') || :
  [ -n "$host" ] || return 1
  [ ! -e "$dir/tls/$id/docker/ca.pem" ] || certs=$dir/tls/$id/docker
  engine_use "$host" "$certs"
}

# engine_find: the engine a client would use. Sets ENGINE, ENGINE_FROM and ENGINE_PLAIN (yes: a client finds it
# without being told). Dies when the one that was asked for by name doesn't answer: another one
# would be a surprise. Returns 1 when there is none.
engine_find() {
  local name s certs=
  ENGINE_PLAIN=yes
  if [ -n "${DOCKER_HOST:-}" ]; then
    [ -z "${DOCKER_TLS_VERIFY:-}" ] || certs=${DOCKER_CERT_PATH:-$HOME/.docker}
    engine_use "$DOCKER_HOST" "$certs" || die "DOCKER_HOST=$DOCKER_HOST: only unix:// and tcp:// are understood here"
    answers || die "DOCKER_HOST=$DOCKER_HOST doesn't answer. Start that engine, or unset DOCKER_HOST so that another is looked for"
    ENGINE_FROM=DOCKER_HOST; return
  fi
  if [ -n "${DOCKER_CONTEXT:-}" ] && [ "$DOCKER_CONTEXT" != default ]; then
    context_use "$DOCKER_CONTEXT" || die "DOCKER_CONTEXT=$DOCKER_CONTEXT: no such context, or not one with unix:// or tcp://"
    answers || die "DOCKER_CONTEXT=$DOCKER_CONTEXT ($ENGINE) doesn't answer. Start that engine, or unset DOCKER_CONTEXT"
    ENGINE_FROM="DOCKER_CONTEXT=$DOCKER_CONTEXT"; return
  fi
  name=
  [ -n "${DOCKER_CONTEXT:-}" ] || name=$(sed -n 's/.*"currentContext" *: *"\([^"]*\)".*/\1/p' "${DOCKER_CONFIG:-$HOME/.docker}/config.json" 2>/dev/null) || :
  if [ -n "$name" ] && [ "$name" != default ]; then
    if context_use "$name" && answers; then ENGINE_FROM="Docker context '$name'"; return; fi
    say "the current Docker context '$name' doesn't answer, looking further"
    ENGINE_PLAIN=no
  fi
  for s in /var/run/docker.sock ${XDG_RUNTIME_DIR:+"$XDG_RUNTIME_DIR/docker.sock"} "$HOME"/{.docker/run,.colima/default,.rd,.orbstack/run}/docker.sock \
    /run/podman/podman.sock ${XDG_RUNTIME_DIR:+"$XDG_RUNTIME_DIR/podman/podman.sock"}; do
    if [ -S "$s" ] && engine_use "unix://$s" && answers; then ENGINE_FROM="usual socket"; return; fi
    ENGINE_PLAIN=no       # all but the first have to be named
  done
  ENGINE=; return 1
}

# --- Java -------------------------------------------------------------------------------------------
java_major() { "$1/bin/java" -version 2>&1 | sed -n '1s/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p'; }   # java_major HOME
# find_jdk VERSION: prints the home of a JDK of that major version below /usr/lib/jvm, or nothing
find_jdk() {
  local d
  for d in /usr/lib/jvm/*/; do
    d=${d%/}
    [ -x "$d/bin/javac" ] && [ "$(java_major "$d")" = "$1" ] && { readlink -f "$d"; return; }
  done
  return 0
}
# need_java: JDK 17 or later and Maven 3.8 or later; JDK 17, the oldest that is supported, where there is one
need_java() {
  local jdk home v
  jdk=$(find_jdk 17)
  if [ -z "$jdk" ]; then
    home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/bin/javac)")")")}
    if [ -x "$home/bin/javac" ] && v=$(java_major "$home") && [ "${v:-0}" -ge 17 ]; then jdk=$home
    else
      v=openjdk-17-jdk-headless; apt-cache show $v >/dev/null 2>&1 || v=default-jdk-headless      # newer releases have no 17
      apt_need $v; jdk=$(find_jdk 17); jdk=${jdk:-/usr/lib/jvm/default-java}
    fi
  fi
  [ -x "$jdk/bin/javac" ] || die "no JDK 17 or later was found, nor could it be installed"
  export JAVA_HOME=$jdk
  v=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p') || v=
  case $v in
    "3 "[89]|"3 "[1-9][0-9]|[4-9]*) ;;
    *) apt_need maven ;;
  esac
}
