// A built copy of the sample site, and a browser to open it with: what the browser tests share.

import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const project = resolve(import.meta.dirname, '../..');
const sunshine = process.env.SUNSHINE ?? join(project, 'target/debug/sunshine');
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

/** A browser that asks nobody for anything. */
export const launch = (args = []) => chromium.launch({ executablePath: '/usr/bin/chromium', args: [...QUIET, ...args] });

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
    site.browser = await launch(args);
    return site;
  }

  rebuild(now = NOW) {
    this.run('build', '--now', now);
  }

  run(...args) {
    execFileSync(sunshine, ['--root', this.root, '--quiet', ...args]);
  }

  async close() {
    await this.browser?.close();
    this.server?.close();
    if (this.root) rmSync(this.root, { recursive: true });
  }

  address(edition, path) {
    const [file, query] = path.split('?');
    return pathToFileURL(join(this.root, 'dist', edition, file)).href + (query ? `?${query}` : '');
  }

  /** Serves an edition at the root of a host, and gives its address. What is behind `cut` in a page waits for `rest`. */
  async serve(edition, { rest, cut } = {}) {
    this.server?.close();
    this.server = createServer(async (request, response) => {
      const file = join(this.root, 'dist', edition, decodeURIComponent(new URL(request.url, 'http://x').pathname));
      if (!existsSync(file)) return response.writeHead(404).end();
      const bytes = readFileSync(file);
      response.writeHead(200, { 'content-type': KINDS[extname(file)] ?? 'application/octet-stream' });
      const first = rest && file.endsWith('.html') ? bytes.indexOf(cut) : 0;
      if (first > 0) {
        response.write(bytes.subarray(0, first));
        await rest;
      }
      response.end(bytes.subarray(Math.max(first, 0)));
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${this.server.address().port}/`;
  }

  /** The pages of an edition, by path. */
  pages(edition) {
    return readdirSync(join(this.root, 'dist', edition), { recursive: true }).filter((path) => path.endsWith('.html')).sort();
  }

  read(edition, path) {
    return readFileSync(join(this.root, 'dist', edition, path), 'utf8');
  }

  /**
   * Opens a page in a context of its own, from disk or from `host`. `trouble` gathers errors, failed requests, and requests
   * elsewhere; `prepare` gets the page before it goes anywhere.
   */
  async open(edition, path, { at, host, prepare, ...options } = {}) {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    if (at) await page.clock.install({ time: new Date(at) });
    await prepare?.(page);
    const trouble = [];
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(String(error)));
    const own = (url) => url.startsWith('data:') || url.startsWith(host ?? 'file:');
    page.on('request', (request) => own(request.url()) || trouble.push(`requests ${request.url()}`));
    page.on('requestfailed', (request) => trouble.push(`cannot load ${request.url()}`));
    await page.goto(host ? host + path : this.address(edition, path));
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

/** Pages of a folder, so that there is one of each kind: by the class of the body, the folder, and the types of fields on it. */
export function pageKinds(root) {
  const [seen, pages] = [new Set(), []];
  for (const path of readdirSync(root, { recursive: true }).filter((path) => path.endsWith('.html')).sort()) {
    const html = readFileSync(join(root, path), 'utf8');
    const folder = path.includes('/') ? path.split('/')[0] : path;
    const body = /<body[^>]*class="?([^">]*)/.exec(html)?.[1];
    const shown = [...html.matchAll(/class="?(as-[a-z]+)/g)].map((found) => found[1]);
    const fresh = [`${body} ${folder}`, ...shown.map((field) => `${body} ${field}`)].filter((kind) => !seen.has(kind));
    if (fresh.length > 0) pages.push(path);
    fresh.forEach((kind) => seen.add(kind));
  }
  return pages;
}
