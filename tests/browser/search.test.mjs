// Searching the sample site, from disk and from http.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml' };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";
let site, server;

before(async () => {
  site = await SampleSite.build({ toml: edition('test-kiosk', 'public', 'kiosk') + edition('english', 'public', 'web', 'lang = "en"') });
  server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    try {
      const bytes = readFileSync(join(site.root, 'dist', path));
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'content-security-policy': POLICY });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
});
after(async () => {
  server?.close();
  await site?.close();
});

/** What a query finds, without the page around it. */
const titlesOf = (page, query) => page.evaluate((words) => window.sunshineSearch.query(words, {}, 0, 20).then((items) => items.map((item) => item.title)), query);

test('signs alone find nothing, numbers are found as they are printed, and letters in a row before scattered ones', async () => {
  const { context, page, trouble } = await site.open('public', 'search.html');
  await page.waitForFunction(() => window.sunshineSearch);
  for (const signs of ['？', '!!!', '%']) assert.deepEqual(await titlesOf(page, signs), [], signs);
  const sum = await titlesOf(page, '15892');
  assert.ok(sum.length > 0);
  for (const printed of ['15,892', '15，892', '１５，８９２']) assert.deepEqual(await titlesOf(page, printed), sum, printed);
  const whole = await titlesOf(page, 'sanzhongyida');
  assert.ok(whole.length > 0);
  assert.deepEqual((await titlesOf(page, 'SZYD')).slice(0, whole.length), whole);
  assert.deepEqual(trouble, []);
  await context.close();
});

const found = (page) => page.locator('#found .what a');
const titles = async (page) => (await found(page).allInnerTexts()).map((title) => title.trim());

/** Types a query and waits for its answer. */
async function ask(page, words) {
  await page.locator('#q').fill(words);
  await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, words);
  await settled(page);
}

async function settled(page) {
  await page.waitForFunction(() => document.getElementById('say').textContent !== '');
  await page.waitForTimeout(150);
}

for (const how of ['disk', 'http']) {
  describe(`search from ${how}`, () => {
    const open = async (path, options = {}) => {
      if (how === 'disk') return site.open('public', path, options);
      const { at, ...more } = options;
      const context = await site.browser.newContext(more);
      const page = await context.newPage();
      if (at) await page.clock.install({ time: new Date(at) });
      const [own, trouble] = [`http://127.0.0.1:${server.address().port}`, []];
      page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
      page.on('pageerror', (error) => trouble.push(String(error)));
      page.on('request', (request) => request.url().startsWith(own) || trouble.push(`requests ${request.url()}`));
      await page.goto(`${own}/public/${path}`);
      return { context, page, trouble };
    };

    test('the masthead leads here, and finds in Chinese', async () => {
      const { context, page, trouble } = await open('index.html');
      await page.keyboard.press('/');
      await page.keyboard.type('党费收缴');
      await page.keyboard.press('Enter');
      await page.waitForURL(/search\.html\?q=/);
      await settled(page);
      const all = await titles(page);
      assert.match(all[0], /党费收缴/);
      assert.match(await page.locator('#say').innerText(), /^找到 \d+ 项$/);
      assert.ok((await page.locator('#found mark').allInnerTexts()).includes('党费收缴'));
      assert.deepEqual(trouble, []);
      await context.close();
    });

    for (const [name, words, title] of [
      ['pinyin', 'dangfei', /党费/],
      ['unfinished pinyin', 'dangfeishouji', /党费收缴/],
      ['first letters', 'dfsj', /党费收缴/],
      ['an organisation', '青蓝', /./],
      ['a year and words', '2026 党费', /党费/],
    ]) {
      test(`finds by ${name}`, async () => {
        const { context, page, trouble } = await open('search.html');
        await ask(page, words);
        assert.match((await titles(page))[0] ?? 'nothing', title);
        assert.deepEqual(trouble, []);
        await context.close();
      });
    }

    test('finds by document number, however it is written', async () => {
      const { context, page } = await open('search.html');
      const some = await page.evaluate(async () => (await window.sunshineSearch.query('', {}, 0, 500)).filter((item) => item.document));
      const { document: number, title } = some[0];
      const [, year, count] = /〔(\d{4})〕(\d+)号/.exec(number);
      for (const words of [number, `${year} ${count}`, `[${year}]${count}号`]) {
        await ask(page, words);
        assert.ok((await titles(page)).some((one) => one.startsWith(title)), `${words}: ${title}`);
      }
      await context.close();
    });

    test('filters stand in the address, and going back restores them', async () => {
      const { context, page, trouble } = await open('search.html?q=党费');
      await settled(page);
      const before = await titles(page);
      await page.locator('#by-tier').selectOption('periodic');
      await settled(page);
      assert.match(page.url(), /tier=periodic/);
      await page.locator('#by-period').selectOption('2026');
      await settled(page);
      const narrow = await titles(page);
      assert.ok(narrow.length > 0 && narrow.length < before.length, `${before.length} then ${narrow.length}`);
      await page.goBack();
      await page.goBack();
      await settled(page);
      assert.equal(await page.locator('#by-tier').inputValue(), '');
      assert.deepEqual(await titles(page), before);
      await page.goForward();
      await settled(page);
      assert.equal(await page.locator('#by-tier').inputValue(), 'periodic');
      assert.deepEqual(trouble, []);
      await context.close();
    });

    test('the keyboard is enough', async () => {
      const { context, page } = await open('search.html?q=党费');
      await settled(page);
      await page.locator('#q').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.equal(await found(page).nth(1).evaluate((node) => node === document.activeElement), true);
      await page.keyboard.press('Escape');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
      await page.keyboard.press('ArrowDown');
      const [title] = await titles(page);
      await page.keyboard.press('Enter');
      await page.waitForURL(/items\//);
      assert.equal((await page.locator('h1').innerText()).replaceAll(/\s/g, ''), title.replaceAll(/\s/g, ''));
      await context.close();
    });

    test('what lapses while the page stands open leaves it, and is found no more', async () => {
      const { context, page } = await open('search.html', { at: '2026-11-23T12:00:00+08:00' });
      await page.clock.runFor(1000);
      const items = await page.evaluate(async () => (await window.sunshineSearch.query('', {}, 0, 500)).filter((item) => item.expires));
      const first = items.sort((a, b) => a.expires.localeCompare(b.expires))[0];
      await page.locator('#q').fill(first.title);
      await page.clock.runFor(1000);
      await page.waitForFunction((id) => document.querySelector(`#found a[href="items/${id}.html"]`), first.id);
      await page.clock.setSystemTime(new Date(Date.parse(first.expires) + 1000));
      await page.clock.runFor(61_000);
      await page.waitForFunction((id) => !document.querySelector(`#found a[href="items/${id}.html"]`), first.id);
      const left = await page.evaluate(async (q) => (await window.sunshineSearch.query(q, {}, 0, 500)).map((item) => item.id), first.title);
      assert.ok(!left.includes(first.id));
      await context.close();
    });
  });
}

test('without scripts the page says where else to look', async () => {
  const { context, page } = await site.open('public', 'search.html', { javaScriptEnabled: false });
  const text = await page.locator('main').innerText();
  for (const words of ['公开目录', '党组织', '归档']) assert.ok(text.includes(words), words);
  assert.equal(await page.locator('#ask').isVisible(), false);
  await context.close();
});

test('members find what is internal, the public does not', async () => {
  const marks = {};
  for (const name of ['public', 'internal']) {
    const { context, page } = await site.open(name, 'search.html?period=2026');
    await settled(page);
    marks[name] = await page.evaluate(async () => (await window.sunshineSearch.query('', {}, 0, 1000)).filter((item) => item.internal).length);
    await context.close();
  }
  assert.equal(marks.public, 0);
  assert.ok(marks.internal > 0);
});

test('more results come twenty at a time', async () => {
  const { context, page } = await site.open('internal', 'search.html?period=2026');
  await settled(page);
  assert.equal(await found(page).count(), 20);
  await page.locator('#more').click();
  await page.waitForFunction(() => document.querySelectorAll('#found li').length > 20);
  assert.equal(await found(page).nth(20).evaluate((node) => node === document.activeElement), true);
  await context.close();
});

test('what lapses takes nobody back to the first results', async () => {
  const { context, page } = await site.open('internal', 'search.html?period=2026');
  await settled(page);
  for (const more of [20, 40]) {
    await page.locator('#more').click();
    await page.waitForFunction((n) => document.querySelectorAll('#found li').length > n, more);
  }
  const before = await titles(page);
  await page.evaluate(() => { document.querySelector('#found li').remove(); document.dispatchEvent(new CustomEvent('sunshine:lapsed')); });
  await page.waitForFunction((n) => document.querySelectorAll('#found li').length === n, before.length);
  assert.deepEqual(await titles(page), before);
  assert.equal(await found(page).nth(40).evaluate((node) => node === document.activeElement), true);
  await context.close();
});

test('what is typed before the search is loaded stands, beside the filters of the address', async () => {
  let go;
  const loaded = new Promise((done) => { go = done; });
  const host = await site.serve('public');
  const prepare = (page) => page.route(/\/search\/.*\.js/, async (route) => { await loaded; await route.continue(); });
  const { context, page } = await site.open('public', 'about.html', { host, prepare });
  await page.goto(`${host}search.html?q=党费&category=routine-affairs`, { waitUntil: 'domcontentloaded' });
  assert.equal(await page.locator('#q').inputValue(), '党费');
  await page.locator('#q').fill('公示');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === '公示');
  go();
  await page.waitForFunction(() => document.getElementById('by-category').value === 'routine-affairs');
  await settled(page);
  assert.equal(await page.locator('#q').inputValue(), '公示');
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual([asked.get('q'), asked.get('category')], ['公示', 'routine-affairs']);
  await context.close();
});

test('every item is found by its title and by the first letters of it', async () => {
  const { context, page, trouble } = await site.open('internal', 'search.html');
  const missed = await page.evaluate(async () => {
    const search = window.sunshineSearch;
    const missed = [];
    for (const item of await search.query('', {}, 0, 1000)) {
      const by = await search.query(item.title, {}, 0, 5);
      if (!by.some((one) => one.id === item.id)) missed.push(item.title);
    }
    return missed;
  });
  assert.deepEqual(missed, []);
  assert.deepEqual(trouble, []);
  await context.close();
});

test('an English edition names entries in English, and finds them by either name', async () => {
  const { context, page, trouble } = await site.open('english', 'search.html');
  const [english, chinese, spelt] = await page.evaluate(() => Promise.all(['hearings', '听证', 'tingzheng'].map(async (words) =>
    (await window.sunshineSearch.query(words, {}, 0, 50)).map((item) => item.entry.title))));
  assert.ok(english.length > 0 && english.every((title) => /^[A-Z][ -~]+$/.test(title)), JSON.stringify([english, chinese, spelt]));
  assert.ok(chinese.includes(english[0]) && spelt.includes(english[0]), JSON.stringify([english, chinese, spelt]));
  await ask(page, 'hearings');
  const entry = page.locator('#found .note a').nth(1);
  assert.match(await entry.innerText(), /^[A-Z]/);
  assert.equal(await entry.getAttribute('lang'), null, 'English in an English page');
  assert.deepEqual(trouble, []);
  await context.close();
});

test('a touch screen has the same search by first letters', async () => {
  const { context, page, trouble } = await site.open('test-kiosk', 'index.html');
  const script = readFileSync(join(site.root, 'dist/test-kiosk/manifest.json'), 'utf8').match(/assets\/search\.[0-9a-f]+\.js/)[0];
  await page.addScriptTag({ url: `${page.url().replace('index.html', '')}${script}` });
  const lists = await page.evaluate(async () => {
    const ids = async (prefix) => (await window.sunshineSearch.initials(prefix, {}, 0, 500)).map((item) => item.title);
    return [await ids('d'), await ids('df'), await ids('dfsj')];
  });
  assert.ok(lists[0].length > lists[1].length && lists[1].length >= lists[2].length && lists[2].length > 0, lists.map((list) => list.length).join());
  assert.match(lists[2][0], /党费收缴/);
  assert.deepEqual(trouble.filter((one) => one.includes('search')), []);
  await context.close();
});

for (const [width, colorScheme] of [[320, 'light'], [390, 'dark'], [1440, 'light'], [1440, 'dark']]) {
  test(`nothing goes sideways at ${width} px, ${colorScheme}`, async () => {
    const { context, page } = await site.open('internal', 'search.html?q=党费', { viewport: { width, height: 900 }, colorScheme });
    await settled(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/search-${width}-${colorScheme}.png` });
    await context.close();
  });
}
