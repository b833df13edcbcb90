/** Where to listen. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `127.0.0.1:4100`, `localhost:0` or `[::1]:4100`; undefined when it is none. */
export function addressOf(text: string): Address | undefined {
  const parts = /^(?:\[([0-9a-fA-F:.]+(?:%[\w.]+)?)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/.exec(text);
  if (parts === null) return undefined;
  const port = Number(parts[3]);
  return port > 65_535 ? undefined : { host: parts[1] ?? parts[2] ?? '', port };
}
