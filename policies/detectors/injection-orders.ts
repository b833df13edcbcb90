import { type Phrase, phrase } from './injection-english.ts';

// What a reader of words alone judges badly: messages in the clothes of somebody else, orders to the model
// that reads a document, payloads that are to be decoded and obeyed, data that is to leave by a link.

const orders = '(?:instructions?|prompts?|directives?|guidelines|rules|commands?|messages?|configuration)';
const model = '(?:ai|a\\.i\\.|llm|language model|assistant|agent|chatbot|bot|gpt|copilot)s?';
/** Of a sentence, up to so many characters. */
const some = (most: number): string => `[^.!?\\n]{0,${most}}?`;

export const orderPhrases: readonly Phrase[] = [
  // After the prompt.
  phrase(
    'extract',
    0.91,
    'start begin starting beginning',
    `(?:start|begin)(?:ning|ing)?\\s{1,3}(?:with|from|at)(?: the (?:words?|phrase|text))? ["'“‘]{0,2}you are\\b(?=${some(90)}(?:verbatim|above|code ?block|txt|prompt|instruct|include everything|word for word|exact))`,
    'verbatim above code block prompt instruct everything word exact',
  ),
  phrase(
    'extract',
    0.91,
    'print output show display reveal give write repeat paste dump tell copy send list share export',
    `(?:print|output|show|display|reveal|give|write|repeat|paste|dump|tell|copy|send|list|share|export)\\b${some(24)}\\byour (?:entire|full|whole|complete|exact|literal|own|current|actual|underlying|secret|hidden)(?: \\w{1,14}){0,1} (?:prompt|context(?: window)?|${orders})\\b(?! (?:for|about|on) )`,
    'prompt instruct direct guid rule command message context config',
  ),
  phrase(
    'extract',
    0.91,
    'instruction instructions rules prompt guidelines text directives message',
    `(?:instructions?|rules|prompt|guidelines|text|directives|message)\\b${some(20)}\\b(?:you (?:were|have been) (?:given|told|configured with|initiali[sz]ed with|set up with)|(?:the )?developers? (?:gave|told|wrote for) you|that (?:define|set up|configure)s? (?:you|your (?:role|behaviou?r)))\\b${some(40)}(?:verbatim|word[ -]for[ -]word|exact|literal|code ?block|original)`,
    'verbatim word exact literal code block original',
  ),
  // Turns and marks that only a system may write.
  phrase(
    'spoof',
    0.91,
    'role',
    `role["']{0,1}\\s{0,2}[:=]\\s{0,2}["'](?:system|developer)["'],?\\s{0,4}["']?content["']?\\s{0,2}[:=]\\s{0,2}["']\\s{0,2}(?:ignore|disregard|forget|override|new (?:instructions?|rules?|policy)|you (?:must|are) now)`,
    'system developer',
  ),
  phrase('token', 0.6, '<', '<(?:start_of_turn|end_of_turn|\\|turn|\\|start_of_role)'),
  phrase(
    'spoof',
    0.91,
    '</',
    '</(?:tool_(?:output|response|call|results?)|function_(?:results?|response)|results?|search_results?|user_(?:query|input|message)|query|retrieved\\w{0,10})>\\s{0,4}<(?:system|assistant|instructions?|admin|developer)\\b',
  ),
  phrase(
    'spoof',
    0.91,
    '[ (',
    '[\\[(]\\s{0,2}(?:system|admin|developer|operator|root)(?: (?:prompt|message|override|notice|note|update|command|alert|instruction))?\\s{0,2}[\\])]\\s{0,2}[:\\-]{0,2}\\s{0,3}(?:ignore|disregard|forget|override|you (?:must|are now|will)|the (?:assistant|ai|model|agent) (?:must|should|will)|new (?:instructions?|task|policy)|from now on)\\b',
  ),
  phrase(
    'spoof',
    0.7,
    '<',
    `<(?:information|important|system|instructions?|admin|directive|urgent|system-reminder)>\\s{0,4}(?:this is an?|important|attention|you (?:must|need|are)|before|ignore|new|hey|dear ${model}|the (?:assistant|agent|ai|model))\\b`,
  ),
  // Words to the model that reads a document.
  phrase(
    'address',
    0.8,
    'important urgent critical vital special',
    `(?:important|urgent|critical|vital|special) (?:message|note|instructions?|notice|request|update|task)s?\\b${some(24)}\\b(?:from me\\b|from the user|to you,? (?:the )?(?:model|assistant|ai|agent|\\w{1,12}gpt)|(?:for|to) (?:the |any |all |every )?${model}\\b)`,
    'assistant agent model llm chatbot copilot bot ai user language from',
  ),
  phrase(
    'address',
    0.85,
    'reading reads processing summarizing summarising parsing analyzing',
    `(?<=\\b${model}(?: \\w{1,10}){0,2} )(?:reading|reads|processing|summari[sz]ing|parsing|analy[sz]ing) (?:this|these)\\b`,
    'assistant agent model llm chatbot copilot bot ai',
  ),
  phrase(
    'address',
    0.6,
    'before prior',
    '(?:before|prior to)(?: you)?(?: can| may)? (?:solv|complet|answer|continu|finish|respond|proceed|summar|do(?:ing)? anything|perform)\\w{0,8}\\b[^.!?\\n]{0,60}?\\b(?:you (?:must|need to|have to|should|are required)|(?:please )?(?:first|do the following)|it is (?:necessary|required))\\b',
    'must need should required necessary following first please',
  ),
  phrase(
    'override',
    0.93,
    'ignor disregard forget overrid skip replace',
    "(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing)|skip|replace)\\s{1,3}(?:what(?:ever)? )?(?:the |my |your )(?:user|owner|human|customer|person)(?:'?s)?\\s{1,3}(?:\\w{1,10} )?(?:requests?|tasks?|questions?|asked|asks|said|says|wants?|wanted|instructions?|quer(?:y|ies)|prompts?|messages?|goals?|commands?)\\b",
  ),
  phrase(
    'compliance',
    0.7,
    'strictly only exactly',
    '(?:strictly|only|exactly) (?:adhere to|follow|obey|carry out|execute|do) (?:only )?(?:the following|these|this)(?: new)?(?: instructions?| task| command| steps?)?\\b',
    'adhere follow obey carry execute',
  ),
  phrase(
    'override',
    0.7,
    'cancelled canceled void revoked superseded outdated replaced overridden',
    `(?<=\\b(?:previous|prior|earlier|original|above|old|initial|your)(?: \\w{1,12}){0,1} (?:instructions?|prompts?|tasks?|commands?|rules|directives?|orders|goals?)(?: (?:are|is|were|was|have been|has been))(?: now| all)? )(?:cancell?ed|void|revoked|superseded|outdated|replaced|overridden)\\b`,
  ),
  // Payloads that are to be read and obeyed.
  phrase(
    'payload',
    0.91,
    'decode decrypt decipher deobfuscate unscramble translate',
    `(?:decode|decrypt|decipher|de-?obfuscate|unscramble|translate)\\b[^!?\\n]{0,60}?\\b(?:base ?64|rot ?-?13|hex\\w{0,7}|morse|caesar|cipher\\w{0,4}|encoded|string|binary)\\b[^!?\\n]{0,60}?\\b(?:follow|obey|execute|do (?:what|as|exactly)|carry out|perform|comply|act on|answer it|respond to it)\\b`,
    'follow obey execute exactly carry perform comply what as act answer respond',
  ),
  // Leaving by a link.
  phrase(
    'exfiltrate',
    0.93,
    '<',
    '<img\\b[^>\\n]{0,80}?src\\s{0,2}=\\s{0,2}["\']?https?://[^\\s"\'>]{3,200}?[?&/=](?:[^\\s"\'>]{0,60}?)(?:\\{[^}\\n]{2,60}\\}|\\$\\w{2,30}|%7b|\\[[a-z_ -]{2,40}\\]|your_data|conversation|chat_?history|api_?key|password)',
  ),
  phrase(
    'exfiltrate',
    0.92,
    '](http',
    '\\]\\(https?://[^\\s)]{3,160}?[?&][\\w-]{1,20}=(?:\\{|<|\\[|%7b|\\$)[^)\\n]{0,12}(?:conversation|history|secret|data|password|prompt|token|context|key|message)',
  ),
  phrase(
    'exfiltrate',
    0.88,
    'send forward email mail post upload leak',
    '(?:send|forward|e?-?mail|post|upload|leak)\\b[^.!?\\n]{0,50}?\\b(?:passwords?|credentials|api keys?|access tokens?|conversation|chat history|system prompt|private keys?|secrets|inbox|environment variables)\\b[^.!?\\n]{0,30}?\\bto\\b[^!?\\n]{0,16}?(?:[\\w.+-]{1,40}@[\\w-]{1,40}\\.|https?://|www\\.)',
    'password credential api access conversation chat system private secret inbox environment',
  ),
  phrase(
    'exfiltrate',
    0.8,
    'render embed image',
    `(?:render|embed|(?<=(?:display|show|include|output|insert|load) (?:an?|the|this) )image)\\b${some(60)}(?:image|url|https?|src)[^!?\\n]{0,80}?\\b(?:append|contain|encod|replac|with the)\\w{0,4}\\b[^!?\\n]{0,40}?\\b(?:conversation|history|secret|user'?s?|prompt|data|answer|name)\\b`,
    'append contain encod replac with',
  ),
  // Personas.
  phrase(
    'persona',
    0.85,
    'apply matter exist bind',
    "(?<=\\b(?:rules|guidelines|restrictions|polic(?:y|ies)|filters|limitations|laws|ethics|morals) (?:do not|don'?t|no longer|never|does not) )(?:apply|matter|exist|bind)\\b(?= (?:to|for) (?:you|me|us|him|her|it|this)\\b| you\\b| here\\b)",
    'rules guidelines restrict polic filters limitations laws ethics morals',
  ),
  phrase(
    'persona',
    0.8,
    'evil uncensored unfiltered jailbroken unrestricted',
    '(?:evil|uncensored|unfiltered|jailbroken|unrestricted) (?:twin|self|counterpart|mode|alter ego|persona|mirror image)\\b(?=[^!?\\n]{0,120}(?:answer|respond|you|reply))',
  ),
  phrase(
    'persona',
    0.91,
    'act respond answer behave speak reply',
    '(?:act|respond|answer|behave|speak|reply)\\b[^.!?\\n]{0,20}?\\b(?:as (?:if|though)|like) (?:you|there) (?:had|have|has|are|were|was) (?:no|not bound by|free (?:of|from)|without)(?: any)?(?: \\w{1,12}){0,1} (?:restrictions?|filters?|rules|guidelines|limits|limitations|ethic\\w{0,5}|moral\\w{0,4}|censor\\w{0,4}|content polic\\w{1,3}|polic\\w{1,3})\\b',
    'restrict filter rules guidelines limit ethic moral censor polic',
  ),
];
