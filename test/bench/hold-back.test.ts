import { expect, it } from 'vitest';
import { heldBackPrinted, heldByPrinted, measureHeldBy, measureHoldBack } from '../../bench/hold-back.ts';

it('ordinary prose and code wait for no more than the word in flight', { timeout: 60_000 }, () => {
  const all = measureHoldBack();
  expect(all.map(({ text, pieces }) => `${text} ${pieces}`)).toEqual([
    'prose anywhere',
    'code anywhere',
    'prose words',
    'code words',
  ]);
  for (const { pieces, inTime, atOnce, releasing, late, mostHeld, firstWaits } of all) {
    expect(inTime).toBeGreaterThan(0.95);
    expect(late).toBeLessThan(0.05);
    // A word that may still become an address leaves when it is over, and every other chunk at once: where
    // chunks are words, each leaves when the next one comes.
    expect(atOnce).toBeGreaterThan(pieces === 'words' ? 0.02 : 0.1);
    expect(releasing).toBeGreaterThan(0.4);
    expect(mostHeld).toBeLessThan(64);
    expect(firstWaits).toBeLessThan(2);
  }
  expect(heldBackPrinted(all)).toMatch(/prose, .* ok.*\n.*code, .* ok.*\n.*prose, .* ok.*\n.*code, .* ok/);
});

it('what holds a chunk is a word that may be an address, a key or the scheme of a URL', { timeout: 60_000 }, () => {
  const by = measureHeldBy();
  const of = new Map(by.map((one) => [one.detector, one]));
  for (const name of ['phone', 'credit-card', 'us-ssn', 'credential', 'auth-header', 'private-key']) {
    expect([name, of.get(name)!.prose > 0.95, of.get(name)!.code > 0.9]).toEqual([name, true, true]);
  }
  // No policy that masks addresses can let more go than this one detector does.
  expect(of.get('all of them')!.prose).toBeGreaterThan(of.get('email')!.prose - 0.02);
  expect(of.get('all of them')!.code).toBeGreaterThan(of.get('email')!.code - 0.05);
  expect(heldByPrinted(by)).toMatch(/\n {2}email .*prose .*code/);
});
