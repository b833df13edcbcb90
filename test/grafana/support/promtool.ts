import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { alertRules } from '../../../grafana/alerts/rules.ts';

export interface Said {
  /** Whether promtool found nothing to blame. */
  readonly fine: boolean;
  readonly said: string;
}

/** Runs promtool in a folder with these files, and nothing else in it. */
export function inFolder(folder: string, files: Readonly<Record<string, string>>, ...args: string[]): Said {
  const home = mkdtempSync(join(tmpdir(), 'spanguard-rules-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    const said = execFileSync(join(folder, 'promtool'), args, { cwd: home, encoding: 'utf8', stdio: 'pipe' });
    return { fine: true, said };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { fine: false, said: `${stdout}${stderr}` };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

export interface RuleTest {
  /** Rule files by name. */
  readonly rules: Readonly<Record<string, string>>;
  readonly tests: readonly object[];
  /** A minute unless given. */
  readonly evaluation_interval?: string | undefined;
}

/** Tests of rules, whose samples begin on 1 January 1970. Each knows its own rules only. */
export function promtool(folder: string, ...all: readonly RuleTest[]): Said {
  const files: Record<string, string> = {};
  const names = all.map(({ rules, tests, evaluation_interval = '1m' }, at) => {
    for (const [name, text] of Object.entries(rules)) files[`${at}-${name}`] = text;
    const rule_files = Object.keys(rules).map((name) => `${at}-${name}`);
    files[`${at}.yml`] = JSON.stringify({ rule_files, evaluation_interval, tests });
    return `${at}.yml`;
  });
  return inFolder(folder, files, 'test', 'rules', ...names);
}

/** The rule of one alert, as it is in the file: asked by itself it takes a twentieth of the time. */
export function only(alert: string): string {
  const { groups } = parse(alertRules()) as { groups: Array<{ name: string; rules: Array<{ alert: string }> }> };
  const rules = groups.flatMap((group) => group.rules).filter((rule) => rule.alert === alert);
  return stringify({ groups: [{ name: alert, rules }] });
}
