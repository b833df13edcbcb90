import type { Random } from './random.ts';

const tags =
  'note info system-note assistant_instructions important data msg comment context memo hint task update notice payload content reminder policy aside div p span section details'.split(
    ' ',
  );
const fields = 'note body comment description message instruction text summary remark system bio title value'.split(
  ' ',
);
const marks = ['"', "'", '**', '***', '`', '“', '>> ', '-- ', '(', '[', '«', '~~', '__'];
const closing: Readonly<Record<string, string>> = { '“': '”', '(': ')', '[': ']', '«': '»', '>> ': '', '-- ': ' --' };
const fences = ['', 'text', 'system', 'txt', 'json', 'md', 'prompt', 'yaml'];
const lines = ['---', '***', '-----', '=====', '###', '+++', '<<<', '~~~~'];

const comments = [
  ['/*', '*/'],
  ['(*', '*)'],
  ['{#', '#}'],
  ['<%--', '--%>'],
] as const;
const signs = [
  ['##', '##'],
  ['[', ']'],
  ['***', '***'],
  ['!!', '!!'],
  ['>>>', '<<<'],
  ['::', '::'],
] as const;

/** What somebody writes around a text so that it looks like something else: quotes, tags, fences, fields, comments. */
export function wrapped(random: Random, text: string): string {
  const tag = random.pick(tags);
  switch (random.below(11)) {
    case 0:
      return `<${tag}>${text}</${tag}>`;
    case 1:
      return `<${tag}${random.pick([' priority="high"', ' style="display:none"', ' hidden', ' role="user"', ' class="x"', ' id="7"'])}>\n${text}\n</${tag}>`;
    case 2:
      return `<!-- ${text} -->`;
    case 3: {
      const mark = random.pick(marks);
      return `${mark}${text}${closing[mark] ?? mark}`;
    }
    case 4:
      return `\`\`\`${random.pick(fences)}\n${text}\n\`\`\``;
    case 5:
      return JSON.stringify({ [random.pick(fields)]: text });
    case 6:
      return `> ${text.replaceAll('\n', '\n> ')}`;
    case 7: {
      const line = random.pick(lines);
      return `${line}\n${text}\n${line}`;
    }
    case 8:
      return surrounded(text, random.pick(comments));
    case 9:
      return `${random.pick(fields)}: ${random.pick(['', '>-\n  ', '|\n  '])}${text}`;
    default:
      return surrounded(text, random.pick(signs));
  }
}

function surrounded(text: string, [before, after]: readonly [before: string, after: string]): string {
  return `${before} ${text} ${after}`;
}
