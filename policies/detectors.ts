import type { Detector } from './detector.ts';
import { apiKey } from './detectors/api-key.ts';
import { authHeader } from './detectors/auth-header.ts';
import { bic } from './detectors/bic.ts';
import { connectionString } from './detectors/connection-string.ts';
import { coordinates } from './detectors/coordinates.ts';
import { credential } from './detectors/credential.ts';
import { creditCard } from './detectors/credit-card.ts';
import { cryptoWallet } from './detectors/crypto-wallet.ts';
import { deniedWords } from './detectors/denied-words.ts';
import { email } from './detectors/email.ts';
import { iban } from './detectors/iban.ts';
import { identifiers } from './detectors/identifiers.ts';
import { indirectInjection } from './detectors/indirect-injection.ts';
import { injectionPhrases } from './detectors/injection-phrases.ts';
import { ipAddress } from './detectors/ip-address.ts';
import { markdownExfiltration } from './detectors/markdown-exfiltration.ts';
import { moderationLocal } from './detectors/moderation-local.ts';
import { organisationName } from './detectors/organisation-name.ts';
import { personName } from './detectors/person-name.ts';
import { phone } from './detectors/phone.ts';
import { placeName } from './detectors/place-name.ts';
import { privateKey } from './detectors/private-key.ts';
import { promptInjection } from './detectors/prompt-injection.ts';
import { streetAddress } from './detectors/street-address.ts';
import { systemPromptLeak } from './detectors/system-prompt-leak.ts';
import { topicWords } from './detectors/topic-words.ts';
import { usSsn } from './detectors/us-ssn.ts';

/** Every detector that ships, a line each. */
export const builtinDetectors: readonly Detector[] = [
  promptInjection,
  indirectInjection,
  injectionPhrases,
  privateKey,
  apiKey,
  connectionString,
  authHeader,
  credential,
  email,
  creditCard,
  usSsn,
  phone,
  iban,
  ipAddress,
  bic,
  coordinates,
  cryptoWallet,
  streetAddress,
  personName,
  placeName,
  organisationName,
  systemPromptLeak,
  markdownExfiltration,
  moderationLocal,
  deniedWords,
  topicWords,
  ...identifiers,
];

export function detectorNames(detectors: readonly Detector[] = builtinDetectors): string[] {
  return detectors.map(({ name }) => name);
}

/** Those that a policy can name for all of their detectors. */
export function categoryNames(detectors: readonly Detector[] = builtinDetectors): string[] {
  return [...new Set(detectors.filter(({ byName }) => byName !== true).map(({ category }) => category))];
}
