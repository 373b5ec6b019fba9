FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV CI=true NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# A secret made while building would be the same in every installation: it stays in this stage.
RUN GATEHOUSE_DATA_DIR=/tmp/build-data node scripts/build.mjs \
  && npm prune --omit=dev --no-audit --no-fund \
  # The image has this Node already.
  && rm -rf .next/cache node_modules/node node_modules/node-bin-*

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production GATEHOUSE_DATA_DIR=/data
RUN install -d -o node -g node -m 0700 /data
COPY --from=build /app/package.json /app/package-lock.json /app/tsconfig.json /app/next.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY --from=build /app/components/i18n ./components/i18n
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/dist ./dist
# Next keeps rendered pages here.
COPY --from=build --chown=node:node /app/.next ./.next
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.mjs", "--prepared"]
