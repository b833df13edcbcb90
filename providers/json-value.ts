/** Reading JSON that may be anything. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const nothing: readonly unknown[] = Object.freeze([]);

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : nothing;
}

/** A count of tokens: whole and never negative; what is not a number counts as zero. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 && value < Number.MAX_SAFE_INTEGER ? Math.floor(value) : 0;
}
