/** What is gathered of one answer, to be judged when it is whole. */
export interface Gathering {
  /** UTF-16 units, over all of its strings. */
  gathered: number;
}

/** More is not gathered; where an enforcing policy holds what it judges, `heldBytes` comes first. */
export const mostGathered = 4_194_304;
