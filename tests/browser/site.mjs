// A built copy of the sample site, and a browser to open it with: what the browser tests share.

import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const project = resolve(import.meta.dirname, '../..');
const sunshine = process.env.SUNSHINE ?? join(project, 'target/debug/sunshine');
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The instant at which the sample site is built for these tests. */
export const NOW = '2026-11-23T12:00:00';

export class SampleSite {
  /** Builds the sample content, with more editions than its own where `toml` says so. */
  static async build({ toml = '', now = NOW, args = [] } = {}) {
    const site = new SampleSite();
    site.root = mkdtempSync(join(tmpdir(), 'sunshine-'));
    for (const part of ['catalogue', 'content', 'site.toml']) cpSync(join(project, part), join(site.root, part), { recursive: true });
    appendFileSync(join(site.root, 'site.toml'), toml);
    site.rebuild(now);
    site.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...QUIET, ...args] });
    return site;
  }

  rebuild(now = NOW) {
    execFileSync(sunshine, ['--root', this.root, 'build', '--quiet', '--now', now]);
  }

  async close() {
    await this.browser?.close();
    if (this.root) rmSync(this.root, { recursive: true });
  }

  address(edition, path) {
    const [file, query] = path.split('?');
    return pathToFileURL(join(this.root, 'dist', edition, file)).href + (query ? `?${query}` : '');
  }

  /** Opens a page from disk in a context of its own. `trouble` gathers errors, failed requests, and requests elsewhere. */
  async open(edition, path, { at, ...options } = {}) {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    if (at) await page.clock.install({ time: new Date(at) });
    const trouble = [];
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(String(error)));
    page.on('request', (request) => /^(file|data):/.test(request.url()) || trouble.push(`requests ${request.url()}`));
    page.on('requestfailed', (request) => trouble.push(`cannot load ${request.url()}`));
    await page.goto(this.address(edition, path));
    return { context, page, trouble };
  }
}

/** An edition of the sample site in some form. */
export const edition = (name, audience, channel, more = '') => `
[[edition]]
name = "${name}"
audience = "${audience}"
channel = "${channel}"
output = "dist/${name}"
base_url = "https://dangwu.xiangyang.example"
${more}
`;
