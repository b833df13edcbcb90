/** Whether an `accept` header would rather have OpenMetrics than the older text format; older where both are as dear. */
export function prefersOpenMetrics(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  let open = 0;
  let plain = 0;
  for (const part of accept.slice(0, 1024).split(',')) {
    const [type = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
    const weight = parameters.find((word) => word.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    if (!(quality > 0)) continue;
    if (type === 'application/openmetrics-text') open = Math.max(open, quality);
    else if (type === 'text/plain') plain = Math.max(plain, quality);
  }
  return open > plain;
}
