// The notice board: what comes out of the printer, and what a clerk sees on the day something has to come down.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const MILLIMETRES = 72 / 25.4;
const SHEETS = { a4: [210, 297], a3: [420, 297] };
let site;

before(async () => {
  site = await SampleSite.build({ toml: edition('test-board', 'public', 'board') });
});
after(() => site?.close());

/** The sizes of the pages that are printed, in points. */
async function printed(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, w, h]) => [Number(w), Number(h)]);
}

for (const [paper, [width, height]] of Object.entries(SHEETS)) {
  test(`sheets print on ${paper}, with nothing of the tool`, async () => {
    const { context, page, trouble } = await site.open('test-board', `organisations/qinglan/${paper}.html`);
    const sheets = await page.locator('article.sheet').count();
    assert.ok(sheets > 1, `${sheets}`);
    const boxes = await printed(page);
    assert.ok(paper === 'a3' || boxes.length > sheets, `${boxes.length} pages for ${sheets} items and their list`);
    for (const [w, h] of boxes) {
      assert.ok(Math.abs(w - width * MILLIMETRES) < 1 && Math.abs(h - height * MILLIMETRES) < 1, `${w} × ${h}`);
    }
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.tool').isVisible(), false);
    assert.deepEqual(trouble, []);
    await context.close();
  });
}

test('sheets do not go sideways on a phone', async () => {
  for (const path of ['organisations/caizheng/a4.html', 'organisations/xinqu/a4.html', 'organisations/heping/a3.html']) {
    const { context, page } = await site.open('boards', path, { viewport: { width: 320, height: 800 } });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(sideways <= 0, `${path} by ${sideways} px`);
    await context.close();
  }
});

test('a sheet of A3 takes two pages of A4, and an item whose last lines would stand alone is set closer', async () => {
  const pages = {};
  for (const paper of Object.keys(SHEETS)) {
    const { context, page } = await site.open('test-board', `organisations/qinglan/${paper}.html`);
    pages[paper] = (await printed(page)).length;
    const close = page.locator(':is(.close, .closer)');
    assert.ok(await close.count() > 1, 'some are');
    const sizes = await close.evaluateAll((all) => all.map((sheet) => Number.parseFloat(getComputedStyle(sheet).fontSize)));
    assert.ok(Math.min(...sizes) >= 14 / 72 * 96 - .1, `${sizes}`);
    await close.evaluateAll((all) => all.forEach((sheet) => sheet.classList.remove('close', 'closer')));
    const wide = (await printed(page)).length;
    assert.ok(wide > pages[paper], `${wide} pages where nothing is, ${pages[paper]} where something is`);
    await context.close();
  }
  assert.ok(pages.a3 <= Math.ceil(pages.a4 / 2), `${pages.a3} sheets of A3, ${pages.a4} of A4`);
});

test('the text of a printed A4 sheet keeps the margins of GB/T 9704-2012', async () => {
  const { context, page } = await site.open('test-board', 'organisations/qinglan/a4.html');
  const rules = await page.evaluate(() => [...document.styleSheets].map((sheet) => sheet.href));
  assert.equal(rules.length, 2);
  await page.emulateMedia({ media: 'print' });
  const body = await page.locator('.sheet:not(.close, .closer) .prose').first().evaluate((node) => {
    const style = getComputedStyle(node);
    return [style.fontSize, style.lineHeight];
  });
  // 16 pt and 29 pt, in pixels of 1/96 inch.
  assert.deepEqual(body.map((size) => Math.round(Number.parseFloat(size) * 100) / 100), [21.33, 38.67]);
  await context.close();
});

test('a closing balance is not repeated at the foot of every sheet', async () => {
  const { context, page } = await site.open('test-board', 'organisations/qinglan/a3.html');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.accounts tfoot').first().evaluate((node) => getComputedStyle(node).display), 'table-row-group');
  await context.close();
});

test('what comes down within thirty days stands before what comes down later', async () => {
  for (const path of ['take-down.html', 'organisations/qinglan/take-down.html']) {
    const { context, page, trouble } = await site.open('test-board', path, { at: '2026-11-23T12:00:00+08:00' });
    const days = (within) => page.locator(`section:has(> #${within}) .day`).evaluateAll((all) => all.map((day) => Date.parse(day.dataset.begins)));
    const limit = Date.parse('2026-12-23T12:00:00+08:00');
    const [near, later] = [await days('next'), await days('later')];
    assert.ok(later.length > 0 && near.every((day) => day <= limit) && later.every((day) => day > limit), `${near} then ${later}`);
    assert.deepEqual([...near, ...later], [...near, ...later].sort((a, b) => a - b));
    await page.clock.setFixedTime(new Date(later[0] - 86_400_000));
    await page.clock.runFor(61_000);
    assert.ok((await days('next')).includes(later[0]), 'it has come near');
    assert.deepEqual(trouble, []);
    await context.close();
  }
});

test('what ended within a week stands first and is told, what ended before that stands last', async () => {
  const read = async (at) => {
    const { context, page, trouble } = await site.open('test-board', 'take-down.html', { at });
    const seen = await page.evaluate(() => ({
      first: document.querySelector('main section').className,
      newest: [...document.querySelectorAll('.gone [data-ended]')].map((row) => row.dataset.ended).sort().at(-1),
      said: document.querySelector('.today').textContent,
    }));
    assert.deepEqual(trouble, []);
    await context.close();
    return seen;
  };
  const { newest } = await read('2026-11-23T12:00:00+08:00');
  const after = (days) => new Date(Date.parse(newest) + days * 86_400_000).toISOString();
  const [soon, late] = [await read(after(2)), await read(after(40))];
  assert.equal(soon.first, 'gone');
  assert.match(soon.said, /^最近 7 天有 \d+ 件到期或撤下，墙上若还有请立即取下。/);
  assert.notEqual(late.first, 'gone');
  assert.doesNotMatch(late.said, /最近 7 天/);
});

test('a sheet whose term ends while the page stands open is neither seen nor printed', async () => {
  const { context, page, trouble } = await site.open('test-board', 'take-down.html', { at: '2026-11-23T12:00:00+08:00' });
  const begins = await page.locator('.day').first().getAttribute('data-begins');
  const [title, number] = await page.locator('.day li').first().evaluate((node) => [node.querySelector('b').textContent, node.textContent]);
  assert.ok(number.includes('编号'));
  await page.clock.setFixedTime(new Date(Date.parse(begins) + 30_000));
  await page.clock.runFor(61_000);
  assert.equal(await page.getByText(title, { exact: true }).count(), 0, 'its title may hold a name');
  assert.match(await page.locator('.today').innerText(), /今天要取下 \d+ 件|已经到期/);
  assert.deepEqual(trouble, []);
  await context.close();
});
