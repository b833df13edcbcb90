import { openaiResponses } from '../contract/speech.ts';
import { proveInvariance } from './invariance.ts';

proveInvariance(openaiResponses, 26_000);
