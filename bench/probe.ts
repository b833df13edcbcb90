/**
 * Loaded with `--import` into a process under test: collects garbage when the parent asks over the
 * channel, and tells what is left. So the product needs no hook of its own.
 */
export interface Memory {
  readonly heapUsed: number;
  readonly external: number;
  readonly rss: number;
  /** Sockets, timers and requests that the event loop holds, by kind. */
  readonly handles: Readonly<Record<string, number>>;
}

process.on('message', (message) => {
  if (message !== 'memory') return;
  // Twice: what finalizers let go in the first turn goes in the second.
  globalThis.gc?.();
  setTimeout(() => {
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    const handles: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
    const memory: Memory = { heapUsed, external, rss, handles };
    process.send?.(memory);
  }, 50);
});
// The channel alone must not keep the process alive, and a parent that died must not leave it behind.
process.channel?.unref();
process.on('disconnect', () => process.exit(1));
