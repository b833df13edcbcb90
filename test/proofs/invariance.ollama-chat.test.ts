import { ollamaChat } from '../contract/speech-ollama.ts';
import { proveInvariance } from './invariance.ts';

proveInvariance(ollamaChat, 1_000);
