// Prints the test runner's own count, from its JSON report, as one plain line.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const skipped = report.numPendingTests + report.numTodoTests;
console.log(
  `${report.numPassedTests} passed, ${report.numFailedTests} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
if (report.numFailedTests > 0 || report.numPassedTests === 0) process.exitCode = 1;
