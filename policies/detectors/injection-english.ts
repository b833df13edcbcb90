/** Families of phrases, by what they do; each counts once in one place. */
export type Family =
  | 'override'
  | 'extract'
  | 'spoof'
  | 'token'
  | 'persona'
  | 'compliance'
  | 'exfiltrate'
  | 'stealth'
  | 'address'
  | 'payload';

export interface Phrase {
  readonly family: Family;
  /** 0 to 1: how sure such a phrase makes us by itself. */
  readonly weight: number;
  /** The words it can begin with: whole ones, or the first four letters. Or the marks it begins with. */
  readonly anchors: string;
  /** One of these words stands somewhere in the text too. */
  readonly needs?: string;
  /** Sticky, bounded: tried only where an anchor stands. */
  readonly expression: RegExp;
}

export function phrase(family: Family, weight: number, anchors: string, source: string, needs?: string): Phrase {
  const expression = new RegExp(source, 'iy');
  return { family, weight, anchors, expression, ...(needs === undefined ? {} : { needs }) };
}

/** Up to some words in between, never over the end of a sentence. */
const gap = (words: number): string => `(?:[\\s,'"*_-]{1,3}[^\\s.!?;:,'"*_-]{1,18}){0,${words}}?[\\s,'"*_-]{1,3}`;

const dropAnchors =
  'ignor disregard forget overrid bypass neglect discard abandon aside attention follow obey heed listen comply adher';
const drop =
  "(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|bypass(?:ing)?|neglect|discard|abandon|(?<=\\bset )aside|(?<=\\bpay no )attention to|(?<=\\b(?:do not|don'?t|stop|no longer|never|not) )(?:follow|obey|heed|listen to|comply with|adhere to)(?:ing)?)\\b";
const earlier =
  '(?:previous|previously|prior|above|earlier|preceding|foregoing|former|original|initial|existing|old|past|programmed|given|pre-?set)';
const orders =
  '(?:instructions?|prompts?|directions|directives?|guidelines?|guidance|commands?|rules|orders|programming|training|constraints|restrictions|polic(?:y|ies)|system messages?)';
const orderNeeds = 'instruct prompt direct guid command rule order program train constrain restrict polic system';

const showAnchors =
  'reveal show print repeat output display disclose leak recite expose dump return tell give write type share send translate summar spell list copy paste provide';
const show =
  '(?:reveal|show|print|repeat|output|display|disclose|leak|recite|expose|dump|return|tell me|give me|write (?:out|down)|type out|share|send me|translate|summari[sz]e|spell out|list|copy|paste|provide)\\b';
const promptNeeds = 'prompt instruct system rule guideline directive preprompt';
const hidden = '(?:system|initial|original|hidden|secret|internal|developer|confidential|starting)';

export const englishPhrases: readonly Phrase[] = [
  phrase('override', 0.93, dropAnchors, `${drop}${gap(4)}${earlier}${gap(3)}${orders}\\b`, orderNeeds),
  phrase(
    'override',
    0.93,
    dropAnchors,
    `${drop}${gap(3)}${orders}${gap(2)}(?:above|before|earlier|previously|prior|so far|until now|you (?:were|have|had|got|are)|you've|from the system)\\b`,
    orderNeeds,
  ),
  phrase(
    'override',
    0.93,
    dropAnchors,
    `${drop}\\s{1,3}(?:all|any|every|everything|anything|whatever|what)(?: of)?(?: (?:that|which|what))?\\s{1,3}(?:you(?:'ve| have| were| had| are| know)?|i(?:'ve| have)?|was|came|is|has)(?: been| ever| just)?\\s{1,3}(?:told|said|instructed|given|learned|learnt|trained|programmed|instructions)\\b`,
    'told said instruct given learn train program',
  ),
  phrase(
    'override',
    0.93,
    dropAnchors,
    `${drop}\\s{1,3}(?:everything|all|anything|the (?:text|lines|content|words))(?: (?:that|which)? ?(?:is|was|came|comes))?\\s{1,3}(?:written )?(?:above|before|prior|previous|preceding|earlier)\\b(?! and (?:after|below))`,
    'above before prior previous preceding earlier',
  ),
  phrase(
    'override',
    0.92,
    dropAnchors,
    `${drop}(?: \\w{1,10}){0,2} (?:your|its)(?: \\w{1,14}){0,2} (?:instructions|prompts?|guidelines|programming|directives|restrictions|rules|safety (?:rules|measures|protocols)|content polic(?:y|ies))\\b`,
    orderNeeds,
  ),
  phrase(
    'extract',
    0.91,
    showAnchors,
    `${show}${gap(3)}(?:your|the|this|its)(?: \\w{1,14}){0,2} (?:${hidden}[ -](?:prompts?|instructions?|messages?|rules|directives|guidelines|configuration)|pre-?prompt)\\b(?! (?:for|of|to|in|on|should|engineering|template)\\b)`,
    promptNeeds,
  ),
  phrase(
    'extract',
    0.91,
    'repeat print output copy recite echo return write translate encode',
    `(?:repeat|print|output|copy|recite|echo|return|write|translate|encode)\\b${gap(3)}(?:words|text|everything|all|content|lines|messages?|instructions)(?: (?:that (?:is|was|came)|you (?:were|have been) (?:given|told)|written))?\\s{1,3}(?:above|before this|prior to this|preceding this)\\b`,
    'above before prior preceding',
  ),
  phrase(
    'extract',
    0.91,
    'what',
    `what(?:'s| is| are| was| were) (?:your|the exact)(?: \\w{1,14}){0,1} ${hidden}[ -](?:prompts?|instructions?|rules|message)\\b`,
    promptNeeds,
  ),
  phrase(
    'extract',
    0.91,
    showAnchors,
    `${show}${gap(2)}(?:your|its)(?: \\w{1,12}){0,2} (?:prompt|instructions|guidelines|rules|directives)(?: \\w{1,10}){0,2} (?:verbatim|word[ -]for[ -]word|exactly|in full|literally|line by line)\\b`,
    promptNeeds,
  ),
  phrase('persona', 0.92, 'DAN', '\\bDAN\\b[^.!?\\n]{0,60}\\b(?:anything now|mode|jailbr|no restrictions|unfiltered)'),
  phrase(
    'persona',
    0.92,
    'STAN DUDE',
    '(?:STAN|DUDE)\\b[^.!?\\n]{0,40}(?:strive to avoid norms|anything now|no restrictions)',
  ),
  phrase(
    'persona',
    0.9,
    'DAN STAN DUDE',
    "(?<=\\b(?:you are|you're|act as|be|become|as)(?: now)?(?: called| named)? [\"'“]?)(?:DAN|STAN|DUDE)\\b",
  ),
  phrase('persona', 0.91, 'do', 'do anything now\\b'),
  phrase('persona', 0.92, 'jail', 'jail ?break(?:ed)? mode\\b|jailbroken (?:ai|chat|gpt|version|assistant|mode)'),
  phrase(
    'persona',
    0.91,
    'developer debug god root sudo unrestricted admin',
    '(?:developer|debug|god|root|sudo|unrestricted|admin) mode (?:enabled|activated|output|is now (?:on|active))|(?<=\\b(?:enable|enter|activate|switch to|simulate|in) )(?:developer|debug|god|sudo|unrestricted) mode\\b(?=[^.!?\\n]{0,80}(?:restrict|filter|rule|anything|polic|limit|censor))',
  ),
  phrase(
    'persona',
    0.91,
    'restriction limitation filter censorship ethic moral content safety confines',
    '(?<=\\b(?:you|act|pretend|respond|answer|role-?play|ai|assistant|chatbot|model|gpt)\\b[^.!?\\n]{0,80}\\b(?:no|without(?: any)?|free (?:of|from)(?: all| any)?|not bound by(?: any| the)?|not limited by(?: any)?|unbound by|broken free (?:of|from)(?: the)?) (?:[\\w-]{1,14},? (?:and |or )?){0,3})(?:restrictions|limitations|filters?|censorship|ethic(?:s|al (?:guidelines|boundaries|restrictions|concerns))|moral(?:s|ity)?(?: guidelines)?|content (?:polic(?:y|ies)|filters?)|safety (?:guidelines|rules|filters|protocols)|confines of)\\b',
    'without free unbound broken bound limited no',
  ),
  phrase(
    'persona',
    0.91,
    'unfiltered uncensored unrestricted amoral unethical jailbroken rogue',
    '(?:unfiltered|uncensored|unrestricted|amoral|unethical|jailbroken|rogue)(?:,? and \\w{1,14})?,? (?:AI|chat ?bot|assistant|language model|LLM|GPT|version of (?:yourself|chatgpt|gpt))\\b',
  ),
  phrase(
    'compliance',
    0.5,
    'refuse decline reject apolog break warn',
    "(?<=\\b(?:never|do not|don'?t|must not|cannot|can'?t|will not|won'?t)(?: ever)? )(?:refuse|decline|reject|apologi[sz]e|break character|warn)\\b",
  ),
  phrase('compliance', 0.5, 'stay remain', '(?:stay|remain) in character\\b'),
  phrase(
    'compliance',
    0.5,
    'from starting henceforth',
    '(?:from now on|starting now|henceforth)\\b[^.!?\\n]{0,30}\\byou (?:are|will|must|shall|only|should|act|do)\\b',
    'now henceforth',
  ),
  phrase(
    'compliance',
    0.5,
    'new',
    '(?<=\\b(?:your|these|following) )new (?:instructions?|role|persona|objective|rules|directive|system prompt)\\b',
    'instruct role persona objective rules directive system',
  ),
  phrase(
    'compliance',
    0.55,
    'openai anthropic',
    "(?:openai|anthropic)(?:'s)? (?:content |usage |safety )?(?:polic(?:y|ies)|guidelines|rules)\\b",
    'polic guideline rules',
  ),
  phrase(
    'compliance',
    0.55,
    'regardless matter',
    '(?:regardless of|(?<=\\bno )matter)\\b[^.!?\\n]{0,30}\\b(?:legal|ethic|moral|harm|illegal|danger)',
  ),
  phrase('compliance', 0.5, 'jail', 'jail ?br(?:ea|o)k'),
  phrase(
    'stealth',
    0.55,
    'tell mention inform reveal notify alert disclos say',
    "(?<=\\b(?:do not|don'?t|never|without) )(?:tell|mention|inform|reveal|notify|alert|disclos|say)\\w{0,4}\\b[^.!?\\n]{0,30}\\b(?:user|human|anyone|customer|this (?:instruction|message|note))\\b",
  ),
  phrase(
    'stealth',
    0.55,
    'important urgent attention note',
    '(?:important|urgent|attention|note)\\b[^.\\n]{0,24}\\b(?:ai|assistant|llm|language model|chatbot|agent)s?\\b[^.\\n]{0,40}\\b(?:must|should|instead|ignore|read|reading|processing)\\b',
  ),
  phrase(
    'stealth',
    0.55,
    'new updated additional real actual true',
    '(?:new|updated|additional|real|actual|true) (?:system )?instructions?\\s{0,2}:',
    'instruct',
  ),
  phrase(
    'stealth',
    0.6,
    'say print output respond reply answer write',
    '(?:say|print|output|respond|reply|answer|write)\\b[^.!?\\n]{0,16}["\'“][^"\'”\\n]{0,20}\\b(?:pwned|hacked|haha|owned)\\b',
    'pwned hacked haha owned',
  ),
];

export const markPhrases: readonly Phrase[] = [
  phrase(
    'spoof',
    0.91,
    '<|',
    '<\\|(?:im_start|im_end|system|user|assistant|start_header_id|end_header_id|eot_id|begin_of_text|endoftext|channel|message)\\|>[ \\n]{0,3}(?:system|assistant|developer|user|you |ignore|new )',
  ),
  phrase('token', 0.6, '<|', '<\\|(?:im_start|im_end|system|assistant|start_header_id|eot_id|endoftext)\\|>'),
  phrase('token', 0.5, '[INST [/INST', '\\[/?INST\\]'),
  phrase('spoof', 0.91, '<<', '<<SYS>>'),
  phrase('spoof', 0.91, '[INST [/INST', '\\[/?INST\\]\\s{0,3}(?:<<SYS>>|you |ignore|system|forget)'),
  phrase(
    'spoof',
    0.91,
    '</',
    '</(?:system|user|context|document|instructions?|data|input|tool_result|untrusted\\w{0,12})>\\s{0,4}<(?:system|assistant|instructions?|admin|developer)>',
  ),
  phrase(
    'spoof',
    0.91,
    'system admin developer operator new update begin start end',
    '(?<=(?:^|\\n)\\s{0,3}[#=*\\-[<(]{1,5}\\s{0,2})(?:begin |start |end |new |updated? )?(?:of )?(?:the )?(?:system|admin|developer|operator)(?: (?:prompt|message|instructions?|override|notice|note|command))?\\s{0,2}[#=*\\-\\]>):]{1,5}[ \\n]{0,3}(?:you |ignore|new |from now|disregard|forget|the assistant|assistant|override)',
    'system admin developer operator',
  ),
  phrase(
    'spoof',
    0.91,
    'system admin developer',
    '(?<=(?:^|\\n)\\s{0,3})(?:system|developer|admin(?:istrator)?)(?: (?:prompt|message|override|instruction|update|command|mode))?\\s{0,2}:\\s{0,3}(?:ignore|disregard|forget|override|you must now|you are now|new instructions|from now on)\\b',
  ),
  phrase(
    'exfiltrate',
    0.93,
    '![',
    '!\\[[^\\]\\n]{0,120}\\]\\(https?://[^\\s)]{3,200}?[?&/#=][^\\s)]{0,120}?(?:\\{[^}\\n]{2,60}\\}|<[a-z_ -]{2,40}>|\\[[a-z_ -]{2,40}\\]|%7b|\\$\\w{2,30}|base64|_here\\b|your_data|secret|conversation|chat_?history|api_?key|password)[^\\n)]{0,120}\\)',
  ),
  phrase(
    'exfiltrate',
    0.92,
    'send post upload forward append exfiltrate encode transmit include leak submit',
    "(?:send|post|upload|forward|append|exfiltrate|encode|transmit|include|leak|submit)\\b[^.!?\\n]{0,60}\\b(?:conversation|chat history|(?:previous|prior) messages|system prompt|api keys?|passwords?|credentials|secrets|private (?:data|keys?)|user'?s? (?:data|emails?|files))\\b[^!?\\n]{0,60}\\b(?:to|at|via|into|as)\\b[^!?\\n]{0,24}(?:https?://|www\\.|webhook|markdown (?:image|link)|image url|url parameter|query string)",
    'http www webhook markdown image url query',
  ),
];
