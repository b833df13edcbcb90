import { setImmediate } from 'node:timers';

/** Work that nobody waits for, done when the event loop comes round. */
export interface Later {
  run(task: () => void): void;
  /** Does it now: somebody looks at what it leads to. */
  flush(): void;
}

/** More than this in one turn of the loop is done at once, so that what waits is bounded. */
const most = 256;

export function createLater(): Later {
  let tasks: (() => void)[] = [];
  const flush = (): void => {
    const due = tasks;
    tasks = [];
    for (const task of due) task();
  };
  return {
    run(task) {
      if (tasks.push(task) === 1) setImmediate(flush);
      else if (tasks.length >= most) flush();
    },
    flush,
  };
}
