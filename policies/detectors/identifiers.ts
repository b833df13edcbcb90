import type { Detector } from '../detector.ts';
import { aeId } from './identifiers/ae-id.ts';
import { arCuit } from './identifiers/ar-cuit.ts';
import { atSvnr } from './identifiers/at-svnr.ts';
import { auAbn } from './identifiers/au-abn.ts';
import { auMedicare } from './identifiers/au-medicare.ts';
import { auTfn } from './identifiers/au-tfn.ts';
import { beNational } from './identifiers/be-national.ts';
import { bgEgn } from './identifiers/bg-egn.ts';
import { brCnpj } from './identifiers/br-cnpj.ts';
import { brCpf } from './identifiers/br-cpf.ts';
import { caSin } from './identifiers/ca-sin.ts';
import { chAhv } from './identifiers/ch-ahv.ts';
import { clRut } from './identifiers/cl-rut.ts';
import { cnId } from './identifiers/cn-id.ts';
import { coNit } from './identifiers/co-nit.ts';
import { czRodneCislo } from './identifiers/cz-rodne-cislo.ts';
import { dateOfBirth } from './identifiers/date-of-birth.ts';
import { deHealthInsurance } from './identifiers/de-health-insurance.ts';
import { deIdCard } from './identifiers/de-id-card.ts';
import { deSocialInsurance } from './identifiers/de-social-insurance.ts';
import { deTaxId } from './identifiers/de-tax-id.ts';
import { dkCpr } from './identifiers/dk-cpr.ts';
import { drivingLicence } from './identifiers/driving-licence.ts';
import { ecCedula } from './identifiers/ec-cedula.ts';
import { eeIsikukood } from './identifiers/ee-isikukood.ts';
import { esDni } from './identifiers/es-dni.ts';
import { euVat } from './identifiers/eu-vat.ts';
import { fiHetu } from './identifiers/fi-hetu.ts';
import { frNir } from './identifiers/fr-nir.ts';
import { grAfm } from './identifiers/gr-afm.ts';
import { hkId } from './identifiers/hk-id.ts';
import { hrOib } from './identifiers/hr-oib.ts';
import { huTaj } from './identifiers/hu-taj.ts';
import { idNik } from './identifiers/id-nik.ts';
import { iePps } from './identifiers/ie-pps.ts';
import { ilId } from './identifiers/il-id.ts';
import { imei } from './identifiers/imei.ts';
import { inAadhaar } from './identifiers/in-aadhaar.ts';
import { inPan } from './identifiers/in-pan.ts';
import { isKennitala } from './identifiers/is-kennitala.ts';
import { itCodiceFiscale } from './identifiers/it-codice-fiscale.ts';
import { itPartitaIva } from './identifiers/it-partita-iva.ts';
import { jpMyNumber } from './identifiers/jp-my-number.ts';
import { krRrn } from './identifiers/kr-rrn.ts';
import { kzIin } from './identifiers/kz-iin.ts';
import { luMatricule } from './identifiers/lu-matricule.ts';
import { lvPersonasKods } from './identifiers/lv-personas-kods.ts';
import { macAddress } from './identifiers/mac-address.ts';
import { medicalRecord } from './identifiers/medical-record.ts';
import { mxCurp } from './identifiers/mx-curp.ts';
import { mxRfc } from './identifiers/mx-rfc.ts';
import { myNric } from './identifiers/my-nric.ts';
import { nlBsn } from './identifiers/nl-bsn.ts';
import { noFodselsnummer } from './identifiers/no-fodselsnummer.ts';
import { nzIrd } from './identifiers/nz-ird.ts';
import { passport } from './identifiers/passport.ts';
import { pkCnic } from './identifiers/pk-cnic.ts';
import { plNip } from './identifiers/pl-nip.ts';
import { plPesel } from './identifiers/pl-pesel.ts';
import { ptNif } from './identifiers/pt-nif.ts';
import { roCnp } from './identifiers/ro-cnp.ts';
import { ruInn } from './identifiers/ru-inn.ts';
import { ruSnils } from './identifiers/ru-snils.ts';
import { sePersonnummer } from './identifiers/se-personnummer.ts';
import { sgNric } from './identifiers/sg-nric.ts';
import { siEmso } from './identifiers/si-emso.ts';
import { thId } from './identifiers/th-id.ts';
import { trKimlik } from './identifiers/tr-kimlik.ts';
import { twId } from './identifiers/tw-id.ts';
import { uaRnokpp } from './identifiers/ua-rnokpp.ts';
import { ukDrivingLicence } from './identifiers/uk-driving-licence.ts';
import { ukNhs } from './identifiers/uk-nhs.ts';
import { ukNino } from './identifiers/uk-nino.ts';
import { usDea } from './identifiers/us-dea.ts';
import { usEin } from './identifiers/us-ein.ts';
import { usItin } from './identifiers/us-itin.ts';
import { usMedicare } from './identifiers/us-medicare.ts';
import { usNpi } from './identifiers/us-npi.ts';
import { usRouting } from './identifiers/us-routing.ts';
import { uyCi } from './identifiers/uy-ci.ts';
import { vin } from './identifiers/vin.ts';
import { vnCccd } from './identifiers/vn-cccd.ts';
import { zaId } from './identifiers/za-id.ts';

/** Every identifier that ships, a line each. */
export const identifiers: readonly Detector[] = [
  aeId,
  arCuit,
  atSvnr,
  auAbn,
  auMedicare,
  auTfn,
  beNational,
  bgEgn,
  brCnpj,
  brCpf,
  caSin,
  chAhv,
  clRut,
  cnId,
  coNit,
  czRodneCislo,
  dateOfBirth,
  deHealthInsurance,
  deIdCard,
  deSocialInsurance,
  deTaxId,
  dkCpr,
  drivingLicence,
  ecCedula,
  eeIsikukood,
  esDni,
  euVat,
  fiHetu,
  frNir,
  grAfm,
  hkId,
  hrOib,
  huTaj,
  idNik,
  iePps,
  ilId,
  imei,
  inAadhaar,
  inPan,
  isKennitala,
  itCodiceFiscale,
  itPartitaIva,
  jpMyNumber,
  krRrn,
  kzIin,
  luMatricule,
  lvPersonasKods,
  macAddress,
  medicalRecord,
  mxCurp,
  mxRfc,
  myNric,
  nlBsn,
  noFodselsnummer,
  nzIrd,
  passport,
  pkCnic,
  plNip,
  plPesel,
  ptNif,
  roCnp,
  ruInn,
  ruSnils,
  sePersonnummer,
  sgNric,
  siEmso,
  thId,
  trKimlik,
  twId,
  uaRnokpp,
  ukDrivingLicence,
  ukNhs,
  ukNino,
  usDea,
  usEin,
  usItin,
  usMedicare,
  usNpi,
  usRouting,
  uyCi,
  vin,
  vnCccd,
  zaId,
];
