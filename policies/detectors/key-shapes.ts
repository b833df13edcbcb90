/**
 * How issued credentials look, by issuer, after the issuers' own documentation and the prefixes that
 * they register for secret scanning: the mark that each begins with and, behind the space, the rest,
 * bounded in length.
 */
const shapes = [
  // Model providers
  'sk-ant- (?:api|admin|oat)\\d\\d-[\\w-]{20,140}',
  'sk-or-v1- [0-9a-f]{40,64}',
  'sk-(?:proj|svcacct|admin|None)- [\\w-]{20,220}',
  'sk- [A-Za-z0-9][\\w-]{19,200}',
  'AIza [\\w-]{35}',
  'gsk_ [A-Za-z0-9]{32,64}',
  'xai- [A-Za-z0-9]{40,100}',
  'hf_ [A-Za-z0-9]{30,40}',
  'api_org_ [A-Za-z0-9]{30,40}',
  'r8_ [A-Za-z0-9]{36,40}',
  'pplx- [A-Za-z0-9]{32,64}',
  'fw_ [A-Za-z0-9]{20,40}',
  'csk- [a-z0-9]{40,60}',
  'nvapi- [\\w-]{50,80}',
  'tgp_v1_ [\\w-]{30,60}',
  'tvly- (?:dev-|prod-)?[A-Za-z0-9]{20,48}',
  'jina_ [A-Za-z0-9]{40,80}',
  'pa- [A-Za-z0-9_-]{40,46}',
  'lsv2_ (?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}',
  // Clouds
  '(?:AKIA|ASIA|ABIA|ACCA) [A-Z2-7]{16}',
  'GOCSPX- [\\w-]{28}',
  'ya29\\. [\\w-]{20,400}',
  'do[opr]_v1_ [0-9a-f]{64}',
  'dapi [0-9a-f]{32}(?:-\\d)?',
  'hv[sb]\\. [\\w-]{20,300}',
  'sbp_ [0-9a-f]{40}',
  'pul- [0-9a-f]{40}',
  'dp\\. (?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{40,80}',
  // Code and packages
  'gh[opsur]_ [A-Za-z0-9]{36,255}',
  'github_pat_ [A-Za-z0-9_]{60,120}',
  'gl(?:pat|rt|dt|ptt|agent|cbt|soat|ft|imt|oas)- [\\w-]{20,64}',
  'npm_ [A-Za-z0-9]{36}',
  'pypi- [\\w-]{50,250}',
  'rubygems_ [0-9a-f]{48}',
  'dckr_pat_ [\\w-]{27}',
  // Messages, mail and payments
  'xox[abeoprs]- [A-Za-z0-9-]{15,200}',
  'xapp- \\d-[A-Za-z0-9-]{20,200}',
  'https://hooks\\.slack\\.com/services/T \\w{6,12}/B\\w{6,12}/\\w{20,28}',
  '[sr]k_(?:live|test)_ [A-Za-z0-9]{16,120}',
  'whsec_ [A-Za-z0-9+/]{24,64}',
  'SK [0-9a-f]{32}',
  'SG\\. [\\w-]{16,32}\\.[\\w-]{32,64}',
  'key- [0-9a-f]{32}',
  '\\d{8,10}:AA [\\w-]{33}',
  'shp(?:at|ca|pa|ss)_ [0-9a-fA-F]{32}',
  'sq0(?:atp|csp)- [\\w-]{22,43}',
  // Work tools
  'lin_api_ [A-Za-z0-9]{32,48}',
  'ntn_ [A-Za-z0-9]{40,50}',
  'secret_ [A-Za-z0-9]{43}',
  'PMAK- [0-9a-f]{24}-[0-9a-f]{34}',
  'glsa_ [A-Za-z0-9]{32}_[0-9a-f]{8}',
  'sntry[su]_ [\\w=+/-]{40,300}',
  'AGE-SECRET-KEY-1 [A-Z0-9]{58}',
  // JSON Web Token (RFC 7519): two JSON objects and a signature, base64url
  'eyJ [\\w-]{10,512}\\.eyJ[\\w-]{10,2400}\\.[\\w-]{20,700}',
];

/**
 * Marks that mean a key wherever they stand, also right behind a letter or digit (`xsk-proj-…`): five
 * characters or more, or a length that is fixed, so that no blob of base64 has them by chance.
 */
const unmistakable = new Set([
  'sk-ant-',
  'sk-or-v1-',
  'sk-(?:proj|svcacct|admin|None)-',
  'pplx-',
  'nvapi-',
  'tgp_v1_',
  'lsv2_',
  'GOCSPX-',
  'do[opr]_v1_',
  'gh[opsur]_',
  'github_pat_',
  'gl(?:pat|rt|dt|ptt|agent|cbt|soat|ft|imt|oas)-',
  'rubygems_',
  'dckr_pat_',
  'xox[abeoprs]-',
  '[sr]k_(?:live|test)_',
  'whsec_',
  'shp(?:at|ca|pa|ss)_',
  'sq0(?:atp|csp)-',
  'lin_api_',
  'AGE-SECRET-KEY-1',
]);

const plainShapes = shapes.filter((shape) => !unmistakable.has(markOf(shape)));
const plainMarks = plainShapes.map(markOf);
const sureShapes = shapes.filter((shape) => unmistakable.has(markOf(shape)));

function markOf(shape: string): string {
  return shape.split(' ')[0]!;
}

const alone = '(?<![A-Za-z0-9_-])';
const sure = sureShapes.map((shape) => shape.replace(' ', ''));
const plain = plainShapes.map((shape) => shape.replace(' ', ''));

/** Each shape as the source of an expression. */
export const keyShapes: readonly string[] = shapes.map((shape) => shape.replace(' ', ''));
/** Where a key may begin: one that must stand alone, and one that is known anywhere. */
export const lonelyMark: string = `${alone}(?:${plainMarks.join('|')})`;
export const sureMark: string = `(?:${[...unmistakable].join('|')})`;
/** Longer than any key with a mark of the second kind. */
export const longestSure = 300;
/** A whole key. */
export const keyShape: string = `(?:${sure.join('|')}|${alone}(?:${plain.join('|')}))(?![A-Za-z0-9_-])`;
