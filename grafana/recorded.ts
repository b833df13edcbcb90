/** Series that the recording rules make; dashboards and alerts both read them. */
export const recorded = {
  budget: 'spanguard:budget:usd',
  spent5m: 'spanguard:cost:usd5m',
  spentMonth: 'spanguard:cost:usd_month',
} as const;
