import { readFileSync } from 'node:fs';
import { rowForHost } from '../providers/hosts.ts';
import { table } from '../providers/providers.ts';
import type { Environment } from './environment.ts';

/** Whether a host, as `URL` gives it, may be a provider's. */
export type HostGuess = (hostname: string, port: string) => boolean;

/**
 * Tells by the built-in table, and by every address that stands in the configuration's text, without
 * reading the configuration: that takes longer than a process may be held up by that never calls a
 * provider. It may say yes too often; what is a provider is decided once the configuration is read.
 */
export function guessHosts(file: string | undefined, env: Environment): HostGuess {
  const named = new Set<string>();
  if (file !== undefined) for (const host of hostsIn(readFileSync(file, 'utf8'))) named.add(host);
  for (const variable in env) {
    if (!variable.startsWith('SPANGUARD_PROVIDERS_')) continue;
    for (const host of hostsIn(env[variable] ?? '')) named.add(host);
  }
  return (hostname, port) =>
    (named.size > 0 && named.has(port === '' ? hostname : `${hostname}:${port}`)) ||
    rowForHost(table, hostname, port) !== undefined;
}

/**
 * Whether calls to providers that nothing guards are to be refused (`inProcess.uncovered`): told from the text
 * too, because a connection does not wait for the configuration to be read.
 */
export function refusesUncovered(file: string | undefined, env: Environment): boolean {
  const told = env.SPANGUARD_IN_PROCESS_UNCOVERED;
  if (told !== undefined && told !== '') return told === 'refuse';
  if (file === undefined) return false;
  try {
    return /^[^#\n]*\buncovered["']?[ \t]*:[ \t]*["']?refuse\b/m.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

function hostsIn(text: string): string[] {
  // JSON is YAML too, and may escape its slashes.
  const plain = text.includes('\\') ? text.replaceAll('\\/', '/') : text;
  const hosts: string[] = [];
  for (const [address] of plain.matchAll(/https?:\/\/[^\s'"`,{}<>#]+/gi)) {
    if (URL.canParse(address)) hosts.push(new URL(address).host);
  }
  return hosts;
}
