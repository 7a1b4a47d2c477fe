// Titles and words in narrow places: what does not fit is set closer, and breaks where a reader would break it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const SCREENS = { upright: { width: 1080, height: 1920 }, lying: { width: 1920, height: 1080 }, square: { width: 1280, height: 1024 } };
const LIST = 'categories/routine-affairs/index.html';
let site;

before(async () => {
  site = await SampleSite.build({ toml: edition('test-english', 'public', 'kiosk', 'lang = "en"') });
});
after(() => site?.close());

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a title of 34 characters stands whole, and an English search page has room, ${screen}`, async () => {
    for (const [path, from] of [[LIST, 'hall-kiosk'], ['open/index.html', 'hall-kiosk'], [LIST, 'test-english']]) {
      const { context, page, trouble } = await site.open(from, path, { viewport, hasTouch: true });
      const cut = await page.evaluate(async () => {
        const title = document.querySelector('.six b');
        title.textContent = '关于征求湖畔路片区路内停车位和非机动车停放点优化调整方案意见的公告';
        window.sunshine.part(title);
        window.dispatchEvent(new Event('resize'));
        const small = [...document.querySelectorAll('.six b')].filter((b) => b.classList.contains('long') && b !== title).length;
        const row = title.closest('a'), size = Number.parseFloat(getComputedStyle(title).fontSize);
        return { title: title.scrollHeight > title.clientHeight + size * .6, row: row.scrollHeight > row.clientHeight + 1, size: size < 34, small };
      });
      assert.deepEqual(cut, { title: false, row: false, size: false, small: 0 }, `${path} of ${from}`);
      assert.deepEqual(trouble, []);
      await context.close();
    }
    const { context, page } = await site.open('test-english', 'search.html', { viewport, hasTouch: true });
    const out = await page.evaluate(() => {
      const mast = document.querySelector('.masthead').getBoundingClientRect().bottom;
      const lines = (node) => { const range = document.createRange(); range.selectNodeContents(node); return range.getClientRects().length; };
      return { above: document.querySelector('h1').getBoundingClientRect().top < mast, broken: [...document.querySelectorAll('.keys button')].filter((key) => lines(key) > 1 || key.scrollWidth > key.clientWidth).map((key) => key.innerText) };
    });
    assert.deepEqual(out, { above: false, broken: [] });
    await context.close();
  });
}

for (const [screen, viewport] of Object.entries({ ...SCREENS, small: { width: 1280, height: 720 } })) {
  test(`a slide with a long title, a long name and a long text is on the screen as a whole, also of an old copy, ${screen}`, async () => {
    for (const at of [undefined, '2031-01-05T00:00:00+08:00']) {
      const { context, page } = await site.open('hall-screen', 'index.html', { viewport, at });
      for (const [times, keeps] of [[1, true], [2, false], [4, false]]) {
        const said = await page.evaluate((times) => {
          const slide = document.querySelector('.slide.on');
          slide.querySelector('.issuer').firstChild.data = '青岚里社区综合服务中心联合党支部（筹备）';
          slide.querySelector('h2').textContent = '关于征求湖畔路片区路内停车位和非机动车停放点优化调整方案意见的公告'.repeat(times);
          const text = slide.querySelector('.text') ?? slide.insertBefore(Object.assign(document.createElement('p'), { className: 'text' }), slide.querySelector('.facts'));
          text.textContent = '为深入贯彻落实上级党组织关于基层党务公开工作的部署要求，结合本单位实际，现将有关情况公开如下，请广大党员群众监督。';
          window.dispatchEvent(new Event('resize'));
          const boxes = [...document.querySelectorAll('.masthead, .slide.on > :not(.qr), .progress')].map((part) => part.getBoundingClientRect()).filter((box) => box.height);
          return { text: text.offsetHeight > 0, crossed: boxes.some((box, n) => n && box.top < boxes[n - 1].bottom - 1), left: boxes.at(-1).bottom > innerHeight + 1 };
        }, times);
        assert.deepEqual({ ...said, text: said.text || !keeps }, { text: true, crossed: false, left: false }, `${times} titles, ${at}`);
      }
      await context.close();
    }
  });
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a long title in its turn is whole while nobody is at the touch screen, also of an old copy, ${screen}`, async () => {
    for (const at of [undefined, '2031-01-05T00:00:00+08:00']) {
      const { context, page } = await site.open('hall-kiosk', 'index.html', { viewport, at, hasTouch: true });
      for (const [times, least] of [[1, 56], [2, 44]]) {
        const { cut, size } = await page.evaluate((times) => {
          const round = document.querySelector('.round'), title = round.querySelector('.slide.on h2');
          title.textContent = '关于征求湖畔路片区路内停车位和非机动车停放点优化调整方案意见的公告'.repeat(times);
          window.dispatchEvent(new Event('resize'));
          return { cut: round.scrollHeight - round.clientHeight, size: Number.parseFloat(getComputedStyle(title).fontSize) };
        }, times);
        assert.ok(cut <= 1 && size >= least, `${times} titles, ${at}: ${cut} px are cut off, letters of ${size} px`);
      }
      await context.close();
    }
  });
}

test('a number stays with what it counts, also in words: 第三季度, 二〇二六年度', async () => {
  const { context, page, trouble } = await site.open('hall-kiosk', LIST, { viewport: SCREENS.square, hasTouch: true });
  const phrases = await page.evaluate(() => {
    const title = document.querySelector('.six b');
    title.textContent = '青岚社区2026年第三季度重点工作进展和二〇二六年度先进典型';
    window.sunshine.part(title);
    return [...title.querySelectorAll('.phrase')].map((phrase) => phrase.textContent);
  });
  for (const whole of ['第三季度', '二〇二六年度']) assert.ok(phrases.some((phrase) => phrase.includes(whole)), `${phrases}`);
  assert.deepEqual(trouble, []);
  await context.close();
});

test('a word that was looked for is not broken at the end of a line', async () => {
  for (let width = 320; width <= 420; width += 10) {
    const { context, page, trouble } = await site.open('internal', 'search.html?q=党费', { viewport: { width, height: 800 } });
    await page.waitForFunction(() => document.querySelector('#found mark'));
    const lines = await page.locator('#found mark').evaluateAll((all) => all.map((mark) => mark.getClientRects().length));
    assert.ok(lines.length > 3 && lines.every((count) => count === 1), `${width}: ${lines}`);
    assert.deepEqual(trouble, []);
    await context.close();
  }
});
