// What a first query costs: bytes that the page loads for it beside the page itself, and the time that a query takes
// once what it needs is there.
//
//     python3 benches/corpus.py 10000 OUT --only sunshine
//     target/release/sunshine --root OUT/sunshine build
//     node benches/search.mjs OUT/sunshine/dist/internal          exit code 1 when a bar is missed

import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))('playwright-core');
const QUERIES = ['预算', '固定资产处置', '经济管理学院预算执行情况', 'yusuan', 'yszxqk', '〔2024〕12号', '2024 招生计划', '税', '内部控制'];
const [LOADED, TIME] = [300 * 1024, 50];
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css' };

const root = process.argv[2];
const server = createServer((request, response) => {
  const path = join(root, new URL(request.url, 'http://localhost').pathname);
  response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
  response.end(readFileSync(path));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

let missed = false;
for (const words of QUERIES) {
  const page = await browser.newPage();
  const files = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (/^\/search\/|assets\/(search|web\.find)/.test(path)) files.push(path);
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/search.html?q=${encodeURIComponent(words)}`);
  await page.waitForFunction(() => document.getElementById('say').textContent !== '');
  const bytes = files.reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
  const [found, time] = await page.evaluate(async (q) => {
    const times = [];
    let list;
    for (let n = 0; n < 9; n += 1) {
      const start = performance.now();
      list = await window.sunshineSearch.query(q, {});
      times.push(performance.now() - start);
    }
    return [list.total, times.sort((a, b) => a - b)[4]];
  }, words);
  const good = bytes <= LOADED && time <= TIME;
  missed ||= !good;
  console.log(`${good ? ' ' : '!'} ${(bytes / 1024).toFixed(0).padStart(4)} KiB ${String(files.length).padStart(3)} files ${time.toFixed(1).padStart(6)} ms ${String(found).padStart(6)} found  ${words}`);
  await page.close();
}
await browser.close();
server.close();
process.exitCode = missed ? 1 : 0;
