// Asks others after their health, for images that have no program to ask themselves with: `watch.mjs URL…` says
// for ever what changes, `watch.mjs --once URL…` says whether all are well.
const once = process.argv[2] === '--once';
const urls = process.argv.slice(once ? 3 : 2);
const well = new Map();

async function ask(url) {
  const fine = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
  if (!once && well.get(url) !== fine) console.log(JSON.stringify({ time: new Date().toISOString(), url, well: fine }));
  well.set(url, fine);
}

process.on('SIGTERM', () => process.exit(0));
do {
  await Promise.all(urls.map(ask));
  if (!once) await new Promise((resolve) => setTimeout(resolve, 10_000));
} while (!once);
if (![...well.values()].every(Boolean)) process.exitCode = 1;
