# scripts/image-steps.mjs goes through the same steps without Docker.

FROM node:24.4.1-alpine AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run -s build && npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:24.4.1-alpine
LABEL org.opencontainers.image.title="spanguard" \
      org.opencontainers.image.description="Guards, prices and traces every LLM call" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE /app/NOTICE /app/spanguard.yaml ./
COPY --from=build /app/node_modules ./node_modules
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
