import type { Unit } from '../panel.ts';

/** A number as a person reads it, in the unit of its panel. */
export function shown(value: number, unit: Unit, decimals?: number): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'currencyUSD':
      return `$${value.toFixed(decimals ?? (value !== 0 && Math.abs(value) < 1 ? 4 : 2))}`;
    case 'percentunit':
      return `${trimmed(value * 100, decimals ?? 1)} %`;
    case 's':
      if (value === 0) return '0 s';
      if (value < 0.001) return `${trimmed(value * 1e6, 0)} µs`;
      return value < 1 ? `${trimmed(value * 1000, 1)} ms` : `${trimmed(value, 2)} s`;
    case 'bytes':
      return scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
    case 'reqps':
      return `${trimmed(value, 2)} /s`;
    case 'short':
      return decimals === undefined ? scaled(value, 1000, ['', 'K', 'M', 'G']) : trimmed(value, decimals);
    case 'none':
      return trimmed(value, decimals ?? 2);
  }
}

function scaled(value: number, by: number, names: readonly string[]): string {
  let at = 0;
  let left = value;
  while (Math.abs(left) >= by && at < names.length - 1) {
    left /= by;
    at++;
  }
  // Below one, a decimal would say nothing.
  return `${trimmed(left, Math.abs(left) < 1 ? 3 : 1)} ${names[at] ?? ''}`.trim();
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** `{{provider}}` with the labels put in. */
export function legend(of: string, labels: Readonly<Record<string, string>>): string {
  const text = of.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? '').trim();
  return text === '' ? '(none)' : text;
}
