#!/bin/sh
# Becomes the queue's store. The password goes by a file of its own, since everybody on a host can read command lines.
set -eu
umask 077
printf 'requirepass %s\n' "$REDIS_PASSWORD" > /tmp/redis.conf
unset REDIS_PASSWORD
exec redis-server /tmp/redis.conf --dir /data --bind '*' --protected-mode no --appendonly yes \
  --appendfsync everysec --save '' --maxmemory-policy noeviction
