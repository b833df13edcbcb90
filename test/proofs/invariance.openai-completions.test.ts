import { openaiCompletions } from '../contract/speech.ts';
import { proveInvariance } from './invariance.ts';

proveInvariance(openaiCompletions, 26_000);
