// What pages may load: the policy holds on every kind of page of every edition, from disk and from a server, and nothing is
// asked of anybody else.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SampleSite, edition } from './site.mjs';

const CHANNELS = ['kiosk', 'screen', 'board'];
const EDITIONS = ['public', 'internal', ...CHANNELS.flatMap((channel) => [`public-${channel}`, `internal-${channel}`])];
let site;

before(async () => {
  const toml = CHANNELS.flatMap((channel) => ['public', 'internal'].map((readers) => edition(`${readers}-${channel}`, readers, channel)));
  site = await SampleSite.build({ toml: toml.join('') });
});
after(() => site?.close());

// One page of each kind: what its template is, by its address and the class of its body.
function kinds(name) {
  const found = new Map();
  for (const path of site.pages(name)) {
    const html = site.read(name, path);
    const kind = `${path.split('/')[0]} ${path.includes('/page-')} ${/<body class="?([^">]*)/.exec(html)?.[1]} ${html.includes('<figure') || html.includes('<svg')}`;
    // A server shows the page for what is missing at any depth, so it has no relative links.
    if (path !== '404.html' && !found.has(kind)) found.set(kind, path);
  }
  return [...found.values()];
}

for (const name of EDITIONS) {
  describe(name, () => {
    for (const served of [false, true]) {
      test(`every kind of page, from ${served ? 'a server' : 'disk'}, is without an error, a foreign request or a cookie`, async () => {
        const host = served ? await site.serve(name) : undefined;
        const wrong = [];
        for (const path of kinds(name)) {
          const { context, page, trouble } = await site.open(name, path, { host });
          await page.waitForLoadState();
          wrong.push(...trouble.map((text) => `${path}: ${text}`));
          if ((await context.cookies()).length) wrong.push(`${path}: cookies`);
          await context.close();
        }
        assert.deepEqual(wrong, []);
      });
    }

    test('the policy refuses what a page does not bring along', async () => {
      const { context, page } = await site.open(name, 'index.html');
      const refused = await page.evaluate(() => new Promise((done) => {
        document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.slipped = true';
        document.head.append(script);
      }));
      assert.match(refused, /^script-src/);
      assert.equal(await page.evaluate(() => window.slipped), undefined);
      await context.close();
    });
  });
}

test('the page for what is missing finds its look on any host that has the site at the same path', async () => {
  const host = await site.serve('public');
  const { context, trouble } = await site.open('public', '404.html', { host });
  assert.deepEqual(trouble, []);
  await context.close();
});

test('a page of an item weighs less than 30 KiB', () => {
  for (const name of ['public', 'internal']) {
    for (const path of site.pages(name).filter((path) => path.startsWith('items/'))) {
      const bytes = Buffer.byteLength(site.read(name, path));
      assert.ok(bytes < 30 * 1024, `${name}/${path}: ${bytes} bytes`);
    }
  }
});
