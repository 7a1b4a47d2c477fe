// What a reader sees is the same whether a page's template was minified or not: the words of one page of each kind of every
// edition, as the browser lays them out.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, pageKinds } from './site.mjs';

const project = resolve(import.meta.dirname, '../..');
const WRITES = 'theme::pages_are_written_with_and_without_minifying';
let root, browser;

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'sunshine-text-'));
  const args = ['test', '--quiet', '--test', 'testsuite', '--', '--exact', WRITES];
  execFileSync('cargo', args, { cwd: project, env: { ...process.env, SUNSHINE_PAGES: root }, stdio: 'pipe' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (root) rmSync(root, { recursive: true });
});

test('every kind of page says the same with and without minifying', async () => {
  // Without scripts, since some of them tell the time.
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  // An address that changed says so before it leads on.
  await page.route('**/*.html', (route) => {
    const html = readFileSync(fileURLToPath(route.request().url()), 'utf8');
    return route.fulfill({ contentType: 'text/html', body: html.replace(/<meta[^>]*refresh[^>]*>/, '') });
  });
  const words = async (...path) => {
    await page.goto(pathToFileURL(join(root, ...path)).href);
    return page.evaluate(() => document.documentElement.innerText);
  };
  const editions = readdirSync(join(root, 'small'));
  assert.ok(editions.length >= 8, `${editions}`);
  let smaller = 0;
  const wrong = [];
  for (const edition of editions) {
    for (const path of pageKinds(join(root, 'small', edition))) {
      const [small, whole] = [await words('small', edition, path), await words('whole', edition, path)];
      if (small !== whole) wrong.push([edition, path, ...firstDifference(small, whole)]);
      const size = (kind) => readFileSync(join(root, kind, edition, path)).length;
      smaller += size('whole') - size('small');
    }
  }
  assert.ok(smaller > 10_000, 'the pages that are compared are not the same');
  assert.deepEqual(wrong, []);
});

function firstDifference(small, whole) {
  const at = [...small].findIndex((letter, n) => letter !== [...whole][n]);
  return [small, whole].map((text) => [...text].slice(Math.max(0, at - 20), at + 20).join(''));
}
