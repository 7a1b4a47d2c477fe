// The touch screen, upright, lying and nearly square, touched like one: a reader from the start to the code and the search and away
// again; nobody there; no way out; what lapses; a newer edition; what is large enough; days of use.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const SCREENS = { upright: { width: 1080, height: 1920 }, lying: { width: 1920, height: 1080 }, square: { width: 1280, height: 1024 } };
const DUES = 'items/qinglan-dues-2026-h1.html';
const COURSE = 'threads/xiangyang-consultation-2026-canteen/index.html';
const DECISION = 'items/xiangyang-major-decision-2026-canteen.html';
const LIST = 'categories/routine-affairs/index.html';
const STEPS = 'items/xiangyang-plan-progress-2026-q3.html';
const KINDS = ['index.html', 'home.html', 'home/page-2.html', 'organisations.html', LIST, 'categories/routine-affairs/page-2.html',
  'organisations/qinglan/index.html', 'focus/index.html', 'open/index.html', 'threads/index.html', COURSE, DECISION, STEPS, 'search.html', DUES];
const NOON = '2026-11-23T12:00:00+08:00';
let site;

before(async () => {
  site = await SampleSite.build({
    toml: edition('test-kiosk', 'public', 'kiosk', '[edition.kiosk]\nidle = 60\ncountdown = 10') + edition('test-inner', 'internal', 'kiosk'),
  });
});
after(() => site?.close());

const open = (path, { screen = 'upright', from = 'test-kiosk', ...more } = {}) =>
  site.open(from, path, { viewport: SCREENS[screen], hasTouch: true, ...more });
const at = (page, path) => page.waitForURL((url) => url.pathname.endsWith(`/${path}`), { timeout: 8000 });
const tap = (page, selector) => page.locator(selector).first().tap();

/** The title and the end of the first item of a list that has one, with the page it stands on. */
function firstThatLapses() {
  const folder = join(site.root, 'dist/test-kiosk/items');
  const ends = readdirSync(folder).map((name) => [name, /data-lapses="([^"]+)"/.exec(readFileSync(join(folder, name), 'utf8'))?.[1]]);
  return ends.filter(([, end]) => end && Date.parse(end) > Date.parse(NOON)).sort((a, b) => a[1].localeCompare(b[1]))[0];
}
/** Where in its list an item stands. */
function listOf(name) {
  const folder = join(site.root, 'dist/test-kiosk/categories');
  const pages = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.html'));
  return `categories/${pages.find((path) => readFileSync(join(folder, path), 'utf8').includes(`items/${name}`))}`;
}

for (const screen of Object.keys(SCREENS)) {
  describe(`a screen that stands ${screen}`, () => {
    for (const served of [false, true]) test(`a reader goes from the start to a list, an item, its code, back, and finds another by first letters, ${served ? 'over http' : 'from disk'}`, async () => {
      const { context, page, trouble } = await open('index.html', { screen, host: served ? await site.serve('test-kiosk') : undefined });
      await page.touchscreen.tap(SCREENS[screen].width / 2, SCREENS[screen].height / 2);
      await at(page, 'home.html');
      await page.locator('.tiles a', { hasText: '日常党务工作' }).tap();
      await at(page, LIST);
      await tap(page, '.after');
      await page.waitForURL(/routine-affairs\/page-\d+\.html$/);
      const listed = page.url();
      await tap(page, '.six a');
      await page.waitForURL(/items\//);
      assert.match(await page.locator('.take svg').getAttribute('aria-label'), /^二维码：https:\/\/dangwu\.xiangyang\.example\/items\//);
      await tap(page, '.back');
      await page.waitForURL(listed);
      await tap(page, '.home');
      await at(page, 'home.html');
      await tap(page, '.seek');
      await at(page, 'search.html');
      for (const key of ['D', 'F', 'S', 'J']) await tap(page, `[data-key=${key}]`);
      await tap(page, '[data-key=back]');
      await page.locator('.answers a').first().waitFor();
      assert.equal(await page.locator('.typed').innerText(), 'D F S');
      assert.match(await page.locator('.answers a').first().innerText(), /党费/);
      await tap(page, '.answers a');
      await page.waitForURL(/items\//);
      await tap(page, '.back');
      await at(page, 'search.html');
      assert.equal(await page.locator('.typed').innerText(), 'D F S', 'the search stands as it was left');
      assert.equal(await page.evaluate(() => history.length), 2, 'pages take each other’s place');
      assert.deepEqual(trouble, []);
      await context.close();
    });

    test('an item is turned over screen by screen, and says that its attachments are read on a phone', async () => {
      const { context, page, trouble } = await open(DUES, { screen });
      const reader = page.locator('.reader');
      const lines = await reader.evaluate((node) => ({ height: node.clientHeight, line: Number.parseFloat(getComputedStyle(node).lineHeight) }));
      assert.equal(await page.locator('[data-turn="-1"]').isDisabled(), true);
      let last = 0;
      for (let screens = 1; await page.locator('[data-turn="1"]').isEnabled(); screens += 1) {
        await tap(page, '[data-turn="1"]');
        await page.waitForFunction((before) => document.querySelector('.reader').scrollTop > before, last);
        await page.waitForFunction(() => document.querySelector('.reader').className.includes('above'));
        const now = await reader.evaluate((node) => node.scrollTop);
        assert.ok(now - last <= lines.height - lines.line, 'no line is passed over');
        last = now;
        assert.ok(screens < 20);
        await page.waitForTimeout(60);
      }
      assert.ok(await reader.evaluate((node) => node.scrollTop + node.clientHeight >= node.scrollHeight - 2), 'to its end');
      await tap(page, '[data-turn="-1"]');
      await page.waitForFunction((before) => document.querySelector('.reader').scrollTop < before, last);
      assert.ok((await page.locator('.take').innerText()).includes('附件的二维码在正文之后'));
      const files = await page.locator('.kept li').evaluateAll((all) => all.map((one) => [one.innerText.replace(/\s+/g, ' '), one.querySelector('svg').getAttribute('aria-label'), one.querySelector('svg').getBoundingClientRect().width]));
      assert.ok(files.length > 0);
      for (const [words, code, width] of files) {
        assert.match(words, /^.+ [A-Z]+ · [\d.]+ [KM]?B$/);
        assert.match(code, /^二维码：https:\/\/dangwu\.xiangyang\.example\/files\/qinglan-dues-2026-h1\//);
        assert.ok(width >= 240, `${width} px are too few for a phone`);
      }
      assert.equal(await page.locator('.reader a').count(), 0);
      assert.deepEqual(trouble, []);
      await context.close();
    });

    test('how a matter came about: from a tile to its steps, to an item, and from that to the steps', async () => {
      const { context, page, trouble } = await open('home/page-2.html', { screen });
      await page.locator('.tiles a', { hasText: '来龙去脉' }).tap();
      await at(page, 'threads/index.html');
      await page.locator('.six a', { hasText: '助餐' }).tap();
      await at(page, COURSE);
      const stages = await page.locator('.stage').allInnerTexts();
      assert.ok(stages.length > 3, `${stages}`);
      await page.locator('.six a', { hasText: '决策公开' }).tap();
      await at(page, DECISION);
      assert.equal(await page.locator('.reader .thread [aria-current=step]').count(), 1);
      assert.deepEqual(await page.locator('.reader .thread b').allInnerTexts(), stages);
      await tap(page, '.take .course');
      await at(page, COURSE);
      await tap(page, '.back');
      await at(page, DECISION);
      assert.deepEqual(trouble, []);
      await context.close();
    });

    for (const path of KINDS) {
      test(`${path}: what is touched is large, apart, and within reach; what is read is large`, async () => {
        for (const from of ['test-kiosk', 'test-inner']) {
          const { context, page, trouble } = await open(path, { screen, from });
          if (path === 'search.html') for (const key of ['G', 'Y', 'Z', 'Q']) await tap(page, `[data-key=${key}]`);
          await page.waitForTimeout(150);
          const found = await page.evaluate(() => {
            const box = (node) => node.getBoundingClientRect();
            const targets = [...document.querySelectorAll('a, button')].map((node) => ({ name: node.innerText, ...box(node).toJSON() })).filter((b) => b.width);
            const words = [...document.querySelectorAll('body *')].filter((node) => [...node.childNodes].some((part) => part.nodeType === 3 && part.data.trim()) && box(node).width > 1);
            const size = (node) => Number.parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom;
            return {
              targets,
              height: innerHeight,
              scrolls: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
              small: words.filter((node) => size(node) < (node.closest('.note, [lang=en], .clock, .mark, .state, .band') ? 26 : 28)).map((node) => `${size(node)} ${node.textContent.slice(0, 20)}`),
              titles: [...document.querySelectorAll('h1, .six b, .tiles b, .slide.on h2')].map(size),
              cut: [...document.querySelectorAll('.tiles a, .six a, .bar > *, .keys button, .title, .take')].filter((node) => node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1).map((node) => node.innerText),
              halved: [...document.querySelectorAll('.six b')].filter((node) => Math.abs(node.clientHeight / Number.parseFloat(getComputedStyle(node).lineHeight) % 1 - .5) < .4).map((node) => node.innerText),
              broken: [...document.querySelectorAll('.answers b')].filter((node) => !node.querySelector('.phrase')).map((node) => node.innerText),
            };
          });
          assert.ok(found.targets.length > 0 && !found.scrolls, `${path} scrolls`);
          assert.deepEqual(found.small, []);
          assert.deepEqual([found.cut, found.halved, found.broken], [[], [], []]);
          assert.ok(found.titles.length > 0 && Math.min(...found.titles) >= 34, `${found.titles}`);
          for (const target of found.targets) {
            assert.ok(target.height >= 96 && target.width >= 60, `${target.name}: ${target.width} × ${target.height}`);
            assert.ok(target.top >= found.height / 3 && target.bottom <= found.height, `${target.name} at ${target.top} of ${found.height}`);
          }
          const overlap = found.targets.find((a) => found.targets.some((b) => a !== b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
          assert.equal(overlap, undefined);
          assert.deepEqual(trouble, []);
          await context.close();
        }
      });
    }
  });
}

for (const served of [false, true]) test(`nobody there: a question, a countdown, and the start again, where nothing is left of the reader, ${served ? 'over http' : 'from disk'}`, async () => {
  const { context, page, trouble } = await open('search.html', { at: NOON, host: served ? await site.serve('test-kiosk') : undefined });
  await tap(page, '[data-key=D]');
  await page.clock.runFor(59_000);
  assert.equal(await page.locator('.asked').count(), 0);
  await page.clock.runFor(2_000);
  assert.match(await page.locator('.asked .count').innerText(), /^(9|10) 秒后/);
  await tap(page, '.asked .stay');
  await page.clock.runFor(30_000);
  assert.equal(await page.locator('.asked').count(), 0, 'a touch begins the time anew');
  await page.clock.runFor(45_000);
  await at(page, 'index.html');
  assert.equal(await page.evaluate(() => sessionStorage.getItem('sunshine.typed')), 'null');
  await page.clock.runFor(200_000);
  await at(page, 'index.html');
  assert.deepEqual(trouble, []);
  await context.close();
});

test('no way out: menus, selection, dragging, zooming, shortcuts and other pages', async () => {
  for (const path of KINDS) {
    const { context, page, trouble } = await open(path);
    const found = await page.evaluate(() => {
      const prevented = (name, init, Kind = Event) => !document.querySelector('main').dispatchEvent(new Kind(name, { bubbles: true, cancelable: true, ...init }));
      const key = (name, init = {}) => prevented('keydown', { key: name, ...init }, KeyboardEvent);
      const root = new URL(document.body.dataset.root || '.', location.href).href;
      const style = getComputedStyle(document.querySelector('h1'));
      return {
        prevented: [prevented('contextmenu'), prevented('dragstart'), prevented('selectstart'), prevented('auxclick'), prevented('wheel', { ctrlKey: true }, WheelEvent),
          key('F12'), key('F5'), key('Escape'), key('w', { ctrlKey: true }), key('p', { ctrlKey: true }), key('ArrowLeft', { altKey: true }), key('BrowserBack')],
        allowed: key('Tab') || key('Enter'),
        select: style.userSelect,
        touch: getComputedStyle(document.documentElement).touchAction,
        out: [...document.querySelectorAll('a, area, form, iframe')].filter((node) => node.target || !(node.href ?? '').startsWith(root)).map((node) => node.outerHTML),
      };
    });
    assert.deepEqual(found.prevented, found.prevented.map(() => true), path);
    assert.equal(found.allowed, false);
    assert.equal(found.select, 'none');
    assert.equal(found.touch, 'pan-x pan-y');
    assert.deepEqual(found.out, []);
    assert.deepEqual(trouble, []);
    await context.close();
  }
});

test('what lapses leaves list, search and its own page to the minute, which then goes back by itself', async () => {
  const [name, end] = firstThatLapses();
  const before = new Date(Date.parse(end) - 30_000);
  const path = listOf(name);
  const list = await open(path, { at: before });
  const title = await list.page.locator(`.six a[href$="${name}"] b`).innerText();
  await list.page.clock.runFor(31_000);
  assert.equal(await list.page.getByText(title, { exact: true }).count(), 0);
  await list.context.close();

  const search = await open('search.html', { at: before });
  const letters = await search.page.evaluate(async ([wanted]) => {
    for (const key of 'abcdefghijklmnopqrstuvwxyz') {
      const items = await window.sunshineSearch.initials(key, {}, 0, 500);
      const place = items.findIndex((item) => item.title === wanted);
      if (place >= 0) return [key.toUpperCase(), Math.floor(place / 4)];
    }
    return null;
  }, [title]);
  await tap(search.page, `[data-key=${letters[0]}]`);
  await search.page.locator('.answers a').first().waitFor();
  for (let page = 0; page < letters[1]; page += 1) await tap(search.page, '[data-results="1"]');
  await search.page.getByText(title, { exact: true }).waitFor();
  await search.page.clock.runFor(31_000);
  await search.page.waitForFunction((words) => ![...document.querySelectorAll('.answers b')].some((node) => node.textContent === words), title);
  await search.context.close();

  const item = await open(`items/${name}`, { at: before });
  await item.page.clock.runFor(31_000);
  const left = await item.page.locator('body').innerText();
  assert.ok(left.includes('公开期已满') && !left.includes(title) && (await item.page.locator('.take').count()) === 0, left);
  assert.notEqual(await item.page.title(), title);
  await item.page.clock.runFor(12_000);
  await item.page.waitForURL(/categories\//);
  assert.equal(await item.page.getByText(title, { exact: true }).count(), 0);
  await item.context.close();

  const start = await open('index.html', { at: new Date(Date.parse(end) + 86_400_000 * 4000) });
  await start.page.locator('.in-turn').waitFor();
  const shown = await start.page.locator('.slide.on, .nothing').filter({ visible: true }).count();
  assert.equal(shown, 1, 'something is said also when all has lapsed');
  await start.context.close();
});

test('tables of an item keep to the screen, and a pressed key keeps its words', async () => {
  const items = ['xiangyang-pre-appointment-2026-05', 'xiangyang-consultation-2026-canteen', 'xiangyang-opinion-response-2026-06'];
  for (const [item, screen] of items.flatMap((item) => [[item, 'upright'], [item, 'square']])) {
    const { context, page } = await open(`items/${item}.html`, { screen });
    const wide = await page.evaluate(() => [...document.querySelectorAll('.reader :is(.scroll, .table)')].map((box) => box.scrollWidth - box.clientWidth));
    assert.ok(wide.length > 0 && wide.every((by) => by <= 0), `${item}, ${screen}: ${wide}`);
    const key = page.locator('.bar .after');
    const { x, y, width, height } = await key.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    const [ink, behind] = await key.evaluate((node) => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]);
    const light = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    assert.ok(Math.abs(light(ink) - light(behind)) > 300, `${ink} on ${behind}`);
    await context.close();
  }
});

test('the keys and tiles stand apart where a notice says that the copy is old', async () => {
  for (const [path, screen] of ['home.html', 'search.html'].flatMap((path) => [[path, 'lying'], [path, 'square']])) {
    const { context, page } = await open(path, { screen });
    await page.evaluate(() => {
      const notice = document.createElement('p');
      notice.className = 'stale';
      notice.textContent = '本机内容已过有效期，可能不是最新，请联系管理员更新。';
      document.body.insertBefore(notice, document.body.firstChild);
    });
    const spilt = await page.evaluate(() => {
      const bar = document.querySelector('nav.bar').getBoundingClientRect().top;
      return [...document.querySelectorAll('.tiles a, .keys button')].filter((node) => node.scrollHeight > node.clientHeight + 1 || node.getBoundingClientRect().bottom > bar).map((node) => node.textContent);
    });
    assert.deepEqual(spilt, []);
    await context.close();
  }
});

test('a copy past its time says so on every page', async () => {
  const { context, page } = await open('home.html', { at: '2026-12-20T12:00:00+08:00' });
  await page.locator('.stale').waitFor();
  assert.match(await page.locator('.stale').innerText(), /已过有效期/);
  await context.close();
});

for (const served of [false, true]) test(`a newer edition is shown by itself at the start, and after a touch elsewhere; while the folder is gone nothing leads into the void, ${served ? 'over http' : 'from disk'}`, async () => {
  const host = served ? await site.serve('test-kiosk') : undefined;
  const kept = mkdtempSync(join(site.root, 'kept-'));
  const dist = join(site.root, 'dist/test-kiosk');
  cpSync(dist, kept, { recursive: true });
  try {
    const start = await open('index.html', { host });
    const reading = await open(LIST, { host });
    for (const { page } of [start, reading]) await page.waitForFunction(() => !document.querySelector('script[src*="edition.js"]'));
    renameSync(dist, `${dist}-away`);
    await tap(reading.page, '.six a');
    await reading.page.locator('.updating').waitFor();
    await at(reading.page, LIST);
    renameSync(`${dist}-away`, dist);
    site.rebuild('2026-12-07T12:00:00');
    await tap(reading.page, '.six a');
    await at(reading.page, 'index.html');
    const old = await start.page.evaluate(() => { window.before = true; return window.before; });
    assert.equal(old, true);
    await start.page.evaluate(() => window.sunshine.newer());
    await start.page.waitForFunction(() => window.before === undefined);
    await at(start.page, 'index.html');
    assert.deepEqual(start.trouble, []);
    await start.context.close();
    await reading.context.close();
  } finally {
    rmSync(dist, { recursive: true, force: true });
    renameSync(kept, dist);
  }
});

test('without scripts everything can be read and reached', async () => {
  const { context, page } = await open('index.html', { javaScriptEnabled: false });
  await tap(page, '.begin');
  await page.locator('.tiles a', { hasText: '日常党务工作' }).tap();
  await page.locator('.six a').first().tap();
  const reader = page.locator('.reader');
  await reader.waitFor({ state: 'visible' });
  assert.equal(await reader.evaluate((node) => getComputedStyle(node).overflowY), 'auto');
  await page.goto(site.address('test-kiosk', 'search.html'));
  assert.equal(await page.locator('.keys').isVisible(), false);
  await context.close();
});

// Small, so that the time goes into pages and not into painting them.
// How many page changes; `KIOSK_CHANGES=100 node --test` is quicker.
const CHANGES = Number(process.env.KIOSK_CHANGES ?? 2000);

test('the memory of a screen that is used for days does not grow', { timeout: 1_200_000 }, async () => {
  const { context, page } = await site.open('test-kiosk', 'home.html', { viewport: { width: 270, height: 480 } });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  const used = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  // Touched from inside: it is the pages that are measured, not the way to them. The last page comes to rest: it does
  // not leave again while it is measured.
  await page.addInitScript(() => window.addEventListener('load', () => {
    const left = Number(sessionStorage.getItem('left'));
    window.atRest = left === 0;
    if (window.atRest) return;
    sessionStorage.setItem('left', left - 1);
    setTimeout(() => document.querySelector('.bar .home, .bar .seek').click());
  }));
  const changes = async (count) => {
    await page.evaluate((left) => sessionStorage.setItem('left', left), count);
    await page.reload();
    await page.waitForFunction(() => window.atRest, null, { timeout: 0 });
  };
  await changes(100);
  const first = await used();
  await changes(CHANGES);
  const last = await used();
  const growth = last.JSHeapUsedSize - first.JSHeapUsedSize;
  assert.ok(growth < 1_000_000, `${growth} bytes more after ${CHANGES} pages`);
  assert.ok(last.Documents <= first.Documents + 3, `${first.Documents} documents became ${last.Documents}`);
  assert.ok(last.Nodes <= first.Nodes * 1.5 + 500, `${first.Nodes} nodes became ${last.Nodes}`);
  await context.close();
});
