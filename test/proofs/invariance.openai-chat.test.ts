import { openaiChat } from '../contract/speech.ts';
import { proveInvariance } from './invariance.ts';

proveInvariance(openaiChat, 26_000);
