import type { Weighed } from './injection-templates.ts';

/** Honest text about prompts and models: help pages, interfaces, articles. The words of attacks, and no attack. */
export const aboutPrompts: Weighed = [
  [
    3,
    '{Save|Share|Edit|Delete|Copy|Search|Import|Rename|Pin|Publish} {your|the|this|a} {prompt|template|persona|system message|instruction|chat|collection|assistant}{.| {to {your library|the team}|before you leave|with one click|by tag or role}.}',
  ],
  [
    3,
    '{Your|The} {prompt|system message|instruction|context} {and the answer|} must fit {into|in} the {context window|limit of {4,000|128k} tokens}. {Longer prompts|Attachments} leave less room for {answers|examples}.',
  ],
  [
    2,
    '{Keep|Store} {this|your} {key|token|password} {secret|safe|private}. {Anyone|People} {who has|with} it can {read|change|use} your {private|hidden|saved} {prompts|settings|chats}.',
  ],
  [
    2,
    '{A good|The best|An effective} {prompt|instruction} {says|states|tells the model} {what role to take|which format you want|who the reader is|what to leave out}{.|, and {gives an example|avoids vague words|stays short}.}',
  ],
  [
    2,
    '{Role prompting|A persona|Few-shot prompting|A system prompt|Chain of thought} {tells|asks|lets} the model {to act as an expert|to reason step by step|to follow a style|which rules apply}{.| {before the user writes|in every answer}.}',
  ],
  [
    2,
    '{You can|Users may|Admins can} {hide|reveal|reset|override|unlock|filter|restore} {system|hidden|previous|default|private} {prompts|messages|versions|instructions|settings} {in the settings|from the menu|on the profile page|at any time}.',
  ],
  [
    1,
    '{Prompt not found|The previous version was restored|No instructions yet|This role does not exist|Access restricted to administrators|Model changed to {name}|New chat started}.',
  ],
  [
    1,
    '{If you see|Please report} {a wrong author|an offensive prompt|a leaked key|a broken link}{, open an issue| to the moderators}. {There are no strict rules|We read every report}.',
  ],
  [
    2,
    '{Unterhalte dich mit|Teile|Speichere|Bearbeite} {dem Modell|deinen Prompt|deine Vorlage|die Anweisung}{.| und {wähle eine Rolle|beachte das Kontextfenster|lade andere ein}.}|{Dein Prompt|Die Systemnachricht} {ist zu lang|wurde gespeichert|legt die Rolle fest}. {Halte den Schlüssel geheim.|Frühere Versionen findest du im Verlauf.|}',
  ],
  [
    2,
    "{Partagez|Enregistrez|Modifiez|Copiez} {votre prompt|ce modèle|l'instruction système}{.| {et choisissez un rôle|avant de continuer|dans votre collection}.} {Gardez cette clé secrète.|Les versions précédentes restent visibles.|}",
  ],
  [
    2,
    '{Comparte|Guarda|Edita|Copia} {tu prompt|esta plantilla|la instrucción del sistema}{.| {y elige un rol|antes de continuar|en tu colección}.} {Mantén esta clave en secreto.|Las versiones anteriores siguen ahí.|}',
  ],
  [
    1,
    '{Condividi|Salva|Modifica} {il tuo prompt|questo modello|le istruzioni di sistema}{.| {e scegli un ruolo|prima di continuare}.} {Tieni segreta questa chiave.|}',
  ],
  [
    1,
    '{Compartilhe|Salve|Edite} {seu prompt|este modelo|a instrução do sistema}{.| {e escolha um papel|antes de continuar}.} {Mantenha esta chave em segredo.|}',
  ],
  [
    1,
    '{Deel|Bewaar|Bewerk} {je prompt|dit sjabloon|de systeeminstructie}{.| {en kies een rol|voordat je verdergaat}.} {Houd deze sleutel geheim.|De prompt moet in het contextvenster passen.|}',
  ],
  [
    1,
    '{Udostępnij|Zapisz|Edytuj} {swój prompt|ten szablon|instrukcję systemową}{.| {i wybierz rolę|przed dalszą pracą}.} {Zachowaj ten klucz w tajemnicy.|}',
  ],
  [
    2,
    '{Сохраните|Поделитесь|Измените|Скопируйте} {свой промпт|этот шаблон|системную инструкцию}{.| {и выберите роль|перед продолжением}.} {Храните ключ в секрете.|Промпт и ответ должны помещаться в контекстное окно.|Прежние версии видны в истории.|}',
  ],
  [
    1,
    '{Promptunu|Bu şablonu|Sistem talimatını} {kaydet|paylaş|düzenle}{.| ve bir rol seç.} {Bu anahtarı gizli tut.|Prompt, modele verdiğin talimattır.|}',
  ],
  [1, '{Spara|Dela|Redigera} {din prompt|den här mallen}{.| och välj en roll.} {Håll nyckeln hemlig.|}'],
  [
    1,
    '{Simpan|Bagikan|Edit} {prompt Anda|templat ini|instruksi sistem}{.| dan pilih peran.} {Jaga kunci ini tetap rahasia.|}',
  ],
  [1, '{احفظ|شارك|عدل} {الموجه الخاص بك|هذا القالب|تعليمات النظام}{.| واختر دورا.} {حافظ على سرية المفتاح.|}'],
  [
    2,
    '{保存|分享|编辑|复制}{您的|}{提示词|模板|系统指令}{。|，并选择一个角色。} {请妥善保管密钥。|提示词和回答必须在上下文窗口之内。|以前的版本可以在历史中查看。|}',
  ],
  [
    1,
    '{プロンプト|テンプレート|システム指示}を{保存|共有|編集|コピー}{します。|し、役割を選びます。} {キーは秘密にしてください。|以前のバージョンは履歴にあります。|}',
  ],
  [1, '{프롬프트|템플릿|시스템 지시}를 {저장|공유|편집}{하세요.|하고 역할을 고르세요.} {키는 비밀로 하세요.|}'],
  // Demands on the form of an answer.
  [
    3,
    '{question} {Repeat|Copy|Restate} {the|my|this} {request|question|prompt|first line} {word for word|exactly|without change|in full} {first|at the beginning}, {then|and only then} {answer|give your reply}. {Do not say anything before that.|Say nothing else before it.|}',
  ],
  [
    3,
    '{question} {Your {answer|reply|response|entire response} {must|should}|Make sure your answer {will|does}} {contain {at least|fewer than} {three|200} {sentences|words|bullet points|paragraphs}|not contain the word{s|} {"key"|must, never and now|"rule"}|be {in lowercase|in JSON|in capital letters|wrapped in double quotes}|{start|end} with {"My answer is"|a postscript|the phrase "Let me know"}|have a title in double angular brackets|use no commas|separate the parts with ***}. {Do not use {any other language|the letter q|markdown}.|}',
  ],
  [
    2,
    '{In this task|Here}, you are given {a sentence|a word|two texts|a review|a dialogue|a rule and a message}. {Decide|Tell|Classify|Say} {whether|if} {it is {ethical|positive|correct|a question}|the rules are respected}. {Only reply|Output|Answer} {with "yes" or "no"|"ethical" or "not ethical"|with the label}{.| and nothing else.} {Text|Sentence|Input}: {question}',
  ],
  [
    2,
    'Your task is to {add|mark|insert|replace} {calls|tags|links|labels} {to|in} {a|the} {piece of text|paragraph|sentence} {where they help|when needed|by writing them in brackets}. {Here are some examples|Example} of {it|such calls}: Input: {question} Output: {question}',
  ],
];
