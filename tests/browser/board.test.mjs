// The notice board: what comes out of the printer, and what a clerk sees on the day something has to come down.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const MILLIMETRES = 72 / 25.4;
const SHEETS = { a4: [210, 297], a3: [297, 420] };
let site;

before(async () => {
  site = await SampleSite.build({ toml: edition('test-board', 'public', 'board') });
});
after(() => site?.close());

for (const [paper, [width, height]] of Object.entries(SHEETS)) {
  test(`sheets print on ${paper}, each item on a page of its own, with nothing of the tool`, async () => {
    const { context, page, trouble } = await site.open('test-board', `organisations/qinglan/${paper}.html`);
    const sheets = await page.locator('article.sheet').count();
    assert.ok(sheets > 1, `${sheets}`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, w, h]) => [Number(w), Number(h)]);
    assert.ok(boxes.length > sheets, `${boxes.length} pages for ${sheets} sheets and their list`);
    for (const [w, h] of boxes) {
      assert.ok(Math.abs(w - width * MILLIMETRES) < 1 && Math.abs(h - height * MILLIMETRES) < 1, `${w} × ${h}`);
    }
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.tool').isVisible(), false);
    assert.deepEqual(trouble, []);
    await context.close();
  });
}

test('the text of a printed A4 sheet keeps the margins of GB/T 9704-2012', async () => {
  const { context, page } = await site.open('test-board', 'organisations/qinglan/a4.html');
  const rules = await page.evaluate(() => [...document.styleSheets].map((sheet) => sheet.href));
  assert.equal(rules.length, 2);
  await page.emulateMedia({ media: 'print' });
  const body = await page.locator('.sheet .prose').first().evaluate((node) => {
    const style = getComputedStyle(node);
    return [style.fontSize, style.lineHeight];
  });
  // 16 pt and 29 pt, in pixels of 1/96 inch.
  assert.deepEqual(body.map((size) => Math.round(Number.parseFloat(size) * 100) / 100), [21.33, 38.67]);
  await context.close();
});

test('a sheet whose term ends while the page stands open is neither seen nor printed', async () => {
  const { context, page, trouble } = await site.open('test-board', 'take-down.html', { at: '2026-11-23T12:00:00+08:00' });
  const begins = await page.locator('.day').first().getAttribute('data-begins');
  const [title, number] = await page.locator('.day li').first().evaluate((node) => [node.querySelector('b').textContent, node.textContent]);
  assert.ok(number.includes('编号'));
  await page.clock.setFixedTime(new Date(Date.parse(begins) + 30_000));
  await page.clock.runFor(61_000);
  assert.equal(await page.getByText(title, { exact: true }).count(), 0, 'its title may hold a name');
  assert.match(await page.locator('.today').innerText(), /今天要取下 \d+ 张|已经到期/);
  assert.deepEqual(trouble, []);
  await context.close();
});
