// What a website does for its readers beside showing pages: care mode, what is new, answering an item, an item on paper.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const MILLIMETRES = 72 / 25.4;
const ITEM = 'items/hupan-consultation-2026-parking.html';
let site;

before(async () => {
  const mail = edition('public-mail', 'public', 'web', 'opinions = "mailto:dangwu@xiangyang.example"') + edition('english', 'public', 'web', 'lang = "en"');
  site = await SampleSite.build({ toml: mail + edition('public-plain', 'public', 'web', 'opinions = "none"') });
});
after(() => site?.close());

// A voice that says nothing, and notes what it was asked for.
const voice = (page) => page.addInitScript(() => {
  const [said, heard] = [[], []];
  Object.assign(window, { said, heard });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const synthesis = {
    speak(speech) { said.push(speech.text); heard.push([speech.lang, speech.text]); window.speaking = speech; },
    pause() { said.push('(pause)'); },
    resume() { said.push('(resume)'); },
    cancel() { window.speaking = null; },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
});

describe('care mode', () => {
  for (const served of [false, true]) {
    test(`is switched by keyboard and remembered, from ${served ? 'a server' : 'disk'}`, async () => {
      const host = served ? await site.serve('public') : undefined;
      const { context, page, trouble } = await site.open('public', 'index.html', { host });
      const button = page.getByRole('button', { name: '关怀版' });
      const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
      const usual = await size();
      assert.equal(await button.getAttribute('aria-pressed'), 'false');
      await button.focus();
      await page.keyboard.press('Enter');
      assert.equal(await button.getAttribute('aria-pressed'), 'true');
      assert.ok(await size() >= usual * 1.4);
      await page.goto(host ? `${host}about.html` : site.address('public', 'about.html'));
      assert.equal(await button.getAttribute('aria-pressed'), 'true', 'on the next page too');
      await button.focus();
      await page.keyboard.press('Space');
      await page.reload();
      assert.equal(await button.getAttribute('aria-pressed'), 'false');
      assert.deepEqual(trouble, []);
      await context.close();
    });
  }

  test('reads aloud passage by passage, pauses, goes on and stops', async () => {
    const { context, page, trouble } = await site.open('public', ITEM, { prepare: voice });
    await page.getByRole('button', { name: '关怀版' }).click();
    await page.getByRole('button', { name: '朗读' }).click();
    const said = () => page.evaluate(() => window.said);
    const title = await page.locator('h1').innerText();
    assert.equal(await page.locator('.reading').count(), 1);
    for (let n = 0; n < 40; n += 1) await page.evaluate(() => window.speaking?.onend());
    const words = await said();
    assert.ok(words.some((text) => title.replaceAll(/\s/g, '').includes(text.replaceAll(/\s/g, ''))), 'its title');
    assert.ok(words.some((text) => text.includes('登记车辆')), 'its text');
    assert.ok(words.every((text) => !/Read aloud|Draft/.test(text)), 'no English beside the Chinese');
    const before = await page.locator('.reading').innerText();
    await page.getByRole('button', { name: '暂停' }).click();
    assert.equal((await said()).at(-1), '(pause)');
    await page.getByRole('button', { name: '继续' }).click();
    assert.equal((await said()).at(-1), '(resume)');
    assert.equal(await page.locator('.reading').innerText(), before);
    await page.getByRole('button', { name: '停止' }).click();
    assert.equal(await page.locator('.reading').count(), 0);
    assert.equal(await page.getByRole('button', { name: '停止' }).isVisible(), false);
    assert.deepEqual(trouble, []);
    await context.close();
  });

  test('parts side by side are heard apart, and a device without a voice says so', async () => {
    const heard = await site.open('public', ITEM, { prepare: voice });
    await heard.page.getByRole('button', { name: '关怀版' }).click();
    await heard.page.getByRole('button', { name: '朗读' }).click();
    for (let n = 0; n < 10; n += 1) await heard.page.evaluate(() => window.speaking?.onend());
    const facts = (await heard.page.evaluate(() => window.said)).find((text) => text.includes('公开至'));
    assert.match(facts, /公开，公开至2026年12月8日，/);
    await heard.context.close();
    const mute = (page) => voice(page).then(() => page.addInitScript(() => { window.speechSynthesis.getVoices = () => [{ lang: 'en-GB' }]; }));
    const { context, page } = await site.open('public', ITEM, { prepare: mute });
    await page.getByRole('button', { name: '关怀版' }).click();
    await page.getByRole('button', { name: '朗读' }).click();
    assert.equal(await page.locator('.reader [role=status]').innerText(), '本机没有中文语音');
    assert.deepEqual(await page.evaluate(() => window.said), []);
    await context.close();
  });

  test('reads each passage in its own language, and where no voice speaks that, the others', async () => {
    const english = (page) => voice(page).then(() => page.addInitScript(() => { window.speechSynthesis.getVoices = () => [{ lang: 'en-GB' }]; }));
    for (const [prepare, languages] of [[voice, ['en', 'zh-CN']], [english, ['en']]]) {
      const { context, page } = await site.open('english', ITEM, { prepare });
      await page.getByRole('button', { name: 'Care mode' }).click();
      await page.getByRole('button', { name: 'Read aloud' }).click();
      for (let n = 0; n < 200; n += 1) await page.evaluate(() => window.speaking?.onend());
      const heard = await page.evaluate(() => window.heard);
      assert.deepEqual([...new Set(heard.map(([lang]) => lang))].sort(), languages);
      const han = (text) => text.replaceAll(/[^\p{Script=Han}]/gu, '').length / text.length;
      const wrong = heard.filter(([lang, text]) => lang === 'en' ? han(text) > 0.8 : !han(text) && /[a-z]{3}/i.test(text));
      assert.deepEqual(wrong, []);
      await context.close();
    }
  });

  test('falls silent when the item lapses', async () => {
    const { context, page } = await site.open('public', ITEM, { at: '2026-11-23T12:00:00+08:00', prepare: voice });
    await page.getByRole('button', { name: '关怀版' }).click();
    await page.getByRole('button', { name: '朗读' }).click();
    for (let n = 0; n < 5; n += 1) await page.evaluate(() => window.speaking?.onend());
    await page.clock.setFixedTime(new Date('2026-12-09T00:00:05+08:00'));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    assert.equal(await page.evaluate(() => window.speaking), null);
    assert.equal(await page.locator('.reading').count(), 0);
    await context.close();
  });

  test('has no button where there are no scripts, and does not sideways on a phone', async () => {
    const bare = await site.open('public', 'index.html', { javaScriptEnabled: false });
    assert.equal(await bare.page.locator('.care-button').count(), 0);
    await bare.context.close();
    for (const path of ['index.html', ITEM, 'catalogue.html']) {
      const { context, page } = await site.open('public', path, { viewport: { width: 320, height: 800 } });
      await page.locator('.care-button').click();
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(sideways <= 0, `${path} scrolls sideways by ${sideways} px`);
      await context.close();
    }
  });
});

describe('what is new since the last visit', () => {
  test('is marked and counted for members, until they say that they have read it', async () => {
    const { context, page, trouble } = await site.open('internal', 'index.html');
    assert.equal(await page.locator('.since').isVisible(), false, 'a first visit has nothing to compare with');
    // The visit before, as the device remembers it: the two newest were not there yet.
    await page.evaluate(() => {
      const seen = JSON.parse(localStorage.getItem('sunshine.seen'));
      localStorage.setItem('sunshine.seen', JSON.stringify({ day: seen.day, seen: seen.seen.slice(2) }));
      sessionStorage.clear();
    });
    await page.reload();
    assert.equal(await page.locator('.mark.fresh').count(), 2);
    assert.match(await page.locator('.since').innerText(), /新增 2 件/);
    await page.reload();
    assert.equal(await page.locator('.mark.fresh').count(), 2, 'it is still the same visit');
    await page.getByRole('button', { name: '全部标为已读' }).click();
    assert.equal(await page.locator('.mark.fresh').count(), 0);
    await page.reload();
    assert.equal(await page.locator('.mark.fresh').count(), 0);
    assert.deepEqual(trouble, []);
    await context.close();
  });

  test('is nothing that the public site keeps', async () => {
    const { context, page } = await site.open('public', 'index.html');
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    assert.equal(await page.locator('.since').count(), 0);
    await context.close();
  });
});

test('home, category and organisation offer feeds and a calendar that are there', async () => {
  for (const path of ['index.html', 'categories/plans-and-decisions/index.html', 'organisations/qinglan/index.html']) {
    const { context, page } = await site.open('internal', path);
    const links = await page.locator('.subscribe a').evaluateAll((all) => all.map((link) => link.href));
    assert.deepEqual(links.map((link) => link.split('/').at(-1)), ['feed.xml', 'feed.json', 'calendar.ics']);
    for (const link of links) assert.ok(site.read('internal', decodeURIComponent(link.split('/dist/internal/')[1])).length > 0, link);
    await context.close();
  }
});

test('the days of an item stand in order, and those to come are told to be planned until they come', async () => {
  const planned = '.history > li:has(.ahead) time';
  for (const javaScriptEnabled of [false, true]) {
    const { context, page } = await site.open('public', ITEM, { at: '2026-11-23T12:00:00+08:00', javaScriptEnabled });
    const days = await page.locator('.history time').allInnerTexts();
    assert.ok(days.length >= 5);
    assert.deepEqual(days, [...days].sort());
    assert.deepEqual(await page.locator(planned).allInnerTexts(), days.filter((day) => day > '2026-11-23'), `with scripts: ${javaScriptEnabled}`);
    await context.close();
  }
  const ahead = (path) => [...site.read('public', path).matchAll(/class="?state ahead"? data-expires="?([^" >]*)/g)].map((found) => found[1]);
  const path = site.pages('public').find((path) => new Set(ahead(path)).size > 1);
  const { context, page } = await site.open('public', path, { at: ahead(path)[0] });
  assert.equal(await page.locator(planned).count(), ahead(path).filter((at) => at !== ahead(path)[0]).length);
  await context.close();
});

describe('answering an item', () => {
  test('a form is sent where it is configured and nowhere else, without a script', async () => {
    const { context, page } = await site.open('public', ITEM, { javaScriptEnabled: false });
    let sent;
    await page.route('https://dangwu.xiangyang.example/**', (route) => {
      sent = { url: route.request().url(), body: route.request().postData() };
      return route.fulfill({ body: 'ok' });
    });
    await page.getByRole('textbox', { name: '内容' }).fill('建议增设路灯');
    await page.getByRole('button', { name: '提交意见' }).click();
    await page.waitForURL('https://dangwu.xiangyang.example/**');
    assert.equal(sent.url, 'https://dangwu.xiangyang.example/opinions');
    const fields = new URLSearchParams(sent.body);
    assert.equal(fields.get('item'), 'hupan-consultation-2026-parking');
    assert.equal(fields.get('text'), '建议增设路灯');
    assert.equal(fields.get('website'), '', 'what only a machine would fill in');
    await context.close();
  });

  test('the policy lets no form go elsewhere', async () => {
    const { context, page } = await site.open('public', ITEM);
    await page.getByRole('textbox', { name: '内容' }).fill('x');
    const refused = await page.evaluate(() => new Promise((done) => {
      document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
      document.querySelector('.answer form').action = 'https://elsewhere.example/';
      document.querySelector('.answer button').click();
    }));
    assert.equal(refused, 'form-action');
    await context.close();
  });

  test('a letter, a sheet, or nothing', async () => {
    const mail = await site.open('public-mail', ITEM);
    const href = await mail.page.locator('.answer a').getAttribute('href');
    assert.match(decodeURIComponent(href), /^mailto:dangwu@xiangyang\.example\?subject=意见：.*parking/);
    await mail.context.close();
    const sheet = await site.open('internal', ITEM);
    assert.equal(await sheet.page.locator('.slip').isVisible(), false, 'it is for paper');
    await sheet.page.emulateMedia({ media: 'print' });
    assert.equal(await sheet.page.locator('.slip').isVisible(), true);
    assert.ok((await sheet.page.locator('.slip').innerText()).includes('hupan-consultation-2026-parking'));
    assert.equal(await sheet.page.locator('.slip svg').count(), 1);
    await sheet.context.close();
    const plain = await site.open('public-plain', ITEM);
    assert.equal(await plain.page.locator('.answer, .slip, form[method=post]').count(), 0);
    await plain.context.close();
  });
});

describe('an item on paper, by GB/T 9704-2012', () => {
  const sheets = (pdf) => [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, w, h]) => [Number(w), Number(h)]);

  test('it is A4, and has a red head, its number and no tools', async () => {
    const { context, page } = await site.open('public', ITEM);
    for (const [w, h] of sheets(await page.pdf({ preferCSSPageSize: true }))) {
      assert.ok(Math.abs(w - 210 * MILLIMETRES) < 1 && Math.abs(h - 297 * MILLIMETRES) < 1, `${w} × ${h}`);
    }
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.care-button', '.places', '.answer', '.tools']) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    assert.equal(await page.locator('.issuer').evaluate((node) => getComputedStyle(node).color), 'rgb(179, 25, 31)');
    assert.equal(await page.locator('.document').isVisible(), true);
    await context.close();
  });

  // Fills the text area with lines and counts the sheets that they take.
  const taken = async (lines, length) => {
    const { context, page } = await site.open('public', ITEM);
    await page.evaluate(([lines, length]) => {
      const prose = document.createElement('div');
      prose.className = 'prose';
      for (let n = 0; n < lines; n += 1) {
        const line = document.createElement('p');
        line.textContent = '党'.repeat(length);
        line.style.textIndent = '0';
        prose.append(line);
      }
      document.querySelector('.sheet').replaceChildren(prose);
    }, [lines, length]);
    const pages = sheets(await page.pdf({ preferCSSPageSize: true })).length;
    await context.close();
    return pages;
  };

  test('a sheet takes 22 lines of 28 characters, and no more', async () => {
    assert.equal(await taken(22, 28), 1);
    assert.equal(await taken(23, 28), 2, 'a line more');
    assert.equal(await taken(22, 29), 2, 'a character more on each line');
  });
});

test('days left are days of the calendar where the site is', async () => {
  const HOUR = 3_600_000;
  const { context, page, trouble } = await site.open('public', ITEM);
  const left = page.locator('.notice .left');
  const said = async (until, hours) => {
    await page.clock.setFixedTime(new Date(Date.parse(until) - hours * HOUR));
    await page.reload();
    return left.innerText();
  };
  const midnight = await left.getAttribute('data-until');
  for (const [hours, words] of [[1, '今天截止'], [23, '今天截止'], [25, '还有 1 天'], [47, '还有 1 天'], [49, '还有 2 天']]) {
    assert.equal(await said(midnight, hours), words, `${hours} hours before midnight`);
  }
  // The page as it would be of a window that closes at noon.
  const noon = new Date(Date.parse(midnight) - 4 * HOUR).toISOString().replace(/T.*/, 'T12:00:00+08:00');
  await page.addInitScript((until) => new MutationObserver(() => {
    const node = document.querySelector('.notice .left');
    if (node && node.dataset.until !== until) node.dataset.until = until;
  }).observe(document, { childList: true, subtree: true }), noon);
  for (const [hours, words] of [[11, '今天截止'], [13, '还有 1 天'], [35, '还有 1 天'], [37, '还有 2 天']]) {
    assert.equal(await said(noon, hours), words, `${hours} hours before noon`);
  }
  assert.deepEqual(trouble, []);
  await context.close();
});
