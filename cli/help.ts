const overview = `spanguard: every LLM call seen, priced and safe.

Usage: spanguard [COMMAND] [OPTIONS]

  serve      the sidecar (also without a command)
  check      validate a configuration, offline
  simulate   a stand-in provider for trying things out: every dialect, streams and faults
  scan       the detectors over text, a JSON line per line
  demo       simulator + sidecar + sample traffic through real SDK clients
  doctor     which ways out of a Node process spanguard/register covers, proven by a call through each
  explain    which price applies to a model, and why
  price      what a call with so many tokens costs, at each provider

  spanguard help COMMAND   a command's options
  spanguard --version

Point an SDK at the sidecar:
  OPENAI_BASE_URL=http://127.0.0.1:4100/openai/v1
  ANTHROPIC_BASE_URL=http://127.0.0.1:4100/anthropic
`;

const texts: Record<string, string> = {
  serve: `Usage: spanguard serve [OPTIONS]

  --config FILE        the configuration; else SPANGUARD_CONFIG, else spanguard.yaml here and upward,
                       else no policy is enforced (preset observe)
  --listen HOST:PORT   the proxy's address (127.0.0.1:4100); port 0 picks a free one
  --admin HOST:PORT    the admin address (127.0.0.1:4101): /healthz /readyz /metrics /calls /config
  --preset NAME        observe | balanced | strict: the policies, where the file names none

SIGHUP reloads the configuration; SIGTERM and SIGINT drain and stop; a second one stops at once.
`,
  check: `Usage: spanguard check [FILE]

Validates FILE, or the configuration that serve would find, and starts nothing. Exit 0: no faults;
1: each fault is printed with its place, its value, what was expected and the nearest known name.
`,
  simulate: `Usage: spanguard simulate [--listen HOST:PORT]

A stand-in provider on 127.0.0.1:4200. No model runs: answers are made up from the request.
The header x-simulate steers it, such as: x-simulate: status=429; retry-after=2
To put it behind a sidecar, in spanguard.yaml:
  providers:
    openai: { baseUrl: http://127.0.0.1:4200 }
`,
  scan: `Usage: spanguard scan [FILE|-] [OPTIONS]

The detectors over text, on this machine. For each line of the input a line of JSON:
  {"findings":[{"detector","category","score","start","end"}],"verdict":"allow|flag|redact|block"}
start and end count UTF-16 units into the line. At a terminal a table of what was found, without the text.

  --jsonl              each line is JSON: a string, or an object with a "text"
  --config FILE        the policies of a configuration; else of the one that serve would find, else those
                       of preset balanced, and whatever else there is a detector for is flagged
  --detect NAMES       detectors or categories instead of policies, such as pii,api-key; some are used only
                       where they are named: person-name, place-name, organisation-name, moderation-local
  --threshold NUMBER   from 0 to 1; goes before that of every policy
  --from ROLE          whose text it is: user | tool | assistant | system (user; assistant on output)
  --side SIDE          input | output (input)
  --fail-on VERDICT    exit 1 when any line has this verdict or a graver one: block | redact | flag | any
  --explain            why a text looks like an injection or not: the best windows of the model, the words that
                       weigh most in them, phrases, what is encoded; by place, never the text

Exit 0: done; 1: --fail-on; 2: wrong use, or lines that could not be read ("verdict":null and an "error").
`,
  demo: `Usage: spanguard demo [--once]

Starts the simulator and a sidecar (preset balanced), sends sample traffic with the openai and
@anthropic-ai/sdk clients, and prints each call with its tokens, cost, time and verdict.

  --once   stop after the traffic; exit 0 only if everything went as it should
`,
  doctor: `Usage: spanguard doctor [--config FILE]

Sends a call through each way out of this Node that spanguard/register guards, to a server of its own on
loopback, and says which were on record, and what is not covered. Exit 1 when one was not.
`,
  explain: `Usage: spanguard explain MODEL [--provider NAME] [--config FILE]

Which price applies to the model today, where it comes from, and what it is per million tokens.
`,
  price: `Usage: spanguard price MODEL [--input N] [--output N] [OPTIONS]

What a call with so many tokens costs, at each provider that has a price for the model, the cheapest first.
Kinds do not contain each other: --input is without cached tokens, --output without reasoning.

  --input N  --cache-read N  --cache-write N  --cache-write-1h N  --output N  --reasoning N
  --audio-input N  --audio-output N
  --calls N            how many such calls
  --provider NAME      one provider
  --tier NAME          the service tier that was billed: batch, flex, priority
  --date YYYY-MM-DD    the price of that day
  --config FILE        with its pricing.overrides and providers
  --json               a line of JSON for each provider

Exit 1: no price is known. Without a number of tokens it is "spanguard explain".
`,
};

/** The options that a command's help names. */
export function optionsOf(command: string): string[] {
  return [...new Set(texts[command]?.match(/--\w+/g))];
}

/** The help of one command, or the overview. */
export function help(command?: string): string {
  return (command === undefined ? undefined : texts[command]) ?? overview;
}
