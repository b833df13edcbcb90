import type { Detector } from '../detector.ts';
import { brCpf } from './identifiers/br-cpf.ts';
import { deTaxId } from './identifiers/de-tax-id.ts';
import { esDni } from './identifiers/es-dni.ts';
import { frNir } from './identifiers/fr-nir.ts';
import { inAadhaar } from './identifiers/in-aadhaar.ts';
import { itCodiceFiscale } from './identifiers/it-codice-fiscale.ts';
import { nlBsn } from './identifiers/nl-bsn.ts';
import { plPesel } from './identifiers/pl-pesel.ts';
import { ukNhs } from './identifiers/uk-nhs.ts';
import { ukNino } from './identifiers/uk-nino.ts';

/** Every identifier that ships, a line each. */
export const identifiers: readonly Detector[] = [
  brCpf,
  deTaxId,
  esDni,
  frNir,
  inAadhaar,
  itCodiceFiscale,
  nlBsn,
  plPesel,
  ukNhs,
  ukNino,
];
