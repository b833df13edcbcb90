import { Random } from './random.ts';

const openers = 'The|Our|Every|That|This|A second|The new|Another|The last|Your|Their|Each'.split('|');
const nouns = (
  'report|meeting|customer|invoice|release|warehouse|schedule|garden|engine|letter|contract|museum|river|team|' +
  'server|journal|student|recipe|bridge|harbour|library|budget|survey|teacher|window|market|train|village|' +
  'proposal|sensor|notebook|painting|forest|kitchen|language|chapter|interview|valley|printer|festival|ticket|' +
  'account|shipment|lecture|battery|orchestra|island|database|summary|neighbour|mountain|question|department|' +
  'assistant|calendar|camera|delivery|harvest|insurance|laboratory|passenger|platform|reservation|station'
).split('|');
const verbs = (
  'describes|follows|reaches|explains|replaces|supports|compares|improves|delays|opens|covers|mentions|joins|' +
  'changes|prepares|requires|confirms|measures|visits|repairs|collects|announces|remembers|considers|leaves'
).split('|');
const adjectives = (
  'small|recent|quiet|large|careful|early|northern|simple|second|public|useful|yellow|common|late|narrow|' +
  'friendly|annual|local|modern|heavy|patient|distant|ordinary|bright|regional|temporary|complete|gentle'
).split('|');
const joints =
  'because|although|while|after|before|so that|whenever|and|but|since|until|as soon as|even though|where'.split('|');
const tails = (
  'in the morning|near the old station|for the third time|without any delay|on the first floor|by the end of May|' +
  'in about %d days|with %d other people|for %d euros|since 20%d|at half past nine|as "planned"|under the usual terms|' +
  'in version 2.%d|during the summer|across the whole region|along the coast|for the next quarter'
).split('|');
// Real prompts are mostly but not only ASCII; one such sentence makes a text "not Latin-1" for an engine.
const foreign = ['at the café — as ever', 'in Zürich', 'for the neighbour’s daughter', 'under “special” terms'];

function sentence(random: Random): string {
  const clause = (): string =>
    `${random.pick(adjectives)} ${random.pick(nouns)} ${random.pick(verbs)} the ${random.pick(adjectives)} ${random.pick(nouns)}`;
  const tail =
    random.below(60) === 0 ? random.pick(foreign) : random.pick(tails).replace('%d', String(10 + random.below(80)));
  const second = random.below(2) === 0 ? `, ${random.pick(joints)} the ${clause()}` : '';
  return `${random.pick(openers)} ${clause()} ${tail}${second}${random.below(9) === 0 ? '?' : '.'}`;
}

const SENTENCES = 8192;

/** Prose as bytes that may stand inside a JSON string. Sentences are made once; texts are put together from them. */
export class Prose {
  private readonly random: Random;
  private readonly sentences: readonly Buffer[];
  private serial = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.sentences = Array.from({ length: SENTENCES }, () => {
      const end = this.random.below(7) === 0 ? '\n\n' : ' ';
      return Buffer.from(JSON.stringify(sentence(this.random) + end).slice(1, -1));
    });
  }

  /** About `bytes` bytes that no earlier text was equal to: numbered, then sentences at random. */
  text(bytes: number): Buffer {
    const opening = Buffer.from(`About item ${++this.serial}: `);
    const pieces: Buffer[] = [opening];
    let length = opening.length;
    while (length < bytes - 40) {
      const piece = this.random.pick(this.sentences);
      pieces.push(piece);
      length += piece.length;
    }
    return Buffer.concat(pieces, length);
  }
}
