import type { Call, Segment } from '../../../core/call.ts';
import type { CallJudge, ChannelFacts, Pending, Replacement } from '../../../core/guardrails.ts';
import type { Finding, Verdict } from '../../../core/verdict.ts';
import type { Detector } from '../../../policies/detector.ts';
import type { Policy } from '../../../policies/policy.ts';

export function segment(text: string, more: Partial<Segment> = {}): Segment {
  return { path: ['messages', 0, 'content'], role: 'user', kind: 'text', text, ...more };
}

export function callOf(...segments: (Segment | string)[]): Call {
  return {
    operation: 'chat',
    model: 'm',
    stream: false,
    segments: segments.map((one) => (typeof one === 'string' ? segment(one) : one)),
    messages: segments.length,
    tools: 0,
    params: {},
  };
}

export function policy(more: Partial<Policy> = {}): Policy {
  return {
    name: 'p',
    on: 'both',
    detect: ['email'],
    threshold: 0.5,
    action: 'redact',
    mode: 'enforce',
    onError: 'open',
    deadlineMs: 1000,
    ...more,
  };
}

/** The detector as its own examples want it to be configured. */
export function asTold(detector: Detector): Detector {
  const { options } = detector.examples;
  return (options && detector.configured?.(options)) ?? detector;
}

/** A policy that asks for one detector as its own examples want it. */
export function policyOf({ name, examples: { options } }: Detector, more: Partial<Policy> = {}): Policy {
  return policy({ detect: [name], ...(options && { options: { [name]: options } }), ...more });
}

/** The verdict of a road that must not wait. */
export function now(verdict: Verdict | Pending | Promise<Verdict | Pending>): Verdict {
  if (verdict instanceof Promise || verdict.action === 'pending') throw new Error('the verdict is a promise');
  return verdict;
}

export function redacted(text: string, replacements: readonly Replacement[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, replacement } of replacements) {
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}

export const assistant: ChannelFacts = { path: ['choices', 0, 'delta', 'content'], role: 'assistant', kind: 'text' };

export interface Streamed {
  readonly out: string;
  readonly blocked: string | undefined;
  /** What was clear when the stream was blocked, else everything. */
  readonly clear: number;
  readonly findings: readonly Finding[];
  readonly action: Verdict['action'];
}

/** Streams a text in pieces and asserts on the way what a scanner promises. */
export function stream(judge: CallJudge, pieces: readonly string[], facts: ChannelFacts = assistant): Streamed {
  const scanner = judge.scanner(facts);
  if (scanner === undefined) throw new Error('nobody looks');
  let clear = 0;
  let told = 0;
  let sent = 0;
  const look = () => {
    if (scanner.clear < clear) throw new Error('clear went back');
    if (scanner.clear > sent) throw new Error('clear ran ahead');
    for (const { start } of scanner.replacements.slice(told)) {
      if (start < clear) throw new Error('a replacement came too late');
    }
    clear = scanner.clear;
    told = scanner.replacements.length;
  };
  for (const piece of pieces) {
    sent += piece.length;
    scanner.push(piece);
    look();
    if (scanner.blocked !== undefined) break;
  }
  if (scanner.blocked === undefined) {
    scanner.end();
    look();
    if (scanner.blocked === undefined && clear !== sent) throw new Error('not all is clear at the end');
  }
  const { findings, action } = judge.streamed();
  const text = pieces.join('').slice(0, clear);
  return { out: redacted(text, scanner.replacements), blocked: scanner.blocked, clear, findings, action };
}

export function cut(text: string, at: readonly number[]): string[] {
  const places = [...new Set(at.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, i) => text.slice(from, places[i] ?? text.length));
}
