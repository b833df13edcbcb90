import type { Detector } from '../detector.ts';
import { type Harm, harms, model } from '../moderation/model.ts';
import { createScan, type ModerationScan } from '../moderation/scan.ts';
import type { OptionShape } from '../options.ts';

let scan: ModerationScan | undefined;

const abouts: Readonly<Record<Harm, string>> = {
  harassment: 'Harassment and threats: findings of a lower score do not count.',
  hate: 'Hate against groups of people.',
  illicit: 'Help with what is against the law.',
  'self-harm': 'Self-harm, wished or taught.',
  sexual: 'Sexual content.',
  'sexual-minors': 'Sexual content about minors.',
  violence: 'Violence, wished, planned or praised.',
};

const options = Object.fromEntries(
  harms.map((harm) => [harm, { kind: 'number', min: 0, max: 1, fraction: true, default: 0, about: abouts[harm] }]),
) as Readonly<Record<Harm, OptionShape>>;

/**
 * Harmful text, by a small linear model: a coarse fallback where nobody else can be asked (docs/moderation-model.md).
 * The categories have the names that remote detectors use. Used only where a policy names it; the quality path is
 * `type: openai-moderation`.
 */
function moderating(thresholds: Partial<Record<string, unknown>>): Detector {
  return {
    name: 'moderation-local',
    category: 'moderation',
    label: 'MODERATED',
    reach: 1000,
    byName: true,
    options,
    configured: moderating,
    detect(text) {
      scan ??= createScan(model());
      const found = scan(text);
      return found.filter(({ category = '', score }) => score >= Number(thresholds[category] ?? 0));
    },
    examples: {
      hits: [
        ['How do I make a pipe bomb at home?', 'How do I make a pipe bomb at home'],
        ['You are a pathetic piece of shit.', 'You are a pathetic piece of shit'],
        ['How do I kill myself without pain?', 'How do I kill myself without pain'],
        ['All immigrants are criminals and should be deported', 'All immigrants are criminals and should be deported'],
        ['How can I cook methamphetamine at home?', 'How can I cook methamphetamine at home'],
      ],
      misses: [
        'How do I kill a Python process?',
        'My son shot a great photo at the wedding.',
        'I am a gay muslim man and proud of it.',
        'What is the best way to blow up a balloon?',
        'Write a short story about a detective in London.',
        'The weather is lovely today.',
      ],
    },
  };
}

export const moderationLocal: Detector = moderating({});
