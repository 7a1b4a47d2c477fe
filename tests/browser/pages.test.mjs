// The sample site in a real browser, opened from disk: every kind of page, narrow and wide, light and dark.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const project = resolve(import.meta.dirname, '../..');
const sunshine = process.env.SUNSHINE ?? join(project, 'target/debug/sunshine');
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PAGES = ['index.html', 'catalogue.html', 'organisations.html', 'archive.html', 'about.html', 'search.html', 'categories/plans-and-decisions/index.html',
  'tiers/periodic/index.html', 'initiatives/service/index.html', 'entries/party-dues/index.html', 'organisations/qinglan/index.html', 'items/qinglan-dues-2026-h1.html'];

let site, browser;

before(async () => {
  site = mkdtempSync(join(tmpdir(), 'sunshine-'));
  for (const part of ['catalogue', 'content', 'site.toml']) cpSync(join(project, part), join(site, part), { recursive: true });
  execFileSync(sunshine, ['--root', site, 'build', '--quiet', '--now', '2026-11-23T12:00:00']);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET });
});

after(async () => {
  await browser?.close();
  if (site) rmSync(site, { recursive: true });
});

const address = (edition, page) => pathToFileURL(join(site, 'dist', edition, page)).href;

async function open(edition, path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble = [];
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(String(error)));
  page.on('request', (request) => request.url().startsWith('file://') || trouble.push(`requests ${request.url()}`));
  page.on('requestfailed', (request) => trouble.push(`cannot load ${request.url()}`));
  await page.goto(address(edition, path));
  return { context, page, trouble };
}

for (const edition of ['public', 'internal']) {
  describe(`the ${edition} site from disk`, () => {
    for (const path of PAGES) {
      for (const [width, colorScheme] of [[320, 'light'], [1440, 'dark']]) {
        test(`${path} at ${width} px, ${colorScheme}`, async () => {
          const { context, page, trouble } = await open(edition, path, { viewport: { width, height: 900 }, colorScheme });
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(sideways <= 0, `it scrolls sideways by ${sideways} px`);
          assert.equal(await page.locator('h1').count(), 1);
          assert.equal(await page.locator('.band').count(), edition === 'internal' ? 1 : 0);
          assert.deepEqual(trouble, []);
          await context.close();
        });
      }
    }
  });
}

const CARE = [['public', 'items/qinglan-dues-2026-h1.html'], ['public', 'items/caizheng-fund-allocation-2026-livelihood.html'], ['public', 'items/caizheng-leadership-duties.html'],
  ['public', 'items/xiangyang-pre-appointment-2026-05.html'], ['public', 'items/jiguan-integrity-duty-2025.html'], ['public', 'categories/plans-and-decisions/index.html'], ['public', 'organisations/hupan/index.html'],
  ['internal', 'duties/caizheng/index.html'], ['internal', 'tiers/ad-hoc/index.html']];
for (const [edition, path] of CARE) {
  test(`${edition}/${path} in care mode does not go sideways`, async () => {
    const { context, page, trouble } = await open(edition, path, {});
    await page.locator('.care-button').click();
    for (const width of [320, 390, 768]) {
      await page.setViewportSize({ width, height: 900 });
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(sideways <= 0, `at ${width} px it scrolls sideways by ${sideways} px`);
    }
    assert.deepEqual(trouble, []);
    await context.close();
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`in colours of the reader's own, ${colorScheme}, what was found, the term and the steps are seen`, async () => {
    const { context, page } = await open('public', 'search.html', { forcedColors: 'active', colorScheme });
    await page.locator('#q').fill('党费');
    await page.locator('mark').first().waitFor();
    const paint = (selector, pseudo) => page.locator(selector).first().evaluate((node, of) => {
      const style = getComputedStyle(node, of);
      return [style.color, style.backgroundColor];
    }, pseudo);
    const [ink, behind] = await paint('mark');
    assert.ok(ink !== behind && behind !== 'rgba(0, 0, 0, 0)', `${ink} on ${behind}`);
    await page.goto(address('public', 'items/xiangyang-consultation-2026-canteen.html'));
    const sheet = (await paint('body'))[1];
    assert.notEqual((await paint('.line > .done', '::before'))[1], sheet);
    assert.equal(await page.locator('.term progress').evaluate((node) => getComputedStyle(node).borderTopWidth), '1px');
    await context.close();
  });
}

test('an item reads without JavaScript', async () => {
  const { context, page } = await open('public', 'items/qinglan-dues-2026-h1.html', { javaScriptEnabled: false });
  const text = await page.locator('main').innerText();
  for (const words of ['2026年上半年党费收缴', '公开至', '交纳党费人数']) assert.ok(text.includes(words), words);
  await context.close();
});

test('an item opened after its term shows neither title nor text', async () => {
  const { context, page } = await open('public', 'items/hupan-consultation-2026-parking.html', {});
  const title = await page.locator('h1').innerText();
  await page.clock.setFixedTime(new Date('2027-06-01T00:00:00+08:00'));
  await page.reload();
  const text = await page.locator('main').innerText();
  assert.ok(!text.includes(title), 'the title is still there');
  await context.close();
});

test('a link from the home page leads to an item, and back by the breadcrumbs', async () => {
  const { context, page } = await open('internal', 'index.html', {});
  const first = page.locator('.news tbody tr a').first();
  const title = await first.innerText();
  await first.click();
  assert.equal((await page.locator('h1').innerText()).replaceAll(/\s/g, ''), title.replaceAll(/\s/g, ''));
  await context.close();
});

test('a table of many columns prints within the paper, on the page of an item and on a sheet', async () => {
  for (const [name, path, among] of [['internal', 'items/qinglan-dues-2026-h1.html', 'article'], ['boards', 'organisations/qinglan/a4.html', '#qinglan-dues-2026-h1']]) for (const columns of [8, 14]) {
    const { context, page } = await open(name, path, { viewport: { width: 590, height: 900 } });
    await page.emulateMedia({ media: 'print' });
    const over = await page.evaluate(([among, columns]) => {
      const prose = (document.querySelector(among) ?? document).querySelector('.prose');
      const row = (tag, of) => `<tr>${Array.from({ length: columns }, (_, n) => `<${tag}>${of(n)}</${tag}>`).join('')}</tr>`;
      prose.insertAdjacentHTML('beforeend', `<div class="table"><table><thead>${row('th', (n) => `整改事项名称${n}`)}</thead><tbody>${row('td', (n) => `${n * 12345.67} 部分支部记录不规范`)}</tbody></table></div>`);
      const paper = document.documentElement.clientWidth;
      return [...prose.querySelectorAll(':scope > *, .table:last-child :is(th, td)')].filter((part) => part.getBoundingClientRect().right > paper + 1).length;
    }, [among, columns]);
    assert.equal(over, 0, `${name}, ${columns} columns`);
    await context.close();
  }
});

test('an item prints on A4 with its title and without navigation', async () => {
  const { context, page } = await open('internal', 'items/qinglan-dues-2026-h1.html', {});
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('nav.places').isVisible(), false);
  assert.equal(await page.locator('h1').isVisible(), true);
  assert.equal(await page.locator('.band').isVisible(), true);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString('latin1'));
  assert.ok(Math.abs(Number(box[1]) - 595) < 2 && Math.abs(Number(box[2]) - 842) < 2, `page of ${box[1]} × ${box[2]} pt`);
  await context.close();
});
