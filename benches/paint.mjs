// What a page costs its reader: bytes until something is seen, first contentful paint, and the work of style, layout and
// scripts, for one page of each kind, over HTTP without compression and with nothing cached; then the largest page of an item.
//
//     cargo build --release
//     (cd tests/browser && npm ci)
//     node benches/paint.mjs [LOADS]          exit code 1 when a page of an item passes 30 KiB, pictures, style and scripts apart

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

process.env.SUNSHINE ??= new URL('../target/release/sunshine', import.meta.url).pathname;
const { SampleSite, edition } = await import('../tests/browser/site.mjs');

const LOADS = Number(process.argv[2] ?? 7);
const MOST = 30 * 1024;
const [DESKTOP, PORTRAIT, WIDE] = [{ width: 1280, height: 900 }, { width: 1080, height: 1920 }, { width: 1920, height: 1080 }];
const PAGES = [
  ['home', 'public', 'index.html', DESKTOP],
  ['item', 'public', 'items/qinglan-dues-2026-h1.html', DESKTOP],
  ['item, members', 'internal', 'items/qinglan-dues-2026-h1.html', DESKTOP],
  ['category', 'public', 'categories/plans-and-decisions/index.html', DESKTOP],
  ['catalogue', 'public', 'catalogue.html', DESKTOP],
  ['touch screen', 'kiosk', 'index.html', PORTRAIT],
  ['display screen', 'screen', 'index.html', WIDE],
];
const KINDS = ['document', 'stylesheet', 'script', 'image', 'other'];

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const kib = (bytes) => (bytes / 1024).toFixed(1);

/** Loads a page in a context of its own, and so without a cache. */
async function load(site, host, path, viewport) {
  const context = await site.browser.newContext({ viewport });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable');
  await page.goto(host + path, { waitUntil: 'load' });
  const { paint, files } = await page.evaluate(async () => {
    const seen = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    for (let n = 0; n < 300 && seen() === undefined; n += 1) await new Promise((again) => setTimeout(again, 10));
    const [document] = performance.getEntriesByType('navigation');
    const kind = { link: 'stylesheet', css: 'stylesheet', script: 'script', img: 'image' };
    const parts = performance.getEntriesByType('resource').map((file) => {
      const path = new URL(file.name).pathname;
      return { kind: path.endsWith('.css') ? 'stylesheet' : (kind[file.initiatorType] ?? 'other'), end: file.responseEnd, bytes: file.encodedBodySize, path };
    });
    return { paint: seen(), files: [{ kind: 'document', end: 0, bytes: document.encodedBodySize, path: location.pathname }, ...parts] };
  });
  const { metrics } = await client.send('Performance.getMetrics');
  const spent = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  await context.close();
  if (paint === undefined) throw new Error(`${path} shows nothing`);
  const before = files.filter((file) => file.end <= paint);
  const bytes = Object.fromEntries(KINDS.map((kind) => [kind, before.filter((file) => file.kind === kind).reduce((sum, file) => sum + file.bytes, 0)]));
  return {
    paint,
    bytes,
    paths: before.map((file) => file.path),
    style: spent.RecalcStyleDuration * 1000,
    layout: spent.LayoutDuration * 1000,
    script: spent.ScriptDuration * 1000,
    nodes: spent.Nodes,
  };
}

const site = await SampleSite.build({ toml: edition('kiosk', 'public', 'kiosk') + edition('screen', 'public', 'screen') });
try {
  console.log('page | HTML KiB | style | scripts | pictures | all, gzip -9 | nodes | first paint ms | style | layout | scripts');
  for (const [name, of, path, viewport] of PAGES) {
    const host = await site.serve(of);
    await load(site, host, path, viewport);
    const loads = [];
    for (let n = 0; n < LOADS; n += 1) loads.push(await load(site, host, path, viewport));
    const middle = (what) => median(loads.map((one) => one[what]));
    const most = (kind) => Math.max(...loads.map((one) => one.bytes[kind]));
    const small = [...new Set(loads.flatMap((one) => one.paths))].map((file) => gzipSync(readFileSync(join(site.root, 'dist', of, file)), { level: 9 }).length);
    const sizes = [most('document'), most('stylesheet'), most('script'), most('image') + most('other'), small.reduce((sum, one) => sum + one, 0)];
    const times = ['paint', 'style', 'layout', 'script'].map((what) => middle(what).toFixed(0));
    console.log([name, ...sizes.map(kib), middle('nodes'), ...times].join(' | '));
  }
  for (const of of ['public', 'internal']) {
    const items = site.pages(of).filter((path) => path.startsWith('items/'));
    const [bytes, path] = items.map((path) => [Buffer.byteLength(site.read(of, path)), path]).sort((a, b) => b[0] - a[0])[0];
    const good = bytes <= MOST;
    console.log(`${good ? ' ' : '!'} ${kib(bytes)} KiB, the largest of ${items.length}: ${of}/${path}`);
    if (!good) process.exitCode = 1;
  }
} finally {
  await site.close();
}
