import { givenNames } from '../policies/names/given-names.ts';
import type { NameKind } from '../policies/names/model.ts';
import { knownOrganisations } from '../policies/names/organisations.ts';
import { places } from '../policies/names/places.ts';
import { surnames } from '../policies/names/surnames.ts';
import { days, sentences, things } from './names-templates.ts';
import type { Random } from './random.ts';

/** A text and the names in it. */
export interface Marked {
  readonly text: string;
  readonly source: string;
  readonly spans: ReadonlyArray<readonly [start: number, end: number, kind: NameKind]>;
  /** Stretches of which nothing is learnt. */
  readonly unclear?: ReadonlyArray<readonly [start: number, end: number]>;
}

const list = (text: string): string[] => text.trim().split(/\s+/);
const given = list(givenNames);
const family = list(surnames);
const spots = list(places);
const known = list(knownOrganisations);
const onsets = list('b d f g h k l m n p r s t v w z br ch dr fr gr kl kr pl sch sh st tr th');
const vowels = list('a e i o u a e i o ai ei ie ou');
const codas = list('l m n r s t k nd rt ll ss ck n r l');
const familyEnds = list(
  'son sen ov ova ski ska wicz escu idis poulos dottir stein berg mann ez es ini etti elli ard eau enko yan shvili oglu nen ic ak er man ton ley ford worth i o a u',
);
const placeEnds = list(
  'ville burg berg stadt dorf ton ham ford bridge field port mouth stad by sund vik havn holm grad ovo ice owo ow o a ia ano ona ente aux ac ay heim hausen bach feld kirchen hem dam',
);
const placeStarts = list(
  'San Santa Saint St. Sankt Bad New North South East West Upper Lower Villa El La Los Las Le Port Fort Mount',
);
const countrySpots = spots.slice(0, 190);
const companyEnds = list(
  'Inc. Inc Corp. Corp Ltd. Ltd LLC GmbH AG KG SE S.A. SAS SARL S.p.A. S.r.l. B.V. AB Oy Group Holdings Partners Consulting Solutions Technologies Systems Software Labs Industries Bank Insurance Motors Airlines Energy Foods Media Studios Records Logistics',
);
const companyWords = list(
  'Global United First National Advanced Digital Green Blue Red Smart Bright North Pacific Atlantic Alpine Summit Apex Nova Quantum Vertex Prime Solar Data Cloud Net Bio Med Agri Micro Open Liquid Silver Golden Iron Granite Harbor River Crescent Pioneer Liberty Sterling Royal Metro Urban Clear',
);
const companyStems = list(
  'data net soft cloud bio med info tech web code mind link wave loop grid spark shift map list verse fin pay lab base box kit',
);
const bodies = [
  'University of {c}',
  'Bank of {c}',
  '{c} University',
  '{c} City Council',
  '{s} College',
  'St. {g} Hospital',
  '{c} General Hospital',
  'Ministry of Health',
  'Department of Justice',
  '{s} Foundation',
  '{s} & {s}',
  '{s} and Sons',
  '{s}, {s} and {s}',
  '{s}-{s}',
  '{s}',
  'FC {c}',
  '{c} United',
  'Stadtwerke {c}',
  'Universität {c}',
  'Banco de {c}',
  'Université de {c}',
  'Institute of Technology',
  'Office of the Ombudsman',
];

const capital = (word: string): string =>
  word.replace(/(^|[-'])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());

function invented(random: Random, ends: readonly string[]): string {
  const syllable = (): string =>
    random.pick(onsets) + random.pick(vowels) + (random.below(2) === 0 ? random.pick(codas) : '');
  return syllable() + (random.below(2) === 0 ? syllable() : '') + random.pick(ends);
}

function surname(random: Random): string {
  const one = random.below(5) < 2 ? invented(random, familyEnds) : random.pick(family);
  const name = capital(one);
  switch (random.below(24)) {
    case 0:
      return `${random.pick(['van', 'de', 'von', 'van der', 'di', 'da', 'del', 'Van', 'De', 'Le', 'La', 'Al'])} ${name}`;
    case 1:
      return `${name}-${capital(random.pick(family))}`;
    case 2:
      return random.pick(["O'", 'Mc', 'Mac', "D'"]) + name;
    default:
      return name;
  }
}

function forename(random: Random): string {
  const name = capital(
    random.below(8) === 0 ? invented(random, list('a o y ie us in an en ina ette el ar')) : random.pick(given),
  );
  return random.below(30) === 0 ? `${name}-${capital(random.pick(given))}` : name;
}

function person(random: Random): string {
  const [first, last] = [forename(random), surname(random)];
  const letter = String.fromCharCode(65 + random.below(26));
  switch (random.below(20)) {
    case 0:
    case 1:
      return `${first} ${letter}. ${last}`;
    case 2:
      return `${letter}. ${last}`;
    case 3:
      return `${first} ${forename(random)} ${last}`;
    case 4:
      return `${first} ${last} ${surname(random)}`;
    case 5:
      return `${first} ${last}`.toUpperCase();
    default:
      return `${first} ${last}`;
  }
}

function place(random: Random, from: readonly string[]): string {
  if (from === spots && random.below(5) < 2) {
    const name = capital(invented(random, placeEnds));
    return random.below(5) === 0 ? `${random.pick(placeStarts)} ${name}` : name;
  }
  const name = random.pick(from).split('_').map(capital).join(' ');
  return random.below(14) === 0 ? name.toUpperCase() : name;
}

function organisation(random: Random): string {
  switch (random.below(7)) {
    case 0:
      return capital(random.pick(known));
    case 1:
      return `${surname(random)} ${random.pick(companyEnds)}`;
    case 2:
      return `${random.pick(companyWords)} ${capital(random.pick(companyStems))} ${random.pick(companyEnds)}`;
    case 3:
      return `${random.pick(companyWords)} ${random.pick(companyEnds)}`;
    case 4:
      return (
        capital(random.pick(companyStems) + random.pick(companyStems)) +
        (random.below(2) === 0 ? ` ${random.pick(companyEnds)}` : '')
      );
    case 5:
      return capital(invented(random, list('ly ify io ara ex on um is co sys tec net soft a')));
    default:
      return random
        .pick(bodies)
        .replace(/\{(\w)\}/g, (_, slot) =>
          slot === 'c' ? place(random, spots) : slot === 'g' ? forename(random) : surname(random),
        );
  }
}

/** A sentence with names in it, as made as everything else here. */
export function marked(random: Random): Marked {
  const spans: Array<readonly [number, number, NameKind]> = [];
  let text = '';
  let at = 0;
  const template = random.pick(sentences);
  for (const match of template.matchAll(/\{([pgscokdtn])\}/g)) {
    text += template.slice(at, match.index);
    at = match.index + match[0].length;
    const slot = match[1]!;
    const [kind, value] = ((): readonly [NameKind | undefined, string] => {
      if (slot === 'p') return ['person', person(random)];
      if (slot === 'g') return ['person', forename(random)];
      if (slot === 's') return ['person', surname(random)];
      if (slot === 'c') return ['place', place(random, spots)];
      if (slot === 'k') return ['place', place(random, countrySpots)];
      if (slot === 'o') return ['organisation', organisation(random)];
      if (slot === 'd') return [undefined, random.pick(days)];
      if (slot === 't') return [undefined, random.pick(things)];
      return [undefined, String(1 + random.below(2000))];
    })();
    if (kind !== undefined) spans.push([text.length, text.length + value.length, kind]);
    text += value;
  }
  text += template.slice(at);
  const style = random.below(16);
  return { text: style === 0 ? text.toLowerCase() : style === 1 ? text.toUpperCase() : text, spans, source: 'own' };
}
