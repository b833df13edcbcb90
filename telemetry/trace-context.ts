import { randomFillSync, randomUUID } from 'node:crypto';

/** W3C Trace Context: https://www.w3.org/TR/trace-context/ */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  /** As it came, only checked. */
  readonly state?: string;
}

export const sampledFlag = 1;
const randomFlag = 2;

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const noTrace = '0'.repeat(32);
const noSpan = '0'.repeat(16);

/** Reads a `traceparent`; undefined when it breaks the rules anywhere, which starts a new trace. */
export function parseTraceparent(value: string, state?: string): TraceParent | undefined {
  if (value.length < 55 || value.length > 512) return undefined;
  const parts = form.exec(value);
  if (parts === null) return undefined;
  const [, version, traceId, spanId, flags, more] = parts;
  if (version === 'ff' || traceId === noTrace || spanId === noSpan) return undefined;
  // Later versions may say more after the flags; version 00 may not.
  if (version === '00' && more !== undefined) return undefined;
  const parent = { traceId: traceId as string, spanId: spanId as string, flags: Number.parseInt(flags as string, 16) };
  const kept = state === undefined ? undefined : parseTracestate(state);
  return kept === undefined ? parent : { ...parent, state: kept };
}

const member =
  /^(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/** The list as it is sent on, or undefined when it breaks the rules and must not be. */
export function parseTracestate(value: string): string | undefined {
  if (value.length > 4096) return undefined;
  const members: string[] = [];
  const keys = new Set<string>();
  for (const raw of value.split(',')) {
    const one = raw.replace(/^[ \t]+|[ \t]+$/g, '');
    if (one === '') continue;
    const key = one.slice(0, one.indexOf('='));
    if (!member.test(one) || keys.has(key)) return undefined;
    keys.add(key);
    members.push(one);
  }
  return members.length === 0 || members.length > 32 ? undefined : members.join(',');
}

export function formatTraceparent(traceId: string, spanId: string, flags: number): string {
  return `00-${traceId}-${spanId}-${flags < 16 ? '0' : ''}${flags.toString(16)}`;
}

/** The flags of a child: sampled by our own decision, `random` as the trace's id was made. */
export function childFlags(parent: TraceParent | undefined, sampled: boolean): number {
  return (sampled ? sampledFlag : 0) | (parent === undefined ? randomFlag : parent.flags & randomFlag);
}

// Ids are cut from one block of random bytes, filled anew when used up: a tenth of the cost of a
// call into the generator for each.
const block = Buffer.alloc(4096);
let used = block.length;

function randomHex(bytes: number): string {
  if (used + bytes > block.length) {
    randomFillSync(block);
    used = 0;
  }
  used += bytes;
  return block.toString('hex', used - bytes, used);
}

export function newTraceId(): string {
  const id = randomHex(16);
  return id === noTrace ? newTraceId() : id;
}

export function newSpanId(): string {
  const id = randomHex(8);
  return id === noSpan ? newSpanId() : id;
}

export function newCallId(): string {
  return randomUUID();
}
