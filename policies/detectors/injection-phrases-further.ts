import { type Phrase, phrase } from './injection-english.ts';

/** The same two families in more languages; those without Latin letters are found by their first characters. */
export const phrasesFurther: readonly Phrase[] = [
  // Dutch
  phrase(
    'override',
    0.93,
    'negeer vergeet',
    '(?:negeer|vergeet)\\b[^.!?\\n]{0,24}\\b(?:vorige|eerdere|bovenstaande|voorgaande|oorspronkelijke|alle)\\b[^.!?\\n]{0,16}\\b(?:instructies|opdrachten|regels|richtlijnen|aanwijzingen)\\b',
    'instructies opdrachten regels richtlijnen aanwijzingen',
  ),
  phrase(
    'extract',
    0.91,
    'toon herhaal geef vertel onthul',
    '(?:toon|herhaal|geef|vertel|onthul)\\b[^.!?\\n]{0,20}\\b(?:je|jouw|de) (?:\\w{1,14} )?(?:systeemprompt|systeeminstructies|verborgen instructies)\\b',
    'systeemprompt systeeminstructies verborgen',
  ),
  // Polish
  phrase(
    'override',
    0.93,
    'zignoruj zapomnij pomin ignoruj',
    '(?:z?ignoruj|zapomnij o|pomiń)[^.!?\\n]{0,24}(?:poprzedni|wcześniejsz|powyższ|dotychczasow)[^.!?\\n]{0,24}(?:instrukcj|polece|zasad|wytyczn|reguł)',
    'instrukcj polece zasad wytyczn regu',
  ),
  phrase(
    'extract',
    0.91,
    'pokaż podaj ujawnij wypisz powtórz',
    '(?:pokaż|podaj|ujawnij|wypisz|powtórz)[^.!?\\n]{0,20}(?:prompt(?:u)? systemow|instrukcje systemow|swój prompt|ukryte instrukcje)',
    'prompt instrukcje ukryte',
  ),
  // Swedish, Danish, Norwegian
  phrase(
    'override',
    0.93,
    'ignorera glöm ignorer glem bortse',
    '(?:ignorera|glöm|ignorer|glem|bortse från)\\b[^.!?\\n]{0,20}(?:tidigare|föregående|ovanstående|tidligere|foregående|ovenstående|forrige)\\b[^.!?\\n]{0,16}(?:instruktion|regler|anvisning|order|ordre|instruks)',
    'instruktion regler anvisning order ordre instruks',
  ),
  // Turkish: the verb comes last.
  phrase(
    'override',
    0.93,
    'önceki Önceki yukarıdaki',
    '(?:önceki|yukarıdaki)[^.!?\\n]{0,20}(?:talimat|komut|kural|yönerge)[^.!?\\n]{0,14}(?:unut|yoksay|görmezden|dikkate alma|geçersiz)',
  ),
  // Indonesian and Malay
  phrase(
    'override',
    0.93,
    'abaikan lupakan hiraukan',
    '(?:abaikan|lupakan|hiraukan)\\b[^.!?\\n]{0,16}\\b(?:instruksi|perintah|aturan|arahan)\\b[^.!?\\n]{0,16}\\b(?:sebelum|di atas|terdahulu|awal)',
    'instruksi perintah aturan arahan',
  ),
  phrase(
    'extract',
    0.91,
    'tampilkan ungkapkan ulangi bocorkan',
    '(?:tampilkan|ungkapkan|ulangi|bocorkan)\\b[^.!?\\n]{0,16}\\b(?:prompt|instruksi) (?:sistem|rahasia|awal)',
    'prompt instruksi',
  ),
  // Vietnamese
  phrase(
    'override',
    0.93,
    'qua quên',
    '(?:(?<=bỏ )qua|quên)[^.!?\\n]{0,12}(?:hướng dẫn|chỉ dẫn|quy tắc|lệnh|chỉ thị)[^.!?\\n]{0,10}(?:trước|ở trên)',
  ),
  // Czech
  phrase(
    'override',
    0.93,
    'ignoruj zapome',
    '(?:ignoruj|zapomeň na)[^.!?\\n]{0,20}(?:předchozí|dřívější|výše uvedené)[^.!?\\n]{0,12}(?:pokyny|instrukce|pravidla|příkazy)',
  ),
  // Russian and Ukrainian
  phrase(
    'override',
    0.93,
    'гнорируй абудь гноруй',
    '(?:(?<=[иИ])гнорируй(?:те)?|(?<=[зЗ])абудь(?:те)?|(?<=[іІ])гноруй(?:те)?)[^.!?\\n]{0,24}(?:предыдущ|прежни|вышеуказан|ранее|выше|все сво|попередн|вищ)[^.!?\\n]{0,24}(?:инструкц|указани|правил|команд|промпт|сказан|інструкц|вказівк)',
  ),
  phrase(
    'extract',
    0.91,
    'истемный промпт истемного промпта истемную инструкцию истемные инструкции истемний промпт',
    'истемн[а-яёі]{1,3} (?:промпт|инструкц|сообщени)(?<=(?:покажи|выведи|раскрой|повтори|назови|напиши|процитируй|виведи)[^.!?\\n]{0,40})',
  ),
  // Chinese
  phrase(
    'override',
    0.93,
    '忽略 无视 無視 忘记 忘掉 抛开',
    '(?:忽略|无视|無視|忘记|忘掉|抛开)[^。！？\\n]{0,8}(?:之前|以上|上面|先前|前面|此前|上述)[^。！？\\n]{0,8}(?:指令|指示|规则|規則|提示|命令|要求|设定)',
  ),
  phrase(
    'extract',
    0.91,
    '系统提示 系統提示 初始指令 隐藏指令',
    '(?:系统提示|系統提示|初始指令|隐藏指令)(?<=(?:输出|显示|顯示|重复|告诉|复述|打印|透露|泄露|给我|翻译)[^。！？\\n]{0,16})',
  ),
  // Japanese
  phrase(
    'override',
    0.93,
    '以前の これまでの 上記の 今までの',
    '(?:以前の|これまでの|上記の|今までの)[^。！？\\n]{0,6}(?:指示|ルール|命令|プロンプト|制約)[^。！？\\n]{0,8}(?:無視し|忘れ|破棄し)',
  ),
  phrase(
    'extract',
    0.91,
    'システムプロンプト',
    'システムプロンプト[^。！？\\n]{0,10}(?:表示|繰り返|教え|出力|見せ|書い)',
  ),
  // Korean
  phrase(
    'override',
    0.93,
    '이전 지금까지 기존 위의',
    '(?:이전|지금까지|기존|위의)[^.!?\\n]{0,10}(?:지시|지침|규칙|명령|프롬프트)[^.!?\\n]{0,8}(?:무시|잊)',
  ),
  phrase('extract', 0.91, '시스템 프롬프트', '시스템 ?프롬프트[^.!?\\n]{0,10}(?:보여|출력|알려|반복|공개)'),
  // Arabic, Persian
  phrase(
    'override',
    0.93,
    'تجاهل انس',
    '(?:تجاهل|انس[ى]?)[^.!؟\\n]{0,12}(?:التعليمات|الأوامر|القواعد|الإرشادات|تعليمات)[^.!؟\\n]{0,12}(?:السابقة|أعلاه|الأصلية)',
  ),
  phrase(
    'override',
    0.93,
    'دستورات دستورالعمل',
    'دستور(?:ات|العمل)[^.!؟\\n]{0,14}(?:قبلی|بالا|پیشین)[^.!؟\\n]{0,10}(?:نادیده|فراموش)',
  ),
  // Hindi: the verb comes last.
  phrase(
    'override',
    0.93,
    'पिछले पहले ऊपर',
    '(?:पिछले|पहले|ऊपर)[^।!?\\n]{0,16}(?:निर्देश|नियम|आदेश)[^।!?\\n]{0,12}(?:अनदेखा|भूल|नजरअंदाज|नज़रअंदाज)',
  ),
];
