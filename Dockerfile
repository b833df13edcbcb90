# scripts/image-steps.mjs goes through the same steps without Docker.

FROM node:24.4.1-alpine@sha256:820e86612c21d0636580206d802a726f2595366e1b867e564cbc652024151e8a AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run -s build

# What runs: no compiler, and not the SDK that only the demo speaks with. The list of what is in it goes along.
FROM node:24.4.1-alpine@sha256:820e86612c21d0636580206d802a726f2595366e1b867e564cbc652024151e8a AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund \
    && npm uninstall --omit=dev --no-audit --no-fund @anthropic-ai/sdk \
    && npm sbom --omit=dev --package-lock-only --sbom-format cyclonedx --sbom-type application > sbom.cdx.json

FROM node:24.4.1-alpine@sha256:820e86612c21d0636580206d802a726f2595366e1b867e564cbc652024151e8a
LABEL org.opencontainers.image.title="spanguard" \
      org.opencontainers.image.description="Guards, prices and traces every LLM call" \
      org.opencontainers.image.licenses="Apache-2.0" \
      io.spanguard.sbom="/app/sbom.cdx.json" \
      io.spanguard.sbom.format="application/vnd.cyclonedx+json"
WORKDIR /app
COPY --from=packages /app/package.json /app/sbom.cdx.json ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/LICENSE /app/NOTICE /app/spanguard.yaml ./
COPY --from=build /app/dist ./dist
ENV NODE_ENV=production \
    SPANGUARD_SIDECAR_LISTEN=0.0.0.0:4100 \
    SPANGUARD_SIDECAR_ADMIN=0.0.0.0:4101
# By number, so that an orchestrator can see that it is not root.
USER 1000:1000
EXPOSE 4100 4101
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4101/readyz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["serve", "--config", "spanguard.yaml"]
