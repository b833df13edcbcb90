import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first: begun last, one of them keeps one core busy while the other is done. */
const heaviest = [
  'proofs/leaks',
  'policies/linear',
  'cli/scan',
  'contract/contract',
  'proofs/invariance.anthropic-messages',
  'proofs/invariance.openai-completions',
  'contract/together',
  'instrumentation/apps',
  'policies/restore',
  'proofs/invariance.openai-responses',
  'contract/conversation',
  'proofs/invariance.openai-chat',
];

/** The order is for time alone: no test leans on another's. */
export class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = heaviest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place === -1 ? heaviest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
