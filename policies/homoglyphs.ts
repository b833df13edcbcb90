/**
 * Letters of other scripts that look like a Latin one (after Unicode Technical Standard 39, the pairs
 * that fonts draw alike). They are folded only inside words that have a Latin letter too, so that
 * Russian and Greek stay what they are.
 */
const pairs = [
  // Cyrillic
  'аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw кk мm тt ԍg',
  'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԌG ԚQ ԜW',
  // Greek
  'αa οo νv ρp ιi κk τt υu χx εe ηn',
  'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX',
  // Armenian, and Latin letters outside ASCII
  'օo սu հh ոn ԼL ɑa ɡg ıi ɩi ʋv',
];

export const homoglyphs: ReadonlyMap<string, string> = new Map(
  pairs.flatMap((line) => line.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)] as const)),
);

/** Code points of the digit zero in scripts whose digits are in everyday use. */
export const zeros: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];
