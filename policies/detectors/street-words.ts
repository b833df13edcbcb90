/** What streets are called, and what leads up to their names. */

const listed = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** English, behind the name: nothing else is called so behind a number and a name. */
export const suffixes = listed(`street st avenue ave av road rd lane ln boulevard blvd parkway pkwy highway hwy
  crescent cres terrace terr expressway expy turnpike mews broadway alley str`);

/** Short forms that a dot may follow within a name. */
export const shortened = listed('st ave av rd ln blvd dr ct sq pl cir cres mt ft jr sr hwy pkwy ter');

/** English, behind the name: what other things are called too, so that nothing but an address may go on behind it. */
export const looseSuffixes = listed(`drive dr court ct way square sq close place pl circle cir row hill walk grove
  gardens gdns trail trl loop quay wharf plaza rise view park green`);

/** Of those, what they follow when they are no street: hard drives and supreme courts. */
export const otherNames = listed(`hard google flash disk pen thumb usb ssd one tape test supreme high district federal
  tennis food basketball best only easy simple good great new better different right wrong first second third last same
  central national theme car public`);

/** French, between number and name. */
export const frenchTypes = listed(`rue boulevard bd blvd avenue av allée allee allées chemin impasse quai faubourg fg
  sentier venelle ruelle`);

/** French too, and English words: only before `de`, `du`, `des` and the like. */
export const frenchLoose = listed('place cours route square passage villa cité esplanade promenade rond-point');

/** Before the name, in small letters too; what has a dot is its short form. */
export const types =
  listed(`rue boulevard avenue chaussée chaussee impasse chemin calle c/ avenida avda avda. av. av paseo
  plaza carrer carretera travesía rua travessa praça praca estrada rodovia alameda viale piazza piazzale corso vicolo largo
  v.le p.za c.so ul. ulica aleja al. al os. osiedle plac pl. strada str. bulevardul calea ул. улица просп. проспект пр. пер.
  переулок вул. вулиця бул. бульвар via`);

/** Of those, what other things begin with too. */
export const firmTypes = listed('via avenue boulevard plaza largo alameda estrada corso paseo strada impasse');

/** In small letters these are words of other languages. */
export const capitalOnly = listed('largo alameda al av strada calea travessa estrada');

/** Before `via` in small letters: what Italian leads up to an address with. */
export const beforeVia = listed(
  'in di da la alla della dalla nella sulla abito abita residente sede indirizzo domicilio',
);

/** The end of one word that is a street's name. */
export const endings =
  /.{3}(?:(?<!^(?:bundes|landes|staats|kreis|schnell|milch|daten))stra(?:ß|ss)e|str|straat|gracht|steenweg|gat(?:an|a|u)|vägen|ve(?:ien|gen|j)|(?<!bri|rene)gade|stræde|katu|vegur|stigen)$/;

/** The same, and of some other words. */
export const looseEndings =
  /.{3}(?:weg|allee|damm|ufer|gasse|chaussee|laan|plein|kade|singel|väg|gränd|torg|plads|plass)$/;

/** Words of their own behind a name: `Berliner Straße 5`, `Kossuth utca 5`. */
export const ownWords = listed(`straße strasse str straat gata gatan vägen veien vej gade utca útja sokak sokağı caddesi
  cad sok ulice ulica iela gatvė`);

/** Hungarian, and only with its dot. */
export const dottedWords = listed('u');

/** Norwegian, behind the name of somebody: `Ibsens gate 5`. */
export const behindGenitive = listed('gate gt vei veg');

/** Before a number. */
export const numberWords = listed('n no nr num número numero nº n° д дом');

/** What a sentence goes on with behind an address. */
export const goingOn =
  listed(`in at near and or on is was are has by for to from with since until till before after because
  but so if when where who which that while as the my our we he she it they this next opposite off please today tomorrow
  bei und oder ist war nahe ab bis wo à a et est chez près y e es está en cerca i w jest em o é och og er ligger è vicino
  of apt flat`);

/** What German and Dutch streets begin with that lie by something. */
export const beside = listed('am an auf aan hinter im in bei beim op unter vor zum zur zwischen');
export const articles = listed('der dem den die de het');

/** Within the name. */
export const joiners =
  listed(`de del la las los el du des le les da do das dos di della delle dello dei degli del y e i et
  von van der den of und na św. ks. gen. sant san santa im. of`);
