// The display screen: a round of slides with a moved clock, read from five metres, from disk.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const OPENED = '2026-11-23T12:00:00+08:00';
const FULL = { viewport: { width: 1920, height: 1080 }, at: OPENED };
let site;

before(async () => {
  const options = '[edition.screen]\nseconds = 10\nevery = 2\nmost = 6\npin = ["xiangyang-pre-appointment-2026-05"]';
  site = await SampleSite.build({ toml: edition('test-screen', 'public', 'screen', options) });
});
after(() => site?.close());

const shown = (page) => page.locator('.slide:visible h2').allInnerTexts();

test('one slide at a time, each for its seconds, the pinned one again after every two others', async () => {
  const { context, page, trouble } = await site.open('test-screen', 'index.html', FULL);
  const round = [];
  for (let n = 0; n < 9; n += 1) {
    const titles = await shown(page);
    assert.equal(titles.length, 1);
    round.push(titles[0]);
    assert.match(await page.locator('.place').innerText(), new RegExp(`^${n + 1} / 9$`));
    await page.clock.runFor(10_300);
  }
  const pinned = round.filter((title) => title === round[0]);
  assert.equal(pinned.length, 3, `three of ${round}`);
  assert.equal(round[3], round[0]);
  assert.equal(new Set(round).size, 7);
  assert.equal((await shown(page))[0], round[0], 'then it begins again');
  assert.match(await page.locator('.clock').innerText(), /^2026年11月23日 \d\d:\d\d$/);
  assert.deepEqual(trouble, []);
  await context.close();
});

test('its clock is that of the site, whatever zone the machine is set to', async () => {
  for (const timezoneId of ['UTC', 'America/New_York', 'Asia/Shanghai']) {
    const { context, page } = await site.open('test-screen', 'index.html', { ...FULL, timezoneId });
    assert.equal(await page.locator('.clock').innerText(), '2026年11月23日 12:00', timezoneId);
    await context.close();
    const kiosk = await site.open('hall-kiosk', 'home.html', { at: OPENED, timezoneId });
    assert.equal(await kiosk.page.locator('.clock').innerText(), '2026年11月23日　星期一　12:00', timezoneId);
    await kiosk.context.close();
  }
});

test('titles and sentences in large type break between words, on screens, touch screens and boards', async () => {
  const words = new Intl.Segmenter('zh', { granularity: 'word' });
  for (const [name, path, size] of [['hall-screen', 'index.html', FULL], ['hall-kiosk', 'index.html', { viewport: { width: 1080, height: 1920 } }], ['boards', 'organisations/qinglan/a4.html', { viewport: { width: 600, height: 1200 } }]]) {
    const { context, page, trouble } = await site.open(name, path, { at: OPENED, ...size });
    const broken = await page.evaluate(() => [...new Set([...document.querySelectorAll('.phrase')].map((phrase) => phrase.parentNode))].map((title) => {
      const range = document.createRange(), lines = [];
      const walk = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(), top = null; node; node = walk.nextNode()) {
        for (let at = 0; at < node.length; at += 1) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const now = Math.round(range.getBoundingClientRect().top);
          if (now !== top) lines.push('');
          lines[lines.length - 1] += node.data[at];
          top = now;
        }
      }
      return lines;
    }));
    const several = broken.filter((lines) => lines.length > 1);
    if (name === 'hall-screen') assert.ok(await page.locator('.slide .text .phrase').count() > 0, 'no sentence is in phrases');
    assert.ok(several.length > 0, `no title of ${name} has two lines`);
    for (const lines of several) {
      const ends = new Set(Array.from(words.segment(lines.join('')), (word) => word.index));
      lines.slice(1).reduce((at, line, n) => {
        assert.ok(ends.has(at), `${name}: ${lines.join(' / ')}`);
        assert.doesNotMatch(line, /^[，。、；：）》”]/, name);
        assert.doesNotMatch(`${lines[n]}|${line}`, /\d\||\d[年月]\|\d/, `${name}: a date is broken`);
        return at + lines[n + 1].length;
      }, lines[0].length);
    }
    assert.deepEqual(trouble, []);
    await context.close();
  }
});

for (const [name, viewport] of [['lying', FULL.viewport], ['upright', { width: 1080, height: 1920 }]]) test(`a screen that stands ${name} is filled without scrolling, in letters that are read from five metres`, async () => {
  const { context, page } = await site.open('test-screen', 'index.html', { ...FULL, viewport });
  for (let n = 0; n < 9; n += 1) {
    const { over, title, text, parts } = await page.evaluate(() => {
      const size = (selector) => Number.parseFloat(getComputedStyle(document.querySelector(selector)).fontSize);
      const { scrollHeight, scrollWidth } = document.documentElement;
      const parts = [...document.querySelectorAll('.masthead > *, .slide.on > *')].map((part) => part.getBoundingClientRect().toJSON());
      return { over: Math.max(scrollHeight - innerHeight, scrollWidth - innerWidth), title: size('.slide.on h2'), text: size('.slide.on .text, .slide.on .facts'), parts };
    });
    assert.ok(over <= 0, `slide ${n} is ${over} px too large`);
    assert.ok(title >= 72 && text >= 36, `${title} px and ${text} px`);
    const crossed = parts.filter((a, at) => parts.slice(at + 1).some((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
    assert.deepEqual(crossed, [], `slide ${n}`);
    if (name === 'upright') assert.ok(parts.at(-1).right > viewport.width * .9 && parts.at(-1).bottom > viewport.height * .85, 'the code stands at the foot');
    await page.keyboard.press('ArrowRight');
  }
  await context.close();
});

test('what lapses while it runs is not shown again, and a copy that is too old says so', async () => {
  const { context, page, trouble } = await site.open('test-screen', 'index.html', FULL);
  const ends = await page.locator('.slide').first().getAttribute('data-expires');
  const [title] = await page.locator('.slide h2').first().allInnerTexts();
  await page.clock.setFixedTime(new Date(Date.parse(ends) + 1000));
  await page.clock.runFor(61_000);
  assert.equal(await page.getByText(title, { exact: true }).count(), 0);
  assert.equal((await shown(page)).length, 1);
  assert.equal(await page.locator('.stale').count(), 0);
  await page.clock.setFixedTime(new Date('2027-01-05T00:00:00+08:00'));
  await page.clock.runFor(61_000);
  assert.match(await page.locator('.stale').innerText(), /已过有效期/);
  assert.deepEqual(trouble.filter((what) => !what.includes('edition.js')), []);
  await context.close();
});

test('what lapses before or after the slide that is shown takes nobody else their turn', async () => {
  const { context, page } = await site.open('test-screen', 'index.html', FULL);
  const titles = await page.locator('.slide:not(.pinned) h2').allInnerTexts();
  const lapse = (...gone) => page.evaluate((titles) => {
    for (const slide of document.querySelectorAll('.slide')) if (titles.includes(slide.querySelector('h2').innerText)) slide.remove();
    document.dispatchEvent(new CustomEvent('sunshine:lapsed'));
  }, gone);
  // Pinned, first, second, pinned, third.
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('ArrowRight');
  assert.deepEqual(await shown(page), [titles[2]]);
  await lapse(titles[0]);
  assert.deepEqual(await shown(page), [titles[2]], 'the shown one stays');
  assert.equal(await page.locator('.place').innerText(), '3 / 8');
  await lapse(titles[1], titles[2]);
  const [pinned] = await shown(page);
  assert.ok(!titles.includes(pinned), 'the pinned one was next');
  for (const title of [titles[3], titles[4], pinned, titles[5], pinned]) {
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await shown(page), [title]);
  }
  await context.close();
});

test('it takes up a newer edition by itself, and stays where there is none to be read', async () => {
  const { context, page } = await site.open('test-screen', 'index.html', FULL);
  const stays = await page.locator('.slide').count();
  const mark = join(site.root, 'dist/test-screen/edition.js');
  site.rebuild('2026-12-02T00:00:30');
  const reloaded = page.waitForEvent('load');
  await page.clock.runFor(61_000);
  await reloaded;
  assert.ok((await page.locator('.slide').count()) <= stays);
  rmSync(mark);
  await page.clock.runFor(70_000);
  assert.equal((await shown(page)).length, 1);
  await context.close();
});

test('without its script the slides stand one below the other', async () => {
  const { context, page } = await site.open('test-screen', 'index.html', { ...FULL, at: undefined, javaScriptEnabled: false });
  assert.ok((await shown(page)).length > 1);
  await context.close();
});
