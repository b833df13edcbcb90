// Prints the test runner's own count, from its JSON report; the last line is `N passed, N failed` alone.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A test file that could not even be loaded has no failed test of its own; it counts as one. */
export function countOf(file) {
  const text = readFileSync(file, 'utf8');
  if (text === '') return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(text);
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed, skipped } = countOf(process.argv[2]);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
