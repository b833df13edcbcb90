import type { Metric } from './names.ts';

/**
 * Bound series: what is counted holds its own number, so recording costs an addition and no look-up
 * by labels. `/metrics` and OTLP both read the same families.
 */
export interface Counter {
  add(amount: number): void;
}

export interface Gauge {
  set(value: number): void;
  add(amount: number): void;
}

export interface Histogram {
  /** `times`: the same value so many times over. `mark`: the call it is of, where that has a span. */
  record(value: number, times?: number, mark?: Mark): void;
}

/** The span that a measured value belongs to. Small, since buckets hold on to it. */
export interface Mark {
  readonly traceId: string;
  readonly spanId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One value of a bucket, and the span to look at for it. */
export interface Exemplar extends Mark {
  readonly value: number;
}

export interface Point {
  readonly labels: readonly string[];
  readonly value: number;
  /** The number in decimals, where a double would not hold it. */
  exact?(): string;
}

export interface Distribution {
  readonly labels: readonly string[];
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** One more than there are boundaries; not cumulative. */
  readonly counts: readonly number[];
  /** The last value of each bucket that has a span; undefined for buckets without one. */
  exemplars(): ReadonlyArray<Exemplar | undefined>;
}

/** All series of one metric. Beyond `limit` of them, further label sets share one. */
export interface Family<Bound, Read> {
  readonly metric: Metric;
  /** The series of these label values, in the order of `metric.labels`. */
  of(...labels: string[]): Bound;
  /** Every series, the overflow last with no labels of its own. */
  read(): readonly Read[];
}

/** Marks the series that stands for all label sets beyond the limit, as the OpenTelemetry SDK does. */
export const overflowLabel = 'otel.metric.overflow';

export const seriesLimit = 2000;

export function counters(metric: Metric, limit = seriesLimit): Family<Counter, Point> {
  return family(metric, limit, (labels) => new Sum(labels));
}

/** A counter of US dollars that is fed whole numbers of 10⁻¹² dollars. */
export function costCounters(metric: Metric, limit = seriesLimit): Family<Counter, Point> {
  return family(metric, limit, (labels) => new Dollars(labels));
}

export function gauges(metric: Metric, limit = seriesLimit): Family<Gauge, Point> {
  return family(metric, limit, (labels) => new Sum(labels));
}

export function histograms(metric: Metric, limit = seriesLimit): Family<Histogram, Distribution> {
  const { buckets = [] } = metric;
  return family(metric, limit, (labels) => new Spread(labels, buckets));
}

/** A family whose numbers are read from elsewhere when somebody asks. */
export function observed(metric: Metric, read: () => readonly Point[]): Family<never, Point> {
  return {
    metric,
    read,
    of() {
      throw new TypeError(`${metric.name} is only read`);
    },
  };
}

function family<Series>(
  metric: Metric,
  limit: number,
  make: (labels: readonly string[]) => Series,
): Family<Series, Series> {
  const all = new Map<string, Series>();
  let overflow: Series | undefined;
  return {
    metric,
    of(...labels) {
      const key = labels.join('\u0000');
      let series = all.get(key);
      if (series !== undefined) return series;
      if (all.size >= limit) {
        overflow ??= make([]);
        return overflow;
      }
      series = make(labels);
      all.set(key, series);
      return series;
    },
    read: () => (overflow === undefined ? [...all.values()] : [...all.values(), overflow]),
  };
}

class Sum implements Counter, Gauge, Point {
  readonly labels: readonly string[];
  value = 0;

  constructor(labels: readonly string[]) {
    this.labels = labels;
  }

  add(amount: number): void {
    this.value += amount;
  }

  set(value: number): void {
    this.value = value;
  }
}

const picodollars = 1e12;

/** 9,007 dollars are the most that fit a safe integer of 10⁻¹² dollars: whole ones are counted apart. */
class Dollars implements Counter, Point {
  readonly labels: readonly string[];
  #whole = 0;
  #rest = 0;

  constructor(labels: readonly string[]) {
    this.labels = labels;
  }

  add(amount: number): void {
    this.#rest += amount;
    if (this.#rest >= picodollars) {
      this.#whole += Math.floor(this.#rest / picodollars);
      this.#rest %= picodollars;
    }
  }

  get value(): number {
    return this.#whole + this.#rest / picodollars;
  }

  exact(): string {
    if (this.#rest === 0) return String(this.#whole);
    return `${this.#whole}.${String(this.#rest).padStart(12, '0').replace(/0+$/, '')}`;
  }
}

class Spread implements Histogram, Distribution {
  readonly labels: readonly string[];
  readonly #buckets: readonly number[];
  readonly counts: number[];
  /** By bucket, side by side; made with the first mark, so that nobody pays who exports no spans. */
  #marks: Mark[] | undefined;
  #values: number[] | undefined;
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;

  constructor(labels: readonly string[], buckets: readonly number[]) {
    this.labels = labels;
    this.#buckets = buckets;
    this.counts = new Array<number>(buckets.length + 1).fill(0);
  }

  record(value: number, times = 1, mark?: Mark): void {
    // A clock that stood still or ran backwards must not poison the sum for good.
    if (!(value >= 0) || value === Number.POSITIVE_INFINITY) return;
    const buckets = this.#buckets;
    let at = 0;
    while (at < buckets.length && value > buckets[at]!) at++;
    this.counts[at]! += times;
    this.count += times;
    this.sum += value * times;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (mark === undefined) return;
    this.#marks ??= [];
    this.#values ??= [];
    this.#marks[at] = mark;
    this.#values[at] = value;
  }

  exemplars(): ReadonlyArray<Exemplar | undefined> {
    const marks = this.#marks;
    if (marks === undefined) return [];
    return this.counts.map((_, at) => {
      const mark = marks[at];
      return mark === undefined ? undefined : { ...mark, value: this.#values?.[at] ?? 0 };
    });
  }
}

/** The series of a look-up table, made where it is not there; a full table grows no more. */
export function found<Series>(table: Map<string, Series>, key: string, most: number, make: () => Series): Series {
  let series = table.get(key);
  if (series === undefined) {
    series = make();
    if (table.size < most) table.set(key, series);
  }
  return series;
}

/**
 * Keeps the values of one label few: the first ones are kept for good, later ones become `other`.
 * Calls that failed may take only half of the places, so that nobody fills them with invented names.
 */
export function bounded(limit: number, other = 'other'): (value: string | undefined, trusted: boolean) => string {
  const known = new Set<string>();
  const guests = Math.floor(limit / 2);
  return (value, trusted) => {
    if (value === undefined) return '';
    if (known.has(value)) return value;
    if (known.size >= (trusted ? limit : guests)) return other;
    known.add(value);
    return value;
  };
}
