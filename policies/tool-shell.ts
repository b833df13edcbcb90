import type { Stretch } from './tools.ts';

/** Programs that do harm, or fetch and run something that does. */
const programs = new Set(
  (
    'rm rmdir dd mkfs shred chmod chown chgrp mv cp ln tee truncate ' +
    'curl wget nc ncat netcat socat ssh scp sftp rsync ftp telnet ' +
    'sh bash zsh dash ksh fish csh pwsh powershell cmd eval exec source xargs env nohup ' +
    'python python2 python3 perl ruby node php lua awk sed base64 openssl ' +
    'sudo su doas kill killall pkill shutdown reboot halt systemctl service crontab at ' +
    'cat ls id whoami uname passwd useradd usermod mount umount iptables git docker kubectl'
  ).split(' '),
);
/** What goes on with another program: `a; b`, `a && b`, `a | b`, a new line. */
const operators = ';&|\n\r';
const blank = /[\t ]/;
const letter = /[\w./~-]/;

/**
 * Finds what a shell would run: a substitution (`$(…)`, `${…}`, `<(…)`, a pair of backticks), a known
 * program behind an operator, and one at the very start with an option, a path or a variable behind
 * it. One look at each character.
 */
export function shellIn(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  const first = programAt(text, 0);
  if (first !== undefined && isArgument(text, first.end)) found.push(first);
  let tick = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const next = text.charAt(i + 1);
    if ((c === '$' && (next === '(' || next === '{')) || ((c === '<' || c === '>') && next === '(')) {
      found.push({ start: i, end: i + 2 });
    } else if (c === '`') {
      if (tick !== -1 && i > tick + 1) found.push({ start: tick, end: i + 1 });
      tick = tick === -1 ? i : -1;
    } else if (operators.includes(c)) {
      const program = programAt(text, i + 1);
      // In prose a line may begin with such a word: there it takes an argument to tell.
      const line = c === '\n' || c === '\r';
      if (program !== undefined && (!line || isArgument(text, program.end))) found.push(program);
    }
  }
  return found;
}

/** The program whose name begins here, behind blanks; its folder is no part of the name. */
function programAt(text: string, from: number): Stretch | undefined {
  let start = from;
  while (start < text.length && start < from + 16 && blank.test(text.charAt(start))) start++;
  let end = start;
  while (end < text.length && end < start + 256 && letter.test(text.charAt(end))) end++;
  const word = text.slice(start, end);
  const name = word.slice(word.lastIndexOf('/') + 1);
  return programs.has(name) ? { start, end } : undefined;
}

function isArgument(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && blank.test(text.charAt(at))) at++;
  return at > from && (/[-/~.$*|>&]/.test(text.charAt(at)) || /^https?:/i.test(text.slice(at, at + 6)));
}
