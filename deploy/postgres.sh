#!/bin/sh
# Makes the database at the first start, then becomes the server. Interrupted half-way, it begins afresh.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
data=/data/cluster
if [ ! -s "$data/PG_VERSION" ] || [ ! -e /data/complete ]; then
  rm -rf "$data"
  password=$(mktemp)
  printf '%s' "$POSTGRES_PASSWORD" > "$password"
  "$bin/initdb" -D "$data" -U fairtime --auth=scram-sha-256 --pwfile="$password" --encoding=UTF8 --locale=C
  rm -f "$password"
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  echo 'create database fairtime' | "$bin/postgres" --single -D "$data" postgres
  : > /data/complete
fi
unset POSTGRES_PASSWORD
exec "$bin/postgres" -D "$data" -c listen_addresses='*' -c unix_socket_directories=/tmp
