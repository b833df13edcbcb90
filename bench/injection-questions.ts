import type { Weighed } from './injection-templates.ts';

/**
 * Questions that stand in honest pages: headings, FAQs, quizzes, titles of search results, interview guides.
 * In data a question is not yet an order to a model, though some attacks are questions.
 */
export const pageQuestions: Weighed = [
  [6, '{What|How|Why|When|Where|Who|Which} {is|are|was|does|do|can} {topic}{| work| mean| cost| start| end| happen}?'],
  [4, 'What {is|are} {topic} and {what|how|why|where} {do|does|is|can} {it|they|one} {do|help|used|find}?'],
  [4, 'How {do|can|should} {I|we|you|one} {deed} {topic}?'],
  [3, '{Can|May|Should|Do|Must} {I|we|you} {deed} {topic}{ before noon| online| later| again| for free|}?'],
  [
    2,
    '{Tell us about|Describe|Explain|Discuss|Name|Define|Summarize|Compare} {yourself|topic}{ in your own words| briefly| with an example|}.',
  ],
  [2, '{Is|Are} {topic} {safe|free|open on Sundays|worth it|better than the old one|included}?'],
  [2, 'What {if|happens if|should I do when} {I|we} {forgot|lost|missed|broke} {topic}?'],
  [
    1,
    '{Translate|Write|Solve|Read|Listen to|Complete|Match} the {sentence|exercise|text|table|dialogue} {below|on page 12|with a partner}.',
  ],
];

export const questionWords: Readonly<Record<string, string>> = {
  topic:
    'the refund policy|my order|shipping|the largest planet|the capital of France|a data library|the warranty|photosynthesis|the password|an invoice|the museum|the first chapter|cats|inflation|this package|the API key|a podcast|the battery|a black hole|the meeting|the parking lot|Python|the next train|a mortgage|the main character|my account|the recipe|climate change|vitamins|the deadline|a visa|the new version|the store|two-factor login|the free plan|the author|gravity|this job|your strengths|the team|the exam|open source|the test suite|rust|the French Revolution|a goldfish|the configuration file|the weather',
  deed: 'install|cancel|change|reset|find|track|return|update|use|pay for|learn|fix|clean|download|contact|prepare|share|start|configure|choose|join|book|delete|export|cook|measure',
};
