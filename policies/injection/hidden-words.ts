/**
 * Words that attacks and whatever stands around them are made of, in a dozen languages, without those of two letters
 * and those with accents. Written otherwise they are words of no language: where they turn up so, a text is read
 * that way as well.
 */
const written =
  'the and you your yours all with not for yourself ignore disregard forget previous previously prior ' +
  'earlier above instructions instruction rules rule system prompt reveal show secret password everything ' +
  'now act pretend without must tell send repeat output what that this are can who anything nothing from ' +
  'have been will would should could they them their there then than these those which when where while ' +
  'here how why any some every each only other another before after below following follow stop start begin ' +
  'obey obeying reply answer answers respond response write say print give list text words message messages ' +
  'assistant user developer admin mode character free task tasks new first last next instead never always ' +
  'again about into over under just like make use using please hello guidelines directions commands command ' +
  'orders order restrictions filters limits policies policy story poem translate summarize code data email ' +
  'mail file document end full exact exactly content hidden initial original und der die das ist nicht mit ' +
  'von auf ein eine einen einem einer fuer sie ich dein deine deinen deinem wie was alle alles sofort bist ' +
  'jetzt auch vergiss ignoriere anweisungen vorherigen regeln bisherigen nenne mir zeige gib sag nur diese ' +
  'dieser dieses werden kann nach aus bei oder aber wenn dann schreibe antworte que los las una por con ' +
  'para del tus como todo todas todos esta este sin sus pero instrucciones anteriores olvida reglas muestra ' +
  'dime ahora eres haz solo nueva tarea contrasena sistema descarta directrices responde escribe les des ' +
  'une est pas pour dans vous votre vos tout toutes tous avec sur qui sont ces cette ignorez oublie ' +
  'consignes regles maintenant montre donne affiche dis moi toi ton tes che non per sono della delle regole ' +
  'tutte tutto questo questa ignora dimentica istruzioni precedenti mostra dimmi adesso sei rispondi scrivi ' +
  'ciao sopra trascura nao voce seu sua com uma regras agora mostre diga esqueca responda apenas het een ' +
  'van niet met voor zijn regels dat deze jij bent doe alsof zonder nooit weigert blijf rol richtlijnen ' +
  'bovenstaande negeer vergeet vorige instructies geef toon schrijf antwoord alleen wat bericht welke tekst ' +
  'hebben dan yang untuk dengan tidak ini itu kamu semua abaikan lupakan instruksi sebelumnya ikuti ' +
  'perintah perintahku tampilkan sekarang aturan pernah saja kata demi nie jest wszystkie ignoruj zapomnij ' +
  'polecenia poprzednie pokaz teraz jako bez twoje hasla och att det som inte alla regler ignorera tidigare ' +
  'instruktioner visa svara bara din ditt med toate regulile mai respecta instructiunile arata acum esti ' +
  'fara ohita aiemmat ohjeet sano vain kaikki unohda nyt olet ilman tum bir icin onceki talimatlari unut ' +
  'kurallar goster simdi yoksay sistem zignoruj predchozi vsechny pokyny ukaz tidligere instruksjoner glem ' +
  'vis meg reglene ikke lahat sabihin huwag sundin';

/** Moved by thirteen letters these are words or abbreviations: they stood in six million honest words more than a few times. */
const notRotated = new Set('that what they why una por pas non van och nyt tum'.split(' '));

/** And these from back to front. */
const notReversed = new Set(
  (
    'and not now are can stop say new mail file der die das mit von ein was alle gib sag nur aus oder los las ' +
    'del sus les des pas ces dis toi ton tes non per sei sua het een met jij rol dan ini nie det alla bara ' +
    'din med mai tum bir meg'
  ).split(' '),
);

/** As they are read. */
export const plainWords: ReadonlySet<string> = new Set(written.split(' '));

function rotated(word: string): string {
  return String.fromCharCode(...[...word].map((letter) => ((letter.charCodeAt(0) - 97 + 13) % 26) + 97));
}

/** As they look with each letter moved by thirteen places. */
export function rotatedWords(): string[] {
  return [...plainWords].filter((word) => !notRotated.has(word)).map(rotated);
}

/** As they look from back to front. */
export function reversedWords(): string[] {
  return [...plainWords].filter((word) => !notReversed.has(word)).map((word) => [...word].reverse().join(''));
}
