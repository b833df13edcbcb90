import { geminiSpeech } from '../contract/speech-gemini.ts';
import { proveInvariance } from './invariance.ts';

proveInvariance(geminiSpeech, 1_000);
