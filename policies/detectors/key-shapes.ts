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
  'sk-lf- [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  'sk_car_ [A-Za-z0-9]{20,48}',
  'sk_ [0-9a-f]{48}',
  'pcsk_ [A-Za-z0-9]{4,8}_[A-Za-z0-9]{50,80}',
  'rpa_ [A-Za-z0-9]{40,64}',
  'esecret_ [a-z0-9]{24,40}',
  'fc- [0-9a-f]{32}',
  'e2b_ [0-9a-f]{40}',
  'bb_live_ [\\w-]{20,48}',
  'llx- [A-Za-z0-9]{40,64}',
  'm0- [A-Za-z0-9]{32,48}',
  'bce-v3/ALTAK- [A-Za-z0-9]{16,32}/[0-9a-f]{32,48}',
  '[0-9a-f]{32}\\. [A-Za-z0-9]{16}',
  'AQ\\.Ab8 [\\w-]{40,80}',
  'ABSK [A-Za-z0-9+/]{100,280}={0,2}',
  'bedrock-api-key- [A-Za-z0-9+/]{40,3000}={0,2}',
  'vc[kp]_ [A-Za-z0-9]{24,64}',
  // Clouds
  '(?:AKIA|ASIA|ABIA|ACCA) [A-Z2-7]{16}',
  'GOCSPX- [\\w-]{28}',
  'ya29\\. [\\w-]{20,400}',
  'do[opr]_v1_ [0-9a-f]{64}',
  'dapi [0-9a-f]{32}(?:-\\d)?',
  'hv[sb]\\. [\\w-]{20,300}',
  'sbp_ [0-9a-f]{40}',
  'pul- [0-9a-f]{40}',
  '[\\w~.]{3}\\dQ~ [\\w.~-]{31,34}',
  '1//0[0-9] [\\w-]{40,120}',
  'LTAI[45]t [A-Za-z0-9]{16,20}',
  'AKID [A-Za-z0-9]{32}',
  'SCW [A-Z0-9]{17}',
  'HRKU-AA [\\w-]{58}',
  'fm[12]_ [\\w+/=-]{40,400}',
  'fo1_ [\\w-]{43}',
  'nfp_ [A-Za-z0-9]{36}',
  'rnd_ [A-Za-z0-9]{28,40}',
  'sb_secret_ [\\w-]{20,48}',
  'pscale_(?:tkn|pw|oauth)_ [\\w.=-]{32,64}',
  'napi_ [a-z0-9]{60,70}',
  'mdb_sa_sk_ [\\w-]{32,48}',
  '[A-Za-z0-9]{14}\\.atlasv1\\. [\\w=-]{60,70}',
  'tskey-(?:auth|api|client|scim|webhook)- [A-Za-z0-9]{8,24}(?:-[A-Za-z0-9]{16,40})?',
  'v1\\.0-[0-9a-f]{24}- [0-9a-f]{146}',
  'sha256~ [\\w-]{43}',
  'ops_eyJ [\\w-]{250,1200}',
  'dp\\. (?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{40,80}',
  // Code and packages
  'gh[opsur]_ [A-Za-z0-9]{36,255}',
  'github_pat_ [A-Za-z0-9_]{60,120}',
  'gl(?:pat|rt|dt|ptt|agent|cbt|soat|ft|imt|oas)- [\\w-]{20,64}',
  'npm_ [A-Za-z0-9]{36}',
  'pypi- [\\w-]{50,250}',
  'rubygems_ [0-9a-f]{48}',
  'dckr_[po]at_ [\\w-]{27,32}',
  'AKCp [A-Za-z0-9]{69}',
  'sq[pua]_ [0-9a-f]{40}',
  'CCIP(?:AT|RJ)_ \\w{22}_[0-9a-f]{40}',
  'bkua_ [0-9a-f]{40}',
  'CLOJARS_ [a-z0-9]{60}',
  'oy2 [a-z0-9]{43}',
  'cio [A-Za-z0-9]{32}',
  'ATATT3 [\\w=-]{160,220}',
  'ATBB [A-Za-z0-9]{32}',
  'ddp_ [A-Za-z0-9]{36}',
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
  'EAAA [\\w-]{60}',
  'EAA[BCGM] [A-Za-z0-9]{80,300}',
  'rzp_live_ [A-Za-z0-9]{14,24}',
  'FLWSECK(?:_TEST)?- [A-Za-z0-9]{12,40}(?:-X)?',
  'access-(?:sandbox|development|production)- [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  'EZ[AT]K [A-Za-z0-9]{54}',
  'shippo_(?:live|test)_ [0-9a-f]{40}',
  '[0-9a-f]{32}-us \\d{1,2}',
  'xkeysib- [0-9a-f]{64}-[A-Za-z0-9]{16}',
  're_[A-Za-z0-9]{8}_ [A-Za-z0-9]{20,32}',
  '[MNO][\\w-]{23,25}\\.[\\w-]{6}\\. [\\w-]{27,38}',
  'https://discord(?:app)?\\.com/api/webhooks/ \\d{17,20}/[\\w-]{60,80}',
  // Work tools
  'lin_api_ [A-Za-z0-9]{32,48}',
  'ntn_ [A-Za-z0-9]{40,50}',
  'secret_ [A-Za-z0-9]{43}',
  'PMAK- [0-9a-f]{24}-[0-9a-f]{34}',
  'glsa_ [A-Za-z0-9]{32}_[0-9a-f]{8}',
  'glc_eyJ [A-Za-z0-9+/]{60,400}={0,2}',
  'NRAK- [A-Z0-9]{27}',
  'dt0c01\\. [A-Z0-9]{24}\\.[A-Z0-9]{64}',
  'phx_ [A-Za-z0-9]{40,60}',
  '(?:sdk|api)-[0-9a-f]{8}- [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  'sk\\.eyJ [\\w-]{60,200}\\.[\\w-]{20,28}',
  'sgp_ (?:[0-9a-f]{16}_)?[A-Za-z0-9]{40}',
  'CFPAT- [\\w-]{43}',
  'pat[A-Za-z0-9]{14}\\. [0-9a-f]{64}',
  'pat-(?:na|eu)\\d- [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  'figd_ [\\w-]{36,48}',
  'sl\\. [\\w-]{130,280}',
  'tfp_ [\\w-]{40,64}',
  'rdme_ [a-z0-9]{70}',
  'pnu_ [A-Za-z0-9]{36}',
  'dnkey- [\\w-]{26}-[\\w-]{52}',
  'A3- [A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}',
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
  'dckr_[po]at_',
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
