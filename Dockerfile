# One image for every worker of a cluster: without the embedded engines, not as root. docs/operations.md.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# with the optional ones: compilers are packaged per platform
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
COPY workers ./workers
RUN npm run build -- --without-queue

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-slim
# The size is read at first use; bin/earshot.cjs sets it, the workers of a cluster do not pass through it.
ENV NODE_ENV=production UV_THREADPOOL_SIZE=16 DATA_DIR=/data CONFIG_DIR=/config
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY bin ./bin
COPY config ./config
RUN mkdir /data /config && chown node:node /data
VOLUME /data
USER node
CMD ["node", "bin/earshot.cjs", "--help"]
