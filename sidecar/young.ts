import v8 from 'node:v8';

/** Two halves of 4 MiB: what a call allocates is gone before it fills one, and both fit a core's cache. */
const enough = 8 * 1024 * 1024;

/**
 * Keeps V8's young generation from growing past what calls need. By itself it doubles up to 48 MiB under
 * load, which costs 50 MB of memory and gains nothing here. V8 takes the limit as a flag at start only
 * (`--max-semi-space-size`), which a command cannot give itself; the factor it grows by is read each time.
 */
export function holdYoungGeneration(): void {
  const timer = setInterval(() => {
    const young = v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    if (young === undefined || young.space_size < enough) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, 20);
  timer.unref();
}
