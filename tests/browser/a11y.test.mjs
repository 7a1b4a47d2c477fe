// Every kind of page of every form, judged by axe-core: light and dark, phone and desktop. And what axe does not see: the keyboard,
// the focus, the size of targets, reduced motion.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SampleSite, edition, pageKinds } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// The editions of the sample, and what it does not have: every form for the other readers, and English.
const TOML = edition('board', 'public', 'board') + edition('screen', 'internal', 'screen') + edition('kiosk', 'internal', 'kiosk') + edition('english', 'public', 'web', 'lang = "en"\nqr = true');
const EDITIONS = ['public', 'internal', 'hall-kiosk', 'hall-screen', 'boards', 'board', 'screen', 'kiosk', 'english'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const [PHONE, DESKTOP] = [{ width: 390, height: 844 }, { width: 1440, height: 900 }];

let site, context;

before(async () => {
  site = await SampleSite.build({ toml: TOML });
  context = await site.browser.newContext({ bypassCSP: true });
});

after(() => site?.close());

/** Pages of each kind, redirects aside: nobody sees those. */
const kinds = (name) => pageKinds(join(site.root, 'dist', name)).filter((path) => !site.read(name, path).includes('on-redirect'));

/** The page for addresses that are not there names its files by their whole address; they come from the same folder. */
const fromDisk = (page, name) => page.route((url) => /^\/(internal\/)?assets\//.test(url.pathname), (route) => {
  const path = new URL(route.request().url()).pathname.replace(/^\/internal(?=\/)/, '');
  return route.fulfill({ path: join(site.root, 'dist', name, path) });
});

async function judge(page, rules) {
  const results = await page.evaluate((options) => globalThis.axe.run(document, options), { runOnly: rules, resultTypes: ['violations'] });
  return results.violations.map((found) => `${found.id}: ${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

for (const name of EDITIONS) {
  test(`axe finds nothing on any kind of page of the edition ${name}`, async () => {
    const page = await context.newPage();
    await fromDisk(page, name);
    const wrong = [];
    for (const path of kinds(name)) {
      for (const [colorScheme, viewport, rules] of [['light', DESKTOP, TAGS], ['dark', DESKTOP, ['color-contrast']], ['dark', PHONE, TAGS], ['light', PHONE, ['color-contrast']]]) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        if (rules === TAGS) {
          await page.goto(site.address(name, path));
          await page.evaluate(axe);
        }
        const found = await judge(page, rules);
        wrong.push(...found.map((line) => `${path} (${colorScheme}, ${viewport.width}): ${line}`));
      }
    }
    await page.close();
    assert.deepEqual(wrong, []);
  });
}

describe('by hand', () => {
  test('targets of the website are 24 px high or stand in a line of text', async () => {
    const page = await context.newPage();
    await fromDisk(page, 'public');
    await page.setViewportSize(PHONE);
    const wrong = [];
    for (const path of kinds('public')) {
      await page.goto(site.address('public', path));
      const small = await page.evaluate(() => [...document.querySelectorAll('a[href], button, summary, input, select')].filter((target) => {
        if (!target.checkVisibility() || target.closest('.skip, p, dd, .prose, td, th')) return false;
        const box = target.getBoundingClientRect();
        const after = getComputedStyle(target, '::after');
        const covers = after.position === 'absolute' && after.content !== 'none';
        return Math.min(box.width, box.height) < 23.5 && !covers;
      }).map((target) => `${target.outerHTML.slice(0, 120)} ${Math.round(target.getBoundingClientRect().height)}`));
      wrong.push(...small.map((line) => `${path}: ${line}`));
    }
    await page.close();
    assert.deepEqual(wrong, []);
  });

  test('the keyboard opens the menu, walks it, and closes it, with the focus to be seen', async () => {
    const page = await context.newPage();
    await page.setViewportSize(PHONE);
    await page.goto(site.address('public', 'index.html'));
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.locator('.menu-button').focus();
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('.places').isVisible());
    await page.keyboard.press('Tab');
    const style = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { inside: Boolean(document.activeElement.closest('.places')), outlineStyle, outlineWidth };
    });
    assert.deepEqual(style, { inside: true, outlineStyle: 'solid', outlineWidth: '2px' });
    await page.keyboard.press('Escape');
    assert.ok(!await page.locator('.places').isVisible());
    await page.close();
  });

  test('a wide table can be scrolled with the keyboard', async () => {
    const page = await context.newPage();
    await page.setViewportSize(PHONE);
    await page.goto(site.address('internal', 'duties/index.html'));
    const wide = await page.locator('.scroll').evaluateAll((all) => all.filter((box) => box.scrollWidth > box.clientWidth).map((box) => [box.tabIndex, box.getAttribute('role'), Boolean(box.getAttribute('aria-label') ?? box.getAttribute('aria-labelledby'))]));
    assert.ok(wide.length > 0);
    for (const box of wide) assert.deepEqual(box, [0, 'region', true]);
    await page.locator('.scroll').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('.scroll').scrollLeft > 0);
    await page.close();
  });

  test('nothing moves for those who want no motion', async () => {
    const page = await context.newPage();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const [name, path] of [['public', 'index.html'], ['hall-screen', 'index.html'], ['hall-kiosk', 'index.html']]) {
      await page.goto(site.address(name, path));
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0, `${name}/${path}`);
    }
    await page.close();
  });

  test('every chart says in words what it shows', () => {
    for (const path of readdirSync(join(site.root, 'dist/public/items')).filter((path) => path.endsWith('.html'))) {
      const html = readFileSync(join(site.root, 'dist/public/items', path), 'utf8');
      for (const [svg] of html.matchAll(/<svg[^>]*>/g)) assert.match(svg, /aria-hidden="?true|aria-label="[^"]+"/, `${path}: ${svg}`);
    }
  });
});
