# Other ways to the engine than its socket, for the tests of the client: TLS with certificates of both sides, and ssh. And a
# registry that wants a password.
# Sourced by dev/engine, after lib.sh and images/build.sh.
# shellcheck shell=bash disable=SC2034
#
# All of it is on the loopback address and all its files are in the state folder: no service is installed or enabled,
# and neither ~/.ssh nor /etc/ssh is read or written.

TLS=$STATE/tls SSH=$STATE/ssh PRIVATE=$STATE/private-registry TOOLS=$STATE/tools

# tool PROGRAM PACKAGE...: prints where the program is. Where it isn't installed, the packages (the first that
# has it, and libraries) are unpacked, not installed: installing a server starts it on all of the machine's addresses.
tool() {
  local found program=$1; shift
  found=$(PATH=$PATH:/usr/sbin:/sbin command -v "$program") || found=$(find "$TOOLS"/usr/{bin,sbin} -name "$program" 2>/dev/null | head -n 1)
  [ -n "$found" ] || {
    bring "$@"
    found=$(find "$TOOLS"/usr/{bin,sbin} -name "$program" | head -n 1)
    [ -n "$found" ] || die "the packages $* have no $program in them"
  }
  echo "$found"
}
bring() {
  local t p; t=$(now)
  command -v apt-get dpkg-deb >/dev/null || die "the tests need $1, and this machine has no apt to get it from: install it by hand, or do without them: dev/engine up --bare"
  rm -rf "$TOOLS/debs"; mkdir -p "$TOOLS"/{debs,usr/bin,usr/sbin} "$WORK"
  download() { (cd "$TOOLS/debs" && apt_scratch download "$@"); }
  download "$@" >"$LOG/bring.log" 2>&1 || {
    mkdir -p "$STATE/lists/partial"; LISTS=(-o "Dir::State::lists=$STATE/lists")      # as in fetch
    { apt_scratch update && download "$@"; } >>"$LOG/bring.log" 2>&1 || fail_log bring "apt can't download $*"
  }
  for p in "$TOOLS"/debs/*.deb; do dpkg-deb -x "$p" "$TOOLS"; done
  rm -rf "$TOOLS/debs" "$WORK" "$DEBS"
  say "unpacked $* $(took "$t")"
}
# libraries: sets WITH_LIBRARIES, to be put before a program that was unpacked, so that it finds what came along
libraries() { WITH_LIBRARIES=(env LD_LIBRARY_PATH="$(printf '%s:' "$TOOLS"/usr/lib/*-linux-gnu "$TOOLS"/lib/*-linux-gnu)"); }

# free_port FIRST LAST: the first port of the range that nobody listens on
free_port() {
  local p
  for ((p = $1; p <= $2; p++)); do (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || { echo "$p"; return; }; done
  die "all ports from $1 to $2 are taken"
}
way_port() { cat "$STATE/$1-port" 2>/dev/null; }      # way_port tls|ssh|private

# --- certificates -----------------------------------------------------------------------------------
# A CA and who it vouches for; and `stranger`, whom another CA vouches for. client, client-ec and client-pkcs1 have their
# keys in the three usual forms: PKCS#8, SEC1 (EC) and PKCS#1 (RSA).
certificates() {
  local name t days=400 new=$STATE/tls.new fresh=2592000; t=$(now)       # made anew a month before they end
  command -v openssl >/dev/null || apt_need openssl
  for name in server client client-ec client-pkcs1 stranger; do
    openssl x509 -checkend $fresh -noout -in "$TLS/$name/cert.pem" >/dev/null 2>&1 || break
    [ "$name" != stranger ] || return 0
  done
  rm -rf "$new"; mkdir "$new"; chmod 700 "$new"
  (
    umask 077; cd "$new" || exit 1
    ca() { openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.pem" -days $days -subj "/CN=drydock-dev $1"; }
    key() { case $1 in
      client) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out client/key.pem ;;
      client-ec) openssl ecparam -genkey -name prime256v1 -noout -out client-ec/key.pem ;;
      client-pkcs1)     # OpenSSL 3 has to be told, an older one writes nothing else
        openssl genrsa -traditional -out client-pkcs1/key.pem 2048 2>/dev/null || openssl genrsa -out client-pkcs1/key.pem 2048 ;;
      *) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1/key.pem" ;;
    esac; }
    # identity NAME CA USE [LINE]
    identity() {
      mkdir "$1"; key "$1"
      openssl req -new -key "$1/key.pem" -subj "/CN=drydock-dev $1" -out "$1.csr"
      printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=%s\n%s\n' "$3" "${4:-}" >"$1.ext"
      openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days $days -extfile "$1.ext" -out "$1/cert.pem"
      cp ours.pem "$1/ca.pem"
    }
    ca ours; ca theirs
    identity server ours serverAuth 'subjectAltName=DNS:localhost,IP:127.0.0.1'
    for name in client client-ec client-pkcs1; do identity $name ours clientAuth; done
    identity stranger theirs clientAuth
    for name in server client client-ec client-pkcs1; do openssl verify -CAfile ours.pem $name/cert.pem || exit 1; done
    openssl verify -CAfile theirs.pem stranger/cert.pem || exit 1
    rm -f -- *.key *.csr *.ext *.srl *.pem       # nobody else will ever be vouched for
  ) >"$LOG/certificates.log" 2>&1 || fail_log certificates "openssl can't make the certificates"
  rm -rf "$TLS"; mv "$new" "$TLS"
  say "made certificates $(took "$t")"
}

# --- TLS --------------------------------------------------------------------------------------------
# tls_ping WHO: does the engine answer to the certificate of WHO?
tls_ping() { [ -n "$(way_port tls)" ] && curl -sf --noproxy '*' -m 5 -o /dev/null --cacert "$TLS/$1/ca.pem" --cert "$TLS/$1/cert.pem" --key "$TLS/$1/key.pem" "https://127.0.0.1:$(way_port tls)/_ping"; }
# tls_flags: what the dockerd of dev/engine is started with, so that it listens there itself
tls_flags() {
  certificates
  free_port 2376 2396 >"$STATE/tls-port"
  DOCKERD_TLS=(-H "tcp://127.0.0.1:$(way_port tls)" --tlsverify --tlscacert "$TLS/server/ca.pem" --tlscert "$TLS/server/cert.pem" --tlskey "$TLS/server/key.pem")
}
# The engine speaks TLS there, if dev/engine started it with these very certificates. In front of any other engine the tests
# put TLS themselves.
tls_alive() { is_own_dockerd && tls_ping client; }
# is_own_dockerd: the engine in use is the one that dev/engine started
is_own_dockerd() { alive dockerd && case $ENGINE in unix:///run/docker.sock|unix:///var/run/docker.sock) ;; *) false ;; esac; }

# --- ssh --------------------------------------------------------------------------------------------
ssh_() { ssh -F "$SSH/config" drydock-test "$@"; }
# What `docker system dial-stdio` gives for a request that ends with the end of its input
ssh_ping() { printf 'GET /_ping HTTP/1.0\r\n\r\n' | ssh_ -o ConnectTimeout=5 docker system dial-stdio 2>>"$LOG/ssh-ping.log" | head -n 1 | grep -q '^HTTP/1\.[01] 200'; }
# ssh_keys NAME: makes the key pair if it isn't there
ssh_keys() { [ -s "$SSH/$1" ] || ssh-keygen -q -t ed25519 -N '' -C "drydock-dev $1" -f "$SSH/$1"; }
ssh_up() {
  local t sshd docker user; t=$(now)
  command -v ssh >/dev/null && command -v ssh-keygen >/dev/null || apt_need openssh-client
  sshd=$(tool sshd openssh-server libwrap0)
  docker=$(command -v docker) || docker=$(tool docker "$(docker_package)")
  ! ssh_alive || return 0
  stop sshd
  mkdir -p "$SSH"; chmod 700 "$SSH"; ssh_keys host; ssh_keys user; cp "$SSH/user.pub" "$SSH/authorized_keys"
  user=$(id -un)
  free_port 2222 2242 >"$STATE/ssh-port"
  printf '[127.0.0.1]:%s %s\n' "$(way_port ssh)" "$(cat "$SSH/host.pub")" >"$SSH/known_hosts"
  cat >"$SSH/sshd_config" <<CONFIG
ListenAddress 127.0.0.1
Port $(way_port ssh)
HostKey "$SSH/host"
PidFile none
AllowUsers $user
AuthorizedKeysFile "$SSH/authorized_keys"
AuthenticationMethods publickey
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
# The state folder is the owner's only, but /var/tmp above it is everybody's, which sshd would refuse.
StrictModes no
UsePAM $(locked && echo yes || echo no)
DisableForwarding yes
# Tests open many at once.
MaxStartups 200
MaxSessions 200
SetEnv "PATH=$(dirname "$docker"):/usr/local/bin:/usr/bin:/bin" "DOCKER_HOST=$ENGINE"$([ -z "$ENGINE_CERTS" ] || echo " DOCKER_TLS_VERIFY=1 \"DOCKER_CERT_PATH=$ENGINE_CERTS\"")
CONFIG
  cat >"$SSH/config" <<CONFIG
# ssh -F $SSH/config drydock-test
Host drydock-test
  HostName 127.0.0.1
  Port $(way_port ssh)
  User $user
  IdentityFile "$SSH/user"
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile "$SSH/known_hosts"
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
  LogLevel ERROR
CONFIG
  chmod 600 "$SSH"/{config,sshd_config,known_hosts,authorized_keys}
  if [ "$(id -u)" = 0 ]; then    # run by root, sshd parts with its privileges, to this user and folder; Debian's package would make both
    getent passwd sshd >/dev/null || useradd --system --home-dir /run/sshd --shell /usr/sbin/nologin --gid nogroup sshd
    [ -d /run/sshd ] || install -d -m 755 /run/sshd
  fi
  libraries; "${WITH_LIBRARIES[@]}" "$sshd" -t -f "$SSH/sshd_config" >"$LOG/sshd.log" 2>&1 || fail_log sshd "sshd refuses its configuration"
  start sshd "${WITH_LIBRARIES[@]}" "$sshd" -D -e -f "$SSH/sshd_config"
  : >"$LOG/ssh-ping.log"
  # shellcheck disable=SC2317
  sshd_listens() { (exec 3<>"/dev/tcp/127.0.0.1/$(way_port ssh)") || ! alive sshd; }
  wait_for 10 sshd_listens && alive sshd || fail_log sshd "sshd doesn't start"
  ssh_ping || { cat "$LOG/ssh-ping.log" >>"$LOG/sshd.log"; fail_log sshd "the engine doesn't answer to ssh -F $SSH/config drydock-test docker system dial-stdio"; }
  ssh_key >"$SSH/started"
  say "started sshd on 127.0.0.1:$(way_port ssh) for $user $(took "$t")"
}
# A login through ssh takes its time; that sshd gives its banner is enough where a login has worked before.
ssh_key() { echo "$ENGINE $ENGINE_CERTS"; }
ssh_alive() { alive sshd && [ "$(cat "$SSH/started" 2>/dev/null)" = "$(ssh_key)" ] && (exec 3<>"/dev/tcp/127.0.0.1/$(way_port ssh)" && read -r -t 5 line <&3 && [[ $line == SSH-* ]]) 2>/dev/null; }
# Without PAM sshd lets nobody in whose password is locked, whatever key they have.
locked() { [ "$(id -u)" = 0 ] && [[ $(getent shadow "$(id -un)" | cut -d: -f2) == '!'* ]]; }
docker_package() { if apt-cache show docker-cli >/dev/null 2>&1; then echo docker-cli; else echo docker.io; fi; }

# --- a registry with a password ---------------------------------------------------------------------
private_user() { sed -n 's/^user=//p' "$PRIVATE/login" 2>/dev/null; }
private_password() { sed -n 's/^password=//p' "$PRIVATE/login" 2>/dev/null; }
# private_code [CURL-ARG...]: what it answers. The password doesn't go by an argument, which all users can see.
private_code() { curl -s --noproxy '*' -m 5 -o /dev/null -w '%{http_code}' "$@" "http://127.0.0.1:$(way_port private)/v2/" || :; }
private_alive() { alive private-registry && [ "$(private_code)" = 401 ] && [ "$(private_code -K - <<<"user = \"$(private_user):$(private_password)\"")" = 200 ]; }
# A login of this machine's own, made once: registries know passwords by bcrypt only, and openssl has none.
private_login() {
  local htpasswd
  [ ! -s "$PRIVATE/login" ] || [ ! -s "$PRIVATE/htpasswd" ] || return 0
  htpasswd=$(tool htpasswd apache2-utils libapr1 libaprutil1)
  (
    umask 077; mkdir -p "$PRIVATE"
    printf 'user=drydock\npassword=%s\n' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" >"$PRIVATE/login"
    libraries
    printf '%s\n' "$(private_password)" | "${WITH_LIBRARIES[@]}" "$htpasswd" -niB "$(private_user)" >"$PRIVATE/htpasswd"
  ) 2>"$LOG/private-registry.log" || { rm -f "$PRIVATE"/{login,htpasswd}; fail_log private-registry "htpasswd can't make a password"; }
}
private_up() {
  local t bin; t=$(now)
  ! private_alive || return 0
  stop private-registry
  bin=$(tool docker-registry docker-registry)
  private_login
  free_port 5080 5099 >"$STATE/private-port"
  cat >"$PRIVATE/registry.yml" <<YML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $PRIVATE/images}, delete: {enabled: true}}
http: {addr: "127.0.0.1:$(way_port private)"}
auth: {htpasswd: {realm: drydock-dev, path: $PRIVATE/htpasswd}}
YML
  start private-registry "$bin" serve "$PRIVATE/registry.yml"
  # shellcheck disable=SC2317
  private_settled() { private_alive || ! alive private-registry; }
  wait_for 20 private_settled && alive private-registry || fail_log private-registry "the registry with a password doesn't start"
  say "started a registry with a password on 127.0.0.1:$(way_port private) $(took "$t")"
}

# --- all --------------------------------------------------------------------------------------------
ways_up() { ssh_up; private_up; say "ways: TLS $(tls_place), ssh on 127.0.0.1:$(way_port ssh), a registry with a password on 127.0.0.1:$(way_port private)"; }
tls_place() { if tls_alive; then echo "on 127.0.0.1:$(way_port tls)"; else echo "none (the tests make their own)"; fi; }
ways_env() {
  if tls_alive; then
    echo "export DRYDOCK_TEST_TLS=tcp://127.0.0.1:$(way_port tls)"
    echo "export DRYDOCK_TEST_TLS_CERTS=$TLS"
  fi
  if ssh_alive; then
    echo "export DRYDOCK_TEST_SSH=ssh://drydock-test"
    echo "export DRYDOCK_TEST_SSH_CONFIG=$SSH/config"
  fi
  if private_alive; then
    echo "export DRYDOCK_TEST_REGISTRY=127.0.0.1:$(way_port private)"
    echo "export DRYDOCK_TEST_REGISTRY_USER=$(private_user)"
    echo "export DRYDOCK_TEST_REGISTRY_PASSWORD=$(private_password)"
  fi
}
ways_status() {
  echo "TLS: $(tls_place)"
  if ssh_alive; then echo "ssh: 127.0.0.1:$(way_port ssh), sshd that dev/engine started"; else echo "ssh: none"; fi
  if private_alive; then echo "registry with a password: 127.0.0.1:$(way_port private)"; else echo "registry with a password: none"; fi
}
ways_down() {
  ! alive sshd || { stop sshd; say "stopped sshd"; }
  ! alive private-registry || { stop private-registry; say "stopped the registry with a password"; }
  rm -f "$STATE"/{tls,ssh,private}-port "$STATE/run/private-registry" "$SSH/started" "$STATE/run/sshd"
}
