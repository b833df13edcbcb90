import { type Phrase, phrase } from './injection-english.ts';

// Questions for what stands before a conversation, that name it by its place or by who wrote it, and more words to
// the model that reads a document.

const model = '(?:ai|a\\.i\\.|llm|language model|assistant|agent|chat ?bot|bot|gpt|copilot)s?';
const shows =
  '(?:show|print|repeat|output|display|reveal|recite|quote|copy|paste|echo|give|send|tell|write|read|type|return|dump|reproduce|restate|share|list|translate|post|transcribe|spell|what|which)';
/** A verb or a question, and what is asked for, somewhere before. */
const asked = (between: number): string => `\\b${shows}\\b[^.!?\\n]{0,${between}}\\b`;
const nouns =
  '(?:texts?|words|lines?|messages?|everything|paragraphs?|instructions?|prompts?|rules|sentences?|contents?|passages?|guidelines|directives|preamble|briefing|notes?)';
const nounNeeds =
  'text words line message everything paragraph instruct prompt rules sentence content passage guide direct';

export const askedPhrases: readonly Phrase[] = [
  phrase(
    'extract',
    0.91,
    'above before preced prior ahead',
    `(?<=${asked(40)}${nouns}\\b[^.!?\\n]{0,24})(?:above|before|preced(?:es|ed|ing)|prior to|ahead of) (?:my|our)(?: (?:very )?(?:first|own|last|initial))? (?:messages?|questions?|input|chat|conversation|prompt|request|talk|dialogue|session)\\b(?! (?:with|to|about) (?:my|the|her|his|a)\\b)`,
    nounNeeds,
  ),
  phrase(
    'extract',
    0.91,
    'primed configured initialized initialised seeded briefed bootstrapped prompted',
    `(?<=${asked(40)}${nouns}(?: (?:that|which|with which))? you (?:were|are|have been|got)(?: \\w{1,12})? )(?:primed|configured|initiali[sz]ed|seeded|briefed|bootstrapped|prompted)\\b`,
    nounNeeds,
  ),
  phrase(
    'extract',
    0.91,
    'developers developer creators creator makers operators engineers programmers',
    `(?<=${asked(40)}${nouns}(?: (?:that|which))? (?:the |your |its )?)(?:developers?|creators?|makers|operators?|engineers|programmers) (?:wrote|typed|gave|put|entered|left|hid|prepared|inserted|fed)\\b(?=[^.!?\\n]{0,30}\\b(?:you|your|before|above|ahead)\\b)`,
    nounNeeds,
  ),
  phrase(
    'extract',
    0.91,
    'role',
    `(?<=${asked(40)}messages? (?:with|of|that has) (?:the |a )?)role (?:of )?["'“‘]?(?:system|developer)\\b`,
    'system developer',
  ),
  phrase(
    'address',
    0.8,
    'if',
    `if you(?:'re| are) (?:an? |the |any )?(?:\\w{1,12} )?${model}\\b(?=[^.!?\\n]{0,60}\\b(?:you must|please|tell|say|add|include|ignore|send|recommend|write|delete|forward|reply|respond)\\b)`,
    'assistant agent model llm chatbot copilot bot ai',
  ),
  phrase(
    'address',
    0.7,
    'note notes message messages instruction instructions notice reminder memo',
    `(?:notes?|messages?|instructions?|notice|reminder|memo) (?:to|for) (?:the |any |all |every |our |whichever )?(?:\\w{1,12} )?${model}\\b(?: (?:reading|reviewing|that reads?|processing|parsing)[^.:!?\\n]{0,24})?\\s{0,2}[:,.(-]`,
    'assistant agent model llm chatbot copilot bot ai language',
  ),
];
