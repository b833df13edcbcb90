import { anthropicMessages } from '../contract/speech.ts';
import { proveInvariance } from './invariance.ts';

proveInvariance(anthropicMessages, 26_000);
