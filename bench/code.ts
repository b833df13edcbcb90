import type { Random } from './random.ts';

const names = (
  'request|response|cursor|total|items|index|buffer|options|state|result|entry|config|client|token|path|offset|' +
  'length|header|value|key|parent|child|queue|worker|batch|limit|count|message|event|stream'
).split('|');
const verbs = 'get|set|read|write|parse|build|find|merge|close|open|load|send|apply|check|reset|split'.split('|');
const types = 'string|number|boolean|Buffer|Map<string, number>|readonly Item[]|Promise<void>|undefined'.split('|');

/** Source code as assistants write it: names in camel case, numbers, URLs, versions, colons and long words. */
export function codeText(random: Random, characters: number): string {
  const name = (): string => random.pick(names);
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const call = (): string => `${random.pick(verbs)}${capital(name())}(${name()}, ${random.below(4096)})`;
  const lines: ReadonlyArray<() => string> = [
    () => `  const ${name()} = ${call()};`,
    () => `  if (${name()}.length > ${random.below(100)} && !${name()}) return ${name()}[${random.below(9)}];`,
    () => `  for (let i = 0; i < ${name()}.length; i++) ${call()};`,
    () => `  // ${capital(random.pick(verbs))} the ${name()} before the ${name()} is closed.`,
    () => `  throw new Error(\`no ${name()} at \${${name()}.offset}\`);`,
    () => `import { ${name()} } from '@acme/${name()}';`,
    () => `  await fetch('https://api.example.com/v${random.below(4)}/${name()}?limit=${random.below(500)}');`,
    () => `  "${name()}": "^${random.below(20)}.${random.below(20)}.${random.below(20)}",`,
    () => `  ${name()}: ${random.pick(types)};`,
    () => `std::vector<${capital(name())}> ${name()}(${random.below(1 << 20)});`,
    () => `    self.${name()}_${name()} = ${name()}.${random.pick(verbs)}(0x${random.below(1 << 24).toString(16)})`,
    () => `$ npm install --save-dev ${name()}-${name()}@${random.below(9)}.${random.below(9)}.${random.below(9)}`,
    () =>
      `  return { ${name()}, ${name()}: ${random.next().toFixed(6)}, at: '2026-0${1 + random.below(9)}-1${random.below(10)}' };`,
    () =>
      `export function ${random.pick(verbs)}${capital(name())}(${name()}: ${random.pick(types)}): ${random.pick(types)} {`,
    () => '}',
    () => '',
  ];
  let text = '';
  while (text.length < characters) text += `${random.pick(lines)()}\n`;
  return text;
}
