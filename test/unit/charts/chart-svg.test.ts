import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Chart } from '../../../electron/reporting/charts/chart.ts';
import { chartSvg } from '../../../electron/reporting/charts/svg.ts';

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><svg onload=x>',
    "' onmouseover='x",
    '&amp;',
    ']]>',
    '青柠开发工具股份有限公司与很长很长的名字',
    'a\u0000b\u001b[31m',
    '\ud800 alone',
  ),
);
const count = fc.integer({ min: -50, max: 2_000_000 });

const chart: fc.Arbitrary<Chart> = fc.oneof(
  fc.record({
    kind: fc.constant('bars' as const),
    title: words,
    legend: fc.record({ value: words, earlier: words }),
    bars: fc.array(fc.record({ label: words, value: count, earlier: fc.option(count) }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('stacked_months' as const),
    title: words,
    months: fc.array(words, { maxLength: 40 }),
    series: fc.array(fc.record({ label: words, values: fc.array(count, { maxLength: 40 }) }), { maxLength: 9 }),
  }),
  fc.record({
    kind: fc.constant('line_months' as const),
    title: words,
    months: fc.array(words, { maxLength: 40 }),
    values: fc.array(count, { maxLength: 40 }),
  }),
);

/** Every tag with its attributes, and what stands between tags; fails on anything that is not well-formed. */
function parse(markup: string): { tags: { name: string; attributes: Record<string, string> }[]; texts: string[] } {
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  const texts: string[] = [];
  const open: string[] = [];
  let rest = markup;
  while (rest !== '') {
    const match = /^<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/.exec(rest);
    if (match) {
      const [whole, closing, name = '', attributes = '', empty] = match;
      if (closing) expect(open.pop()).toBe(name);
      else {
        tags.push({
          name,
          attributes: Object.fromEntries([...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
        });
        if (!empty) open.push(name);
      }
      rest = rest.slice(whole.length);
    } else {
      const text = /^[^<]+/.exec(rest)?.[0] ?? '';
      expect(text, rest.slice(0, 80)).not.toBe('');
      expect(text.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      texts.push(text);
      rest = rest.slice(text.length);
    }
  }
  expect(open).toEqual([]);
  return { tags, texts };
}

const DRAWN = ['svg', 'text', 'rect', 'line', 'polyline', 'circle'];
const ALLOWED =
  'xmlns viewBox role aria-label font-family font-size fill x y x1 x2 y1 y2 cx cy r width height text-anchor stroke stroke-opacity stroke-width stroke-linejoin points'.split(
    ' ',
  );

test('whatever the words and numbers are, a chart is well-formed, has only shapes and text, and draws the same twice', () => {
  let drawn = 0;
  fc.assert(
    fc.property(chart, (given) => {
      const svg = chartSvg(given);
      expect(chartSvg(structuredClone(given))).toBe(svg);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|NaN|Infinity|undefined/);
      const { tags } = parse(svg);
      for (const { name, attributes } of tags) {
        expect(DRAWN).toContain(name);
        for (const [key, value] of Object.entries(attributes)) {
          expect(ALLOWED).toContain(key);
          if (key === 'width' || key === 'height') expect(Number(value)).toBeGreaterThanOrEqual(0);
        }
      }
      drawn += tags.length;
    }),
    { numRuns: 300 },
  );
  expect(drawn).toBeGreaterThan(1_000);
});

test('nothing is drawn outside the picture', () => {
  fc.assert(
    fc.property(chart, (given) => {
      const { tags } = parse(chartSvg(given));
      const [, , width = 0, height = 0] = tags[0]?.attributes.viewBox?.split(' ').map(Number) ?? [];
      for (const { name, attributes: is } of tags) {
        if (name !== 'rect') continue;
        expect(Number(is.x) + Number(is.width)).toBeLessThanOrEqual(width);
        expect(Number(is.y) + Number(is.height)).toBeLessThanOrEqual(height);
      }
    }),
  );
});

test('bars are as long as their values, against the longest', () => {
  const svg = chartSvg({
    kind: 'bars',
    title: 'Partners by tier',
    legend: { value: 'This period', earlier: 'Before' },
    bars: [
      { label: 'Gold', value: 1_200, earlier: 600 },
      { label: '白金', value: 300, earlier: null },
    ],
  });
  const { tags, texts } = parse(svg);
  const widths = tags
    .filter(({ name, attributes }) => name === 'rect' && attributes.height !== '10')
    .map(({ attributes }) => Number(attributes.width));
  expect(widths).toEqual([440, 220, 110]);
  expect(texts).toEqual(expect.arrayContaining(['Gold', '白金', '1,200', '300', 'This period', 'Before']));
});

test('a chart that compares with nothing needs no legend', () => {
  const svg = chartSvg({
    kind: 'bars',
    title: 'x',
    legend: { value: 'now', earlier: 'before' },
    bars: [{ label: 'Gold', value: 1, earlier: null }],
  });
  expect(svg).not.toContain('before');
});

test('stacked columns stand on each other and add up to the total', () => {
  const svg = chartSvg({
    kind: 'stacked_months',
    title: 'Contributions by month',
    months: ['2026-08', '2026-09'],
    series: [
      { label: 'Code', values: [30, 0] },
      { label: 'Review', values: [10, 40] },
    ],
  });
  const columns = parse(svg).tags.filter(({ name, attributes }) => name === 'rect' && attributes.height !== '10');
  expect(columns.map(({ attributes }) => Number(attributes.height))).toEqual([165, 55, 220]);
  expect(columns.map(({ attributes }) => Number(attributes.y))).toEqual([67, 12, 12]);
});

test('the axis ends at a round number whose half is a whole one', () => {
  const topsOf = (most: number) =>
    parse(chartSvg({ kind: 'line_months', title: 'x', months: ['2026-01'], values: [most] })).texts.slice(0, 3);
  expect([0, 1, 3, 9, 10, 23, 999, 1_000, 1_001].map((most) => topsOf(most)[2])).toEqual([
    '2',
    '2',
    '4',
    '10',
    '10',
    '30',
    '1,000',
    '1,000',
    '2,000',
  ]);
  for (let most = 0; most < 300; most += 1) expect(topsOf(most)[1]).toMatch(/^[\d,]+$/);
});

test('long labels end in an ellipsis, Chinese ones after half as many letters', () => {
  const labelOf = (label: string) =>
    parse(
      chartSvg({ kind: 'bars', title: 'x', legend: { value: '', earlier: '' }, bars: [{ label, value: 1, earlier: null }] }),
    ).texts.find((text) => text.includes('…'));
  expect(labelOf('abcdefghijklmnopqrstuvwxyz0123')).toBe('abcdefghijklmnopqrstuvwxyz…');
  expect(labelOf('一二三四五六七八九十一二三四五六')).toBe('一二三四五六七八九十一二三…');
  expect(labelOf('short')).toBeUndefined();
});

test('many months are not all named, so that names do not touch', () => {
  const months = Array.from({ length: 36 }, (_, index) => `20${20 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`);
  const { tags } = parse(chartSvg({ kind: 'line_months', title: 'x', months, values: months.map(() => 1) }));
  const named = tags
    .filter(({ name, attributes }) => name === 'text' && attributes['text-anchor'] === 'middle')
    .map(({ attributes }) => Number(attributes.x));
  expect(named.length).toBeGreaterThan(10);
  for (let index = 1; index < named.length; index += 1) expect((named[index] as number) - (named[index - 1] as number)).toBeGreaterThan(45);
});
