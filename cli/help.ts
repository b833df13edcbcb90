const overview = `spanguard: every LLM call seen, priced and safe.

Usage: spanguard [COMMAND] [OPTIONS]

  serve      the sidecar (also without a command)
  check      validate a configuration, offline
  simulate   a stand-in provider for trying things out: every dialect, streams and faults
  demo       simulator + sidecar + sample traffic through real SDK clients
  doctor     which ways out of a Node process spanguard/register covers, proven by a call through each
  explain    which price applies to a model, and why

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
};

/** The options that a command's help names. */
export function optionsOf(command: string): string[] {
  return [...new Set(texts[command]?.match(/--\w+/g))];
}

/** The help of one command, or the overview. */
export function help(command?: string): string {
  return (command === undefined ? undefined : texts[command]) ?? overview;
}
