import { expect, test } from 'vitest';
import { ecosystemHtml } from '../../../electron/reporting/renderers/html.ts';
import { emptyReport, hostileNames, reportWith } from './report-fixture.ts';

test('a hostile name is only ever text', () => {
  for (const name of hostileNames) {
    const html = ecosystemHtml(reportWith(name), 'en');
    expect(html).not.toMatch(/<(?:script|img|iframe|svg\/|a\s|b\s+onmouseover)/i);
    // Each attribute is inside a tag that we wrote ourselves: none of ours starts with `on`.
    expect(html.replace(/&[a-z#0-9]+;/g, '').match(/<[^>]*\son\w+\s*=/gi)).toBeNull();
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
  }
});

test('the file needs nothing else: no script, no link, no address to load from, and a policy that forbids them', () => {
  const html = ecosystemHtml(reportWith('Acme'), 'en');
  expect(html).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'`);
  expect(html).not.toMatch(/<(?:script|link|img|iframe|object|base|form)\b/i);
  expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import/);
});

test('behind every chart stands its table', () => {
  const html = ecosystemHtml(reportWith('Acme'), 'en');
  const figures = html.match(/<figure>.*?<\/figure>/gs) ?? [];
  expect(figures).toHaveLength(6);
  for (const figure of figures) expect(figure).toMatch(/<svg .*<details><summary>.*<table>/s);
});

test('every tier keeps its glyph and its own colour', () => {
  const html = ecosystemHtml(reportWith('Acme'), 'en');
  const chart = /<h3>Partners by tier<\/h3>(<svg.*?<\/svg>)/s.exec(html)?.[1] ?? '';
  const drawn = [...chart.matchAll(/>(\S+) (Platinum|Gold|Silver|Bronze|Community)<\/text><rect [^>]*fill="(#\w+)"/g)];
  expect(drawn.map(([, glyph, word]) => `${glyph} ${word}`)).toEqual(['● Platinum', '◕ Gold', '◑ Silver', '◔ Bronze', '○ Community']);
  expect(new Set(drawn.map(([, , , colour]) => colour)).size).toBe(5);
});

test('missing earlier data is said, not shown as zero', () => {
  const html = ecosystemHtml(reportWith('Acme'), 'en');
  expect(html).toContain('no data before');
  expect(html).not.toMatch(/against 0/);
});

test('the listed partners, the others and those without a partner add up to all points', () => {
  const html = ecosystemHtml(reportWith('Acme', 19), 'en');
  const section = /<h2>Top partners<\/h2>(.*?)<\/section>/s.exec(html)?.[1] ?? '';
  const rows = [...section.matchAll(/<tr><td>(.*?)<\/td><td class="n">([\d,]+)<\/td><td class="n">([\d.]+)%/g)];
  expect(rows).toHaveLength(13);
  expect(rows.slice(-3).map((row) => [row[1], row[2]])).toEqual([
    ['Other partners', '500'],
    ['Independent', '0'],
    ['Unknown', '1,500'],
  ]);
  expect(rows.reduce((sum, row) => sum + Number(row[2]?.replaceAll(',', '')), 0)).toBe(4_450);
  expect(rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBeCloseTo(100, 0);
});

test('the report speaks Chinese throughout', () => {
  const html = ecosystemHtml(reportWith('云岭科技'), 'zh-CN');
  expect(html).toContain('<html lang="zh-CN">');
  const words = html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/云岭科技/g, '');
  expect(words.match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
  // A key without a text would be shown as it is.
  for (const language of ['en', 'zh-CN'] as const)
    expect(ecosystemHtml(reportWith('Acme'), language)).not.toMatch(/(?:reports|vocabulary):[a-z]/);
});

test('an empty report is a page too', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const html = ecosystemHtml(emptyReport, language);
    expect(html).not.toMatch(/NaN|undefined|null/);
    expect(html).toContain('</html>');
  }
});

test('the same report makes the same file', () => {
  expect(ecosystemHtml(reportWith('Acme'), 'en')).toBe(ecosystemHtml(structuredClone(reportWith('Acme')), 'en'));
});
