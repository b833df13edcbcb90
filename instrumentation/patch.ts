/** Puts something else in the place of a function; returns the undo. */
export function patch<T extends object, K extends keyof T>(
  owner: T,
  key: K,
  wrap: (original: T[K]) => T[K],
): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, key);
  const original = owner[key];
  const wrapped = wrap(original);
  Object.defineProperty(owner, key, {
    value: wrapped,
    writable: true,
    configurable: true,
    enumerable: before?.enumerable ?? true,
  });
  return () => {
    // Whoever has wrapped it since keeps what it has; ours then only passes calls on.
    if (owner[key] !== wrapped) return;
    if (before === undefined) delete owner[key];
    else Object.defineProperty(owner, key, before);
  };
}
