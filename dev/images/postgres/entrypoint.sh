#!/bin/bash
# What the official postgres image's entrypoint does, in short: as root fix ownership and drop to
# postgres; on an empty data directory initdb, a socket-only server for the init scripts, then the real one.
set -eo pipefail
PGDATA=${PGDATA:-/var/lib/postgresql/data}; export PGDATA
POSTGRES_USER=${POSTGRES_USER:-postgres}; POSTGRES_DB=${POSTGRES_DB:-$POSTGRES_USER}
[ "${1:0:1}" != - ] || set -- postgres "$@"
[ "$1" = postgres ] || exec "$@"
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql; chmod 700 "$PGDATA"; chmod 775 /var/run/postgresql
  find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres:postgres '{}' +
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2; exit 1
  fi
  # shellcheck disable=SC2086
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:-x}") $POSTGRES_INITDB_ARGS
  echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -o "${*:2} -c listen_addresses=''" -w start
  q() { PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc -U "$POSTGRES_USER" -d "$@"; }
  export PGPASSWORD=$POSTGRES_PASSWORD
  [ "$POSTGRES_DB" = postgres ] || q postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db" ;'
  # shellcheck disable=SC1090
  for f in /docker-entrypoint-initdb.d/*; do case $f in
    *.sh) echo "$0: running $f"; if [ -x "$f" ]; then "$f"; else . "$f"; fi ;;
    *.sql) echo "$0: running $f"; q "$POSTGRES_DB" -f "$f" ;;
    *.sql.gz) echo "$0: running $f"; gunzip -c "$f" | q "$POSTGRES_DB" ;;
  esac; done
  unset PGPASSWORD
  pg_ctl -D "$PGDATA" -m fast -w stop
  echo; echo 'PostgreSQL init process complete; ready for start up.'; echo
else
  echo; echo 'PostgreSQL Database directory appears to contain a database; Skipping initialization'; echo
fi
exec "$@"
