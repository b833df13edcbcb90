/** What a `Response` says of itself, and no option of its constructor can make it say. */
export type Facts = Pick<Response, 'url' | 'redirected' | 'type'>;

/** The facts told to one that `fetch` made itself, one by one; its copies tell them too. */
export function told(response: Response, facts: Facts): Response {
  const { clone } = response;
  return Object.defineProperties(response, {
    url: { value: facts.url, configurable: true },
    redirected: { value: facts.redirected, configurable: true },
    type: { value: facts.type, configurable: true },
    clone: { value: () => told(clone.call(response), facts), configurable: true, writable: true },
  });
}
