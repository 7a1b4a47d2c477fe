// Pictures of every kind of page of the sample site, for the docs: WebP of at most 60 KiB each.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOW, SampleSite, edition } from './site.mjs';

const MOST = 60 * 1024;
const [DESKTOP, PHONE] = [{ width: 1280, height: 900 }, { width: 390, height: 780 }];
const [PORTRAIT, WIDE] = [{ width: 1080, height: 1920 }, { width: 1920, height: 1080 }];
const ITEM = 'items/qinglan-dues-2026-h1.html';
const THREAD = 'threads/xiangyang-consultation-2026-canteen/index.html';
const SHOTS = [
  ['home', 'public', 'index.html', DESKTOP],
  ['home-phone', 'public', 'index.html', PHONE],
  ['home-dark', 'internal', 'index.html', DESKTOP, 'dark'],
  ['item', 'public', ITEM, DESKTOP],
  ['item-phone', 'internal', ITEM, PHONE, 'dark'],
  ['item-print', 'public', ITEM, { width: 720, height: 1018 }, 'light', 'print'],
  ['catalogue', 'public', 'catalogue.html', DESKTOP],
  ['category', 'public', 'categories/plans-and-decisions/index.html', DESKTOP],
  ['entry', 'public', 'entries/party-dues/index.html', DESKTOP],
  ['organisations', 'public', 'organisations.html', DESKTOP],
  ['organisation', 'internal', 'organisations/qinglan/index.html', DESKTOP],
  ['opinions', 'public', 'opinions/index.html', DESKTOP],
  ['opinions-organisation', 'public', 'opinions/qinglan/index.html', DESKTOP],
  ['threads', 'public', 'threads/index.html', DESKTOP],
  ['thread', 'public', THREAD, DESKTOP],
  ['search', 'public', 'search.html?q=dangfei', DESKTOP],
  ['archive', 'public', 'archive.html', DESKTOP],
  ['about', 'public', 'about.html', DESKTOP],
  ['category-dark', 'public', 'categories/plans-and-decisions/index.html', DESKTOP, 'dark'],
  ['organisation-phone', 'public', 'organisations/qinglan/index.html', PHONE],
  ['duties', 'internal', 'duties/index.html', DESKTOP],
  ['duties-report', 'internal', 'duties/report.html', DESKTOP],
  ['english', 'english', 'index.html', DESKTOP],
  ['english-organisation', 'english', 'organisations/qinglan/index.html', DESKTOP],
  ['english-catalogue', 'english', 'catalogue.html', DESKTOP],
  ['kiosk', 'kiosk', 'index.html', PORTRAIT],
  ['kiosk-item', 'kiosk', ITEM, PORTRAIT],
  ['kiosk-threads', 'kiosk', 'threads/index.html', PORTRAIT],
  ['kiosk-thread', 'kiosk', THREAD, WIDE],
  ['screen', 'screen', 'index.html', WIDE],
  ['board', 'board', 'index.html', DESKTOP],
  ['board-sheet', 'board', 'organisations/qinglan/a4.html', { width: 1000, height: 1200 }],
  ['board-a3', 'board', 'organisations/qinglan/a3.html', { width: 1680, height: 1240 }],
  ['board-take-down', 'board', 'take-down.html', DESKTOP],
  ['bulletin', '', 'bulletin.html', { width: 900, height: 1200 }],
];

const folder = process.argv[2];
const toml = edition('kiosk', 'public', 'kiosk') + edition('screen', 'public', 'screen') + edition('board', 'public', 'board') + edition('english', 'public', 'web', 'lang = "en"');
const site = await SampleSite.build({ toml });
site.run('bulletin', '--period', '2026-Q3', '--org', 'hupan', '--now', NOW, '--out', join(site.root, 'dist/bulletin.html'));
mkdirSync(folder, { recursive: true });
try {
  for (const [name, of, path, viewport, colorScheme = 'light', media = 'screen'] of SHOTS) {
    const { context, page } = await site.open(of, path, { viewport, colorScheme, reducedMotion: 'reduce', at: `${NOW}+08:00` });
    await page.emulateMedia({ media });
    if (media === 'print') await page.evaluate(() => { document.documentElement.style.padding = '4rem'; });
    await page.waitForTimeout(300);
    const client = await context.newCDPSession(page);
    let picture;
    for (const quality of [80, 65, 50, 35, 20]) {
      const scale = Math.min(1, 960 / viewport.width);
      const clip = { x: 0, y: 0, width: viewport.width, height: viewport.height, scale };
      const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality, clip });
      picture = Buffer.from(data, 'base64');
      if (picture.length <= MOST) break;
    }
    if (picture.length > MOST) throw new Error(`${name} is ${picture.length} bytes`);
    writeFileSync(join(folder, `${name}.webp`), picture);
    await context.close();
  }
} finally {
  await site.close();
}
