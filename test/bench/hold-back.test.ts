import { expect, it } from 'vitest';
import { heldBackPrinted, measureHoldBack } from '../../bench/hold-back.ts';

it('ordinary prose and code wait for no more than the word in flight', { timeout: 60_000 }, () => {
  const all = measureHoldBack();
  expect(all.map(({ text }) => text)).toEqual(['prose', 'code']);
  for (const { inTime, atOnce, late, mostHeld, firstWaits } of all) {
    expect(inTime).toBeGreaterThan(0.95);
    expect(late).toBeLessThan(0.05);
    // A word that may still become an address leaves when it is over, and every other chunk at once.
    expect(atOnce).toBeGreaterThan(0.1);
    expect(mostHeld).toBeLessThan(64);
    expect(firstWaits).toBeLessThan(2);
  }
  expect(heldBackPrinted(all)).toMatch(/prose: .* ok.*\n.*code: .* ok/);
});
