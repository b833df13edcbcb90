import { plainWords } from './injection/hidden-words.ts';

/**
 * Words that attacks are made of, besides the commonest: where no gap tells, spaced letters are cut by these, and by
 * some of other languages.
 */
const written =
  'a i the of and to in is you that it for on are as with be this at have from or by not but what all were when we ' +
  'your can said there an each which she do how their if will up about out then them would like so these her make ' +
  'him into has more two go see no way could my than been who its now did get may over new any only after most our ' +
  'me give just name very through much before where too means old same tell does set three want well also play end ' +
  'put home read hand large add even here must ask act never always without everything anything nothing something ' +
  'ignore disregard forget override bypass neglect previous prior earlier above below preceding original initial ' +
  'instruction rule prompt guideline order direction command system developer admin administrator message reveal ' +
  'show print display repeat output say write send secret password key hidden confidential private internal ' +
  'passphrase code word phrase letter exactly verbatim full content text user assistant model language chat bot ' +
  'pretend role character persona mode enabled enable activate activated unrestricted unlimited unfiltered ' +
  'uncensored filter restriction limit limitation policy policies safety answer question respond response reply ' +
  'translate summarize list story poem data email mail file conversation history following follow instead stop start ' +
  'begin obey comply jailbreak dan free freely rather today please first help api token url link transfer money ' +
  'account delete run execute tool function access grant us them they he his had was am im youre dont do not ' +
  'up down off back again once ever every everyone anyone someone both few some such own other another because ' +
  'while until since though although whether either neither between against under during within across behind ' +
  'good bad best worst great little long short high low big small right wrong true false yes okay ok sure ' +
  'day night time times year week hour minute moment life world people person man woman child friend mother father ' +
  'grandmother grandma boss owner creator maker company business government country city house room place thing ' +
  'things part point case number line page book paper note letter song joke essay article recipe game movie scene ' +
  'dialogue script program computer machine robot human mind voice eye face head heart hand work job task goal plan ' +
  'step way method detail details example reason result problem issue fact idea information knowledge source ' +
  'make made making take took taken taking give gave given giving keep kept let lets go going gone come came coming ' +
  'know knew known think thought believe feel felt find found look looking see saw seen hear heard speak spoke ' +
  'spoken talk tell told telling ask asked need needs want wanted use used using try tried trying call called ' +
  'become became turn change changed create created build built break broke broken open close closed leave left ' +
  'share shared hold hide protect guard kill steal attack hack fight win won lose lost buy sell pay bring learn ' +
  'learned teach train trained training explain explained describe describes described discuss mention describe ' +
  'contain include consider imagine assume suppose simulate emulate behave roleplay act acting acts talk allow ' +
  'allowed apply applies bind bound refuse refusal decline apologize warn warning disclaimer lecture judge care ' +
  'matter matters moral morals ethics ethical unethical legal illegal law laws harmful dangerous evil rogue amoral ' +
  'wild crazy honest brutal funny rude polite helpful useful direct simple complete detailed entire whole exact ' +
  'actual real fake secretly quietly immediately directly simply actually really currently previously formerly ' +
  'starting beginning onwards forward henceforth longer anymore instead otherwise therefore however hence thus ' +
  'above everything else nothing nobody somebody anybody everybody ones one four five six seven eight nine ten ' +
  'hundred thousand million zero letters words sentence sentences paragraph paragraphs bullet points table json ' +
  'base markdown block blocks quote quotes quoted french german spanish english latin russian chinese japanese ' +
  'morse binary hex rot encode encoded decode decoded reverse reversed spell spelled backwards uppercase lowercase ' +
  'console terminal linux root shell server database configuration config settings setup debug debugging test ' +
  'testing maintenance override security privacy context window memory initial original default custom base pre ' +
  'banana pwned owned hacked lol hello hi hey dear thanks thank sorry emoji emojis pirate dragon hero villain twin ' +
  'bomb weapon weapons drug drugs poison malware virus lock car bank credit card cards dollars euros address phone ' +
  'contact contacts calendar meeting invoice report folder document documents image website page attachment upload ' +
  'download install visit click forward post share collect remove cancel approve book order schedule update ' +
  'whatever stay listen self swear input include including written formatting yourself myself himself themselves far session ' +
  'fiction forbidden continue stand stands ahead remind hate speech cannot notice return available abandon expert ' +
  'happen happens happened usual preset attention extend present review operating remember slave switch former ' +
  'confirm prohibited description unlearn discard protocol count arrive arrived rest jailbroken exist existing section ' +
  'safe mean meaning programming programmed director directive aside throw away wipe clear erase drop skip dismiss ' +
  'void null revoke revoked replace replaced expose expired valid invalid outdated original purpose honor follows ' +
  'nature behavior behaviour conduct tone style format version edition copy paste echo recite quote dump leak ' +
  'disclose divulge unveil uncover confess admit agree disagree insist demand request command commands ordered ' +
  'instructed briefing brief preamble introduction opening closing topmost bottom top side inside outside around ' +
  'together alone apart still yet even ever since soon later early late next last second third final finally ' +
  'important urgent critical mandatory required necessary must shall should might between among despite unless ' +
  'except besides along toward towards upon onto off free yours mine ours theirs thing anyway somehow customer client ' +
  'owner employee manager staff team group member public privately public openly visible invisible secretive cover';

const words = new Set(written.split(' '));
const endings = ['s', 'd', 'ed', 'ing', 'es', 'ly', 'er'];

/** Whether letters are a word, or one with a common ending. */
export function isSpelled(letters: string): boolean {
  if (words.has(letters) || plainWords.has(letters)) return true;
  if (letters.length < 5) return false;
  return endings.some((ending) => letters.endsWith(ending) && words.has(letters.slice(0, -ending.length)));
}
