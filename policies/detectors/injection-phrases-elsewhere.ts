import { type Phrase, phrase } from './injection-english.ts';

/** The commonest two families in German, French, Spanish, Italian and Portuguese. */
export const phrasesElsewhere: readonly Phrase[] = [
  // German
  phrase(
    'override',
    0.93,
    'ignorier vergiss vergess missacht überschreib übergeh',
    '(?:ignorier(?:e|en|t)?|vergiss|vergessen|vergesst|missachte[nt]?|überschreibe|übergehe)\\b[^.!?\\n]{0,40}\\b(?:vorherigen?|bisherigen?|obigen?|früheren?|vorigen?|vorangegangenen?|ursprünglichen?|alle[ns]?|deine)\\b[^.!?\\n]{0,24}\\b(?:anweisung(?:en)?|instruktion(?:en)?|befehle?|regeln|vorgaben|prompts?|aufträge|aufgaben|davor|gesagte|gesagt)\\b',
    'anweisung instruktion befehl regeln vorgaben prompt auftr aufgab davor gesagt',
  ),
  phrase(
    'extract',
    0.91,
    'zeig nenn gib verrat offenbar wiederhol druck',
    '(?:zeig|nenn|gib|verrat|offenbar|wiederhol|druck)\\w{0,4}\\b[^.!?\\n]{0,30}\\b(?:deine[nr]? )(?:\\w{1,16} )?(?:system-?prompt|systemanweisung(?:en)?|prompt|anweisungen|instruktionen)\\b',
    'system prompt anweisung instruktion',
  ),
  // French
  phrase(
    'override',
    0.93,
    'ignore oublie néglige suis suivez fais',
    '(?:ignore[rzs]?|oublie[rzs]?|néglige[rz]?|(?<=\\bne )(?:suis|suivez) (?:pas|plus)|fais abstraction)[^.!?\\n]{0,30}\\b(?:instructions?|consignes?|directives?|règles|ordres|prompts?|tout ce)[^.!?\\n]{0,24}(?:précédent|antérieur|ci-dessus|plus haut|avant|initial|reçu|donné)',
    'instruct consigne directive règle ordre prompt tout',
  ),
  phrase(
    'extract',
    0.91,
    'montre révèl affiche donne répèt dévoile révél répét',
    '(?:montre|révèle|révélez|affiche|donne|répète|répétez|dévoile)[rz]?(?:-moi)?[^.!?\\n]{0,24}\\b(?:prompt (?:système|system|initial)|(?:tes|vos) (?:instructions|consignes)|instructions (?:système|initiales|secrètes))',
    'prompt instruction consigne',
  ),
  // Spanish
  phrase(
    'override',
    0.93,
    'ignor olvid omit desobed descart sigas hagas',
    '(?:ignora[rd]?|ignore[ns]?|olvid[ae][rdns]?|omit[ea]|desobedece|descarta|(?<=\\bno )(?:sigas|hagas caso))[^.!?\\n]{0,30}(?:instrucci(?:ón|ones)|órdenes|indicaciones|reglas|directrices|todo lo)[^.!?\\n]{0,24}(?:anterior|previa|de arriba|iniciales|original|antes|dicho)',
    'instruccion instrucción órden indicacion regla directri todo',
  ),
  phrase(
    'extract',
    0.91,
    'muestra muéstra revela dime imprime repite',
    '(?:muestra|muéstrame|revela|dime|imprime|repite)[^.!?\\n]{0,24}\\b(?:prompt (?:del sistema|de sistema|inicial)|(?:tus|sus) instrucciones|instrucciones (?:del sistema|iniciales|ocultas))',
    'prompt instru',
  ),
  // Italian
  phrase(
    'override',
    0.93,
    'ignora dimentica scorda trascura seguire',
    '(?:ignora(?:re|te)?|dimentica(?:re|te)?|scorda|trascura|(?<=\\bnon )seguire)[^.!?\\n]{0,30}(?:istruzion[ei]|direttive|regole|indicazioni|ordini|comandi|tutto quello)[^.!?\\n]{0,24}(?:precedent|sopra|inizial|original|prima|ricevut)',
    'istruzion direttiv regol indicazion ordini comand tutto',
  ),
  phrase(
    'extract',
    0.91,
    'mostra rivela dimmi ripeti',
    '(?:mostra(?:mi)?|rivela(?:mi)?|dimmi|ripeti)[^.!?\\n]{0,24}\\b(?:prompt (?:di sistema|iniziale)|(?:le )?tue istruzioni|istruzioni (?:di sistema|iniziali|segrete))',
    'prompt istruzion',
  ),
  // Portuguese
  phrase(
    'override',
    0.93,
    'ignor esque desconsider desrespeit siga',
    '(?:ignor(?:e|ar|em)|esqueç[ao]|esquecer|desconsidere|desrespeite|(?<=\\bnão )siga)[^.!?\\n]{0,30}(?:instruç(?:ão|ões)|ordens|regras|diretrizes|comandos|tudo o que)[^.!?\\n]{0,24}(?:anterior|prévia|acima|iniciais|originais|antes|dito)',
    'instruç ordens regras diretri comand tudo',
  ),
  phrase(
    'extract',
    0.91,
    'mostre revele diga repita',
    '(?:mostre|revele|diga|repita)(?:-me)?[^.!?\\n]{0,24}\\b(?:prompt (?:do sistema|inicial)|(?:as )?suas instruções|instruções (?:do sistema|iniciais|secretas))',
    'prompt instru',
  ),
  // "las anteriores instrucciones", "le precedenti istruzioni", "les précédentes consignes".
  phrase(
    'override',
    0.93,
    'ignor oublie olvida dimentica esqueça',
    '(?:ignor(?:a|e|ez|ar|are)|oubliez?|olvida|dimentica|esqueça)\\b[^.!?\\n]{0,16}(?:précédent|anterior|precedent|previa|prévia)[^.!?\\n]{1,12}(?:instru|istru|consigne|regole|reglas|regras|directives)',
    'instru istru consigne regole reglas regras directives',
  ),
];
