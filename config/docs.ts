import { type Field, type Outline, outlineOf, wordsOf } from './outline.ts';
import { configSchema } from './schema.ts';

const intro = `# Configuration

<!-- Made from config/schema.ts by configDocs(); \`npx vitest run test/config -u\` writes it again. -->

The configuration is one YAML file, \`spanguard.yaml\`. It is found by \`--config FILE\`, by \`SPANGUARD_CONFIG\`, or
here and upward from the working directory. Without a file everything has its default and the preset is \`observe\`:
all is checked and recorded, nothing is altered.

- Unknown keys are faults. All faults are told at once, each with its line, its path and what was expected;
  \`spanguard check FILE\` does that without serving anything.
- YAML 1.2, in UTF-8, at most 1 MB. A key that stands twice is a fault. \`\${NAME}\` is not replaced.
- Every setting that is not in a list can be set by an environment variable, which goes before the file: \`SPANGUARD_\`
  and the path in upper case with underscores, such as \`SPANGUARD_SIDECAR_LIMITS_REQUEST_BYTES\` or
  \`SPANGUARD_PROVIDERS_OPENAI_BASE_URL\`. An empty variable counts as not set, an unknown one is a fault. Variables that
  Kubernetes adds for a service named \`spanguard\` (\`SPANGUARD_SERVICE_HOST\`, \`SPANGUARD_PORT\` …) are passed over.
- Options of the command line go before both.
- A running sidecar reads it again when it changes, or a file that it names (schemas, words, models; not modules).

Prices are explained in [pricing.md](pricing.md), \`tools\` and \`format\` in [answers.md](answers.md),
placeholders that outlive their call in [conversations.md](conversations.md), \`detectors\` in [webhook.md](webhook.md)
and [own-detectors.md](own-detectors.md).
`;

/** `docs/config.md`, whole. */
export function configDocs(): string {
  const sections: string[] = [];
  const root = outlineOf(configSchema);
  section('Top level', root, sections);
  return `${intro}\n${sections.join('\n')}`;
}

function section(title: string, outline: Outline, sections: string[]): void {
  if (outline.kind !== 'object') return;
  const rows = Object.entries(outline.fields).map(
    ([key, field]) =>
      `| \`${key}\` | ${cell(typeText(field.outline))} | ${defaultText(field)} | ${cell(field.description)} |`,
  );
  sections.push(`## ${title}\n\n| Key | Value | Default | Meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`);
  const prefix = title === 'Top level' ? '' : `${title.replaceAll('`', '')}.`;
  for (const [key, field] of Object.entries(outline.fields)) below(`${prefix}${key}`, field.outline, sections);
}

function below(path: string, outline: Outline, sections: string[]): void {
  if (outline.kind === 'array') below(`${path}[]`, outline.item, sections);
  else if (outline.kind === 'record') below(`${path}.NAME`, outline.value, sections);
  else if (outline.kind === 'either') for (const option of outline.options) below(path, option, sections);
  else section(`\`${path}\``, outline, sections);
}

function typeText(outline: Outline): string {
  if (outline.kind === 'choice') return outline.values.map((value) => `\`${value}\``).join(', ');
  if (outline.kind === 'array')
    return `list of ${outline.item.kind === 'object' ? 'mappings' : typeText(outline.item)}`;
  if (outline.kind === 'either') return outline.options.map(typeText).join(' or ');
  if (outline.kind === 'object' || outline.kind === 'record') return 'mapping';
  return wordsOf(outline);
}

function defaultText(field: Field): string {
  if (field.required) return 'required';
  if (field.default === undefined || typeof field.default === 'object') return '';
  return `\`${String(field.default)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
