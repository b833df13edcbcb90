import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../core/dialect.ts';
import { allDialects, at, checkPaths, decode } from './frames.ts';

describe('any JSON at all', () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 3, 'text', 'message', 'tool_use', 'reasoning', 'document', 'function_call'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'type',
          'role',
          'content',
          'messages',
          'input',
          'output',
          'text',
          'tool_calls',
          'function',
          'arguments',
          'choices',
          'message',
          'error',
          'usage',
          'source',
          'summary',
          'action',
          'reasoning_details',
          'annotations',
          'system',
          'prompt',
          'response',
          'thinking',
          'context',
          'images',
          'variables',
          'instructions',
          'logprobs',
          'audio',
        ),
        tie('node'),
        { maxKeys: 6 },
      ),
    ),
  })).node;

  it.each(allDialects)('$name never throws anything but Unreadable, and paths are true', (dialect) => {
    fc.assert(
      fc.property(value, (body) => {
        try {
          checkPaths(body, decode(dialect, body));
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
        }
        const answer = dialect.read(body);
        for (const { path, text } of answer.segments) {
          // What tokens spell is no string that stands there.
          if (text !== '' && path.at(-1) !== 'logprobs') expect(at(body, path)).toBe(text);
        }
        const source = JSON.stringify(body);
        const edits = answer.segments.filter(({ text, json }) => text !== '' && json !== true);
        dialect.rewrite(
          source,
          edits.map(({ path, text }) => ({ path, start: 0, end: text.length, replacement: 'x' })),
        );
        JSON.parse(
          dialect.filter(body, {
            shape: 'error',
            message: 'm',
            status: 400,
            code: 'c',
            call: { model: '', stream: false, operation: 'chat' },
          }),
        );
      }),
      { numRuns: 400 },
    );
  });
});
