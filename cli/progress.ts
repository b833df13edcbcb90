export interface Progress {
  /** Tells how far it is: bytes read and lines judged. */
  tell(bytes: number, lines: number): void;
  /** Takes the bar away. */
  end(): void;
}

const often = 100;
const cells = 24;

/** A bar for people at a terminal: how much of a file is read, and how fast lines are judged. */
export function createProgress(
  write: (text: string) => void,
  size: number | undefined,
  now = performance.now(),
): Progress {
  let shown = now;
  let drawn = false;
  return {
    tell(bytes, lines) {
      const time = performance.now();
      if (time - shown < often) return;
      shown = time;
      drawn = true;
      write(`\r\u001b[K${barOf(bytes, lines, size, time - now)}`);
    },
    end() {
      if (drawn) write('\r\u001b[K');
    },
  };
}

export function barOf(bytes: number, lines: number, size: number | undefined, ms: number): string {
  const speed = `${count(lines)} lines, ${paceOf(lines, ms)}`;
  if (size === undefined || size === 0) return speed;
  const share = Math.min(1, bytes / size);
  const full = Math.round(share * cells);
  return `${'█'.repeat(full)}${'░'.repeat(cells - full)} ${Math.floor(share * 100)} %  ${speed}`;
}

/** `12,345 lines/s`. */
export function paceOf(lines: number, ms: number): string {
  return `${count(Math.round(lines / Math.max(ms / 1000, 0.001)))} lines/s`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}
