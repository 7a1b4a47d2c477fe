// The expiry guard with a moved clock: what lapses while a page stands open is gone from it, whatever brings the reader back
// to it, and whatever else fails.

import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import { SampleSite } from './site.mjs';

const AT = '2026-11-23T12:00:00+08:00';
const ITEM = 'items/hupan-consultation-2026-parking.html';
const WORDS = ['湖畔路片区登记车辆', '夜间停车后的噪声怎么管'];
let site;

before(async () => { site = await SampleSite.build(); });
after(() => site?.close());

const lapses = (page) => page.locator('[data-lapses]').first().getAttribute('data-lapses');
const later = (instant, seconds) => new Date(Date.parse(instant) + seconds * 1000);
const text = (page) => page.evaluate(() => document.documentElement.textContent);
const visible = (page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

async function assertBlank(page, title) {
  const all = await text(page);
  for (const words of [title, ...WORDS]) assert.ok(!all.includes(words), `${words} is still there`);
  assert.match(all, /公开期已满/);
  assert.equal(await page.locator('meta[name=ArticleTitle]').count(), 0);
}

async function openItem(options) {
  const opened = await site.open('public', ITEM, { at: AT, ...options });
  const title = await opened.page.locator('h1').textContent();
  const all = await text(opened.page);
  for (const words of WORDS) assert.ok(all.includes(words), `the sample has no ${words}`);
  return { ...opened, title, ends: await lapses(opened.page) };
}

test('a page that is watched goes blank at the second, opinions and all', async () => {
  const { context, page, title, ends } = await openItem();
  await page.clock.setSystemTime(later(ends, -1));
  await visible(page);
  assert.ok((await text(page)).includes(title), 'a second before');
  await page.clock.setSystemTime(later(ends, 0));
  await page.clock.runFor(61_000);
  await assertBlank(page, title);
  await context.close();
});

test('a matter loses the title of the step that gave it its name', async () => {
  const { context, page } = await site.open('public', 'threads/xiangyang-consultation-2026-canteen/index.html', { at: AT });
  const named = page.locator('h1 [data-expires]');
  const [title, ends] = [await named.textContent(), await named.getAttribute('data-expires')];
  await page.clock.setSystemTime(later(ends, 0));
  await page.clock.runFor(61_000);
  assert.ok(!(await text(page)).includes(title), `${title} is still there`);
  assert.match(await page.title(), /公开期已满/);
  await context.close();
});

for (const event of ['visibilitychange', 'pageshow', 'focus']) {
  test(`a page that is come back to is swept on ${event}`, async () => {
    const { context, page, title, ends } = await openItem();
    await page.clock.setFixedTime(later(ends, 5));
    await page.evaluate((name) => (name === 'visibilitychange' ? document : window).dispatchEvent(new Event(name)), event);
    await assertBlank(page, title);
    await context.close();
  });
}

test('a page that the browser kept is swept when the reader goes back to it', async () => {
  const { context, page, title, ends } = await openItem();
  await page.goto(site.address('public', 'about.html'));
  await page.clock.setFixedTime(later(ends, 5));
  await page.goBack();
  assert.equal(page.url(), site.address('public', ITEM));
  await assertBlank(page, title);
  await context.close();
});

test('a page that is printed after its term prints nothing of the item', async () => {
  const { context, page, title, ends } = await openItem();
  const before = (await page.pdf({ preferCSSPageSize: true })).length;
  await page.clock.setFixedTime(later(ends, 5));
  const blank = (await page.pdf({ preferCSSPageSize: true }));
  await assertBlank(page, title);
  assert.ok(blank.length < before / 2, `${blank.length} bytes after ${before}`);
  assert.equal(blank.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
  await context.close();
});

test('rows and neighbours go at their instant, and others stay', async () => {
  for (const [path, selector] of [['index.html', '.news tbody tr'], ['categories/plans-and-decisions/index.html', '.rows tbody tr']]) {
    const { context, page } = await site.open('public', path, { at: AT });
    const rows = page.locator(selector);
    const instants = (await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-expires')))).filter(Boolean);
    const first = instants.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
    const going = instants.filter((at) => at === first).length;
    const total = await rows.count();
    await page.clock.setFixedTime(later(first, 0));
    await visible(page);
    assert.equal(await rows.count(), total - going);
    await context.close();
  }
  const neighboured = site.pages('public').find((path) => /class="?neighbours[^]*data-expires="?2/.test(site.read('public', path)));
  const { context, page } = await site.open('public', neighboured, { at: AT });
  const link = page.locator('.neighbours a[data-expires^="2"]').first();
  const [href, ends] = [await link.getAttribute('href'), await link.getAttribute('data-expires')];
  await page.clock.setFixedTime(later(ends, 0));
  await visible(page);
  assert.equal(await page.locator(`.neighbours a[href="${href}"]`).count(), 0);
  await context.close();
});

test('a window that has closed says so wherever it is named', async () => {
  const named = site.pages('public').find((path) => {
    const html = /^items\//.test(path) ? site.read('public', path) : '';
    const [lapses, closes] = [/data-lapses="?([^" >]*)/, /class="?state noticing"? data-closes="?([^" >]*)/].map((of) => of.exec(html)?.[1]);
    return closes && lapses !== closes;
  });
  const { context, page } = await site.open('public', named, { at: AT });
  const state = page.locator('.facts .state');
  const closes = await state.getAttribute('data-closes');
  assert.equal(await state.innerText(), '公示中');
  await page.clock.setFixedTime(later(closes, -1));
  await visible(page);
  assert.equal(await state.innerText(), '公示中');
  await page.clock.setFixedTime(later(closes, 0));
  await visible(page);
  assert.equal(await state.innerText(), '已截止');
  assert.equal(await page.locator('.notice b').first().innerText(), '听取意见');
  await context.close();
});

test('rows and search results tell that a window has closed, and lists of open windows go with their heading', async () => {
  const far = await site.open('public', 'index.html', { at: AT });
  const rows = far.page.locator('.news .state[data-closes]');
  const closes = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-closes')));
  assert.ok(closes.length > 0);
  const last = closes.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  await far.page.clock.setFixedTime(later(last, 0));
  await visible(far.page);
  assert.equal(await rows.count(), 0);
  const windows = await far.page.locator('section[aria-labelledby=windows] li').count();
  assert.equal(await far.page.locator('section[aria-labelledby=windows]').count(), windows > 0 ? 1 : 0);
  await far.page.clock.setFixedTime(later(last, 86400 * 4000));
  await visible(far.page);
  assert.equal(await far.page.locator('section[aria-labelledby=windows]').count(), 0);
  await far.context.close();

  const search = await site.open('public', 'search.html?state=noticing', { at: AT });
  const states = search.page.locator('#found .state');
  await search.page.waitForFunction(() => document.getElementById('say').textContent !== '');
  assert.ok(await states.count() > 0);
  assert.ok((await states.allInnerTexts()).every((word) => word === '公示中'));
  const ends = await states.evaluateAll((all) => all.map((one) => one.getAttribute('data-closes')));
  await search.page.clock.setFixedTime(later(ends.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1), 0));
  await visible(search.page);
  assert.ok((await states.allInnerTexts()).every((word) => word === '已截止'));
  assert.deepEqual(search.trouble, []);
  await search.context.close();
});

test('tiles, the home page and lists count what stands', async () => {
  for (const [edition, path, selector] of [['hall-kiosk', 'home.html', '.tiles .n'], ['public', 'index.html', '.strip .n'], ['public', 'index.html', '.categories h3 .n'], ['public', 'index.html', '.rail .n'], ['public', 'index.html', '.strip .note'],
    ['public', 'categories/plans-and-decisions/index.html', 'header .note span'], ['public', 'tiers/ad-hoc/index.html', '.entries .n'], ['public', 'tiers/periodic/page-1.html', 'header .note span'], ['internal', 'organisations/qinglan/index.html', 'header .note span'], ['internal', 'organisations/hupan/index.html', '.tally .n'],
    ['public', 'organisations.html', 'td.num'], ['public', 'streams/school/index.html', 'header .note span'], ['public', 'catalogue.html', 'td.num']]) {
    const { context, page } = await site.open(edition, path, { at: AT });
    const number = page.locator(`${selector}[data-later]`).first();
    const said = await number.innerText();
    const [at, left] = (await number.getAttribute('data-later')).split(' ')[0].split('=');
    assert.ok(Number(left) < Number(/\d+/.exec(said)[0]), `${said}, then ${left}`);
    await page.clock.setFixedTime(later(at, -1));
    await visible(page);
    assert.equal(await number.innerText(), said);
    await page.clock.setFixedTime(later(at, 0));
    await visible(page);
    assert.equal(await number.innerText(), said.replace(/\d+/, left));
    await context.close();
  }
});

test('a touch screen does not say of a page of a list that nothing stands', async () => {
  const list = await site.open('hall-kiosk', 'open/index.html', { at: AT });
  await list.page.clock.setFixedTime(later(AT, 86400 * 4000));
  await visible(list.page);
  assert.equal(await list.page.locator('.six li').count(), 0);
  assert.match(await list.page.locator('.nothing').innerText(), /没有正在征求意见|已到期或截止/);
  await list.context.close();
});

test('opinions leave the page that lists them', async () => {
  const { context, page } = await site.open('public', 'opinions/index.html', { at: AT });
  const opinions = page.locator('.opinion[data-expires^="2"]');
  const [total, first] = [await opinions.count(), await opinions.first().getAttribute('data-expires')];
  assert.ok(total > 0);
  await page.clock.setFixedTime(later(first, 0));
  await visible(page);
  assert.ok(await opinions.count() < total);
  await context.close();
});

test('it needs no other script', async () => {
  const { context, page, title, ends } = await openItem({ prepare: (page) => page.route(/\/web\.[^/]*js$/, (route) => route.abort()) });
  assert.equal(await page.locator('.care-button').count(), 0, 'the other scripts did not load');
  await page.clock.setFixedTime(later(ends, 5));
  await visible(page);
  await assertBlank(page, title);
  await context.close();
});

test('it may come after the others, and after the page', async () => {
  const host = await site.serve('public');
  let guard = '';
  const without = (page) => page.route(/\/guard\.[^/]*js$/, async (route) => {
    const response = await route.fetch();
    guard = await response.text();
    await route.fulfill({ response, body: '' });
  });
  const { context, page, title, ends } = await openItem({ host, prepare: without, bypassCSP: true });
  assert.equal(await page.locator('.care-button').count(), 1, 'the others are there');
  await page.clock.setFixedTime(later(ends, 5));
  await page.addScriptTag({ content: guard });
  await assertBlank(page, title);
  await context.close();
});

for (const cut of ['<h1', '<section', '</main']) {
  test(`what is over is gone before the rest of its page is there, from ${cut}> on`, async () => {
    const { context: before, title, ends } = await openItem();
    await before.close();
    let send;
    const host = await site.serve('public', { rest: new Promise((resolve) => { send = resolve; }), cut });
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.clock.setFixedTime(later(ends, 5));
    await page.goto(host + ITEM, { waitUntil: 'commit' });
    await page.waitForSelector('.stub .say', { timeout: 10_000 });
    assert.equal(await page.evaluate(() => document.readyState), 'loading');
    await assertBlank(page, title);
    send();
    await page.waitForLoadState('load', { timeout: 10_000 });
    await assertBlank(page, title);
    await context.close();
  });
}

test('pages of an old copy name nothing of what a newer build leaves out', { timeout: 240_000 }, async () => {
  const then = '2032-01-01T00:00:30+08:00';
  const newer = await SampleSite.build({ now: then.slice(0, 19) });
  try {
    for (const edition of ['public', 'internal', 'hall-kiosk']) {
      const titles = (root) => new Map(root.pages(edition).filter((path) => /^items\//.test(path))
        .map((path) => [path, /<h1[^>]*>([^<]*)/.exec(root.read(edition, path))?.[1]]));
      const [old, still] = [titles(site), titles(newer)];
      const stand = new Set(still.values());
      const left = [...old.values()].filter((title) => title && !stand.has(title));
      assert.ok(left.length > 5, `only ${left.length} leave ${edition}`);
      const naming = site.pages(edition).filter((path) => left.some((title) => site.read(edition, path).includes(title)));
      // Of each folder a few, so that every kind of page is there.
      const few = new Map();
      for (const path of naming) few.set(dirname(path), [...few.get(dirname(path)) ?? [], path].slice(-3));
      const context = await newer.browser.newContext();
      const page = await context.newPage();
      await page.clock.setFixedTime(new Date(then));
      for (const path of [...few.values()].flat()) {
        await page.goto(site.address(edition, path), { timeout: 10_000 });
        const html = await page.evaluate(() => document.documentElement.outerHTML);
        const named = left.filter((title) => html.includes(title));
        assert.deepEqual(named, [], `${edition}/${path}`);
      }
      await context.close();
    }
  } finally {
    await newer.close();
  }
});

test('without scripts a page says until when it stands', async () => {
  const { context, page } = await site.open('public', ITEM, { javaScriptEnabled: false });
  assert.match(await page.locator('.facts').innerText(), /公开至\s*2026年12月8日/);
  await context.close();
});
