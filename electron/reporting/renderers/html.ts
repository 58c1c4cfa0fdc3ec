// The ecosystem report as one self-contained HTML file: no script, no request, every chart with its table.
import type { EcosystemReport, Figure } from '../../../shared/contract/reports.ts';
import { CONTRIBUTION_KINDS, type Language, type PartnerTier, RANKING_BUCKETS, TIER_GLYPHS } from '../../../shared/vocabulary.ts';
import { say } from '../../language.ts';
import { type Chart, TIER_COLOURS } from '../charts/chart.ts';
import { chartSvg } from '../charts/svg.ts';
import { escapeMarkup } from './markup.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #5b6470; --line: #d9dde3; --paper: #fff; --up: #0a7a4b; --down: #b3402a; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --quiet: #9aa4b2; --line: #363d47; --paper: #16191d; --up: #58c795; --down: #f0937f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 Inter, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
main { max-width: 860px; margin: 0 auto; padding: 40px 32px; }
h1 { font-size: 26px; margin: 0; line-height: 1.25; } h2 { font-size: 17px; margin: 40px 0 12px; border-top: 1px solid var(--line); padding-top: 16px; } h3 { font-size: 14px; margin: 20px 0 6px; }
h2, h3 { break-after: avoid; }
.quiet { color: var(--quiet); } .up { color: var(--up); } .down { color: var(--down); }
.figures { display: flex; flex-wrap: wrap; gap: 12px 40px; margin: 24px 0 0; } .figures b { display: block; font-size: 26px; line-height: 1.2; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); } th { color: var(--quiet); font-weight: 500; } td.n, th.n { text-align: right; overflow-wrap: normal; } tr { break-inside: avoid; }
figure { margin: 0; break-inside: avoid; } svg { width: 100%; height: auto; display: block; }
details { margin: 6px 0; overflow-x: auto; } summary { color: var(--quiet); cursor: pointer; }
footer { margin-top: 48px; color: var(--quiet); font-size: 12px; border-top: 1px solid var(--line); padding-top: 12px; }
@page { size: A4; margin: 16mm; }
@media print { :root { color-scheme: light; } body { font-size: 12px; print-color-adjust: exact; } main { padding: 0; max-width: none; } .figures, figure, table { break-inside: avoid; } details:not([open]) { display: none; } h2 { margin-top: 28px; } }`;

export function ecosystemHtml(report: EcosystemReport, language: Language): string {
  const t = (key: string, data?: Record<string, unknown>) => say(language, `reports:${key}`, data);
  const word = (list: string, key: string) =>
    (list === 'kind' ? report.kindNames[key]?.[language] : undefined) ?? say(language, `vocabulary:${list}.${key}`);
  const number = new Intl.NumberFormat(language);
  const text = escapeMarkup;

  const change = ({ value, previous }: Figure) => {
    if (previous === null) return `<span class="quiet">${text(t('export.noEarlierData'))}</span>`;
    const difference = value - previous;
    const sign = difference > 0 ? '+' : '';
    const tone = difference > 0 ? 'up' : difference < 0 ? 'down' : 'quiet';
    return `<span class="${tone}">${sign}${number.format(difference)}</span> <span class="quiet">${text(t('export.against', { previous: number.format(previous) }))}</span>`;
  };
  const figure = (label: string, one: Figure) => `<div>${text(label)}<b>${number.format(one.value)}</b>${change(one)}</div>`;
  const table = (heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]) =>
    `<table><thead><tr>${heads.map((head, index) => `<th${index > 0 ? ' class="n"' : ''}>${text(head)}</th>`).join('')}</tr></thead><tbody>${rows
      .map(
        (cells) =>
          `<tr>${cells.map((cell, index) => `<td${index > 0 ? ' class="n"' : ''}>${cell === null ? '–' : typeof cell === 'number' ? number.format(cell) : text(cell)}</td>`).join('')}</tr>`,
      )
      .join('')}</tbody></table>`;
  const chart = (description: Chart, heads: string[], rows: (string | number | null)[][]) =>
    rows.length === 0
      ? `<p class="quiet">${text(t('export.empty'))}</p>`
      : `<figure><h3>${text(description.title)}</h3>${chartSvg(description)}<details><summary>${text(t('export.asTable'))}</summary>${table(heads, rows)}</details></figure>`;
  /** Tiers look the same wherever they stand. */
  const look = (list: string, key: string) =>
    list === 'tier'
      ? { label: `${TIER_GLYPHS[key as PartnerTier]} ${word(list, key)}`, colour: TIER_COLOURS[key as PartnerTier] }
      : { label: word(list, key) };
  const bars = (title: string, slices: (Figure & { key: string })[], list: string, unit: string) =>
    chart(
      {
        kind: 'bars',
        title,
        legend: { value: t('export.now'), earlier: t('export.before') },
        bars: slices.map((one) => ({ value: one.value, earlier: one.previous, ...look(list, one.key) })),
      },
      [title, unit, t('export.before')],
      slices.map((one) => [word(list, one.key), one.value, one.previous]),
    );
  const partnersTable = () => {
    const all = contributions.points.value;
    const rows = report.topPartners.map((row) => [partnerName(row), row.points, shareOf(row.points, all), row.entries, row.previousPoints]);
    return table([t('figures.partner'), t('figures.points'), t('figures.share'), t('figures.entries'), t('figures.pointsBefore')], rows);
  };
  const partnerName = (row: { id: string; name: string }) =>
    (RANKING_BUCKETS as readonly string[]).includes(row.id) ? word('bucket', row.id) : row.name;

  const { partners, contributions, contributors, activities, coverage } = report;
  const kinds = [...CONTRIBUTION_KINDS, ...Object.keys(report.kindNames)].filter((kind) =>
    contributions.byMonth.some((point) => (point.byKind[kind] ?? 0) > 0),
  );
  const percent = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const shareOf = (part: number, whole: number) => (whole <= 0 ? '–' : percent.format(part / whole));

  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${text(t('export.title', { program: report.programName }))}</title><style>${STYLE}</style></head><body><main>
<header><h1>${text(t('export.title', { program: report.programName }))}</h1>
<p class="quiet">${text(t('export.period', { from: report.period.from, to: report.period.to }))} · ${text(t('export.comparedWith', { from: report.previous.from, to: report.previous.to }))}</p></header>
<div class="figures">${figure(t('sections.partners'), partners.total)}${figure(t('sections.contributions'), contributions.total)}${figure(t('figures.points'), contributions.points)}${figure(t('sections.contributors'), contributors.active)}${figure(t('sections.activities'), activities.total)}</div>
<section><h2>${text(t('sections.partners'))}</h2><div class="figures">${figure(t('figures.joined'), partners.joined)}</div>
${bars(t('figures.byTier'), [...partners.byTier].reverse(), 'tier', t('sections.partners'))}
${bars(t('figures.byType'), partners.byType, 'type', t('sections.partners'))}
${partners.withoutJoinDate > 0 ? `<p class="quiet">${text(t('notes.withoutJoinDate', { count: partners.withoutJoinDate }))}</p>` : ''}</section>
<section><h2>${text(t('sections.contributions'))}</h2>
${chart(
  {
    kind: 'stacked_months',
    title: t('figures.byMonth'),
    months: contributions.byMonth.map((point) => point.month),
    series: kinds.map((kind) => ({ label: word('kind', kind), values: contributions.byMonth.map((point) => point.byKind[kind] ?? 0) })),
  },
  [t('figures.month'), ...kinds.map((kind) => word('kind', kind)), t('figures.entries')],
  contributions.byMonth
    .filter((point) => point.entries > 0)
    .map((point) => [point.month, ...kinds.map((kind) => point.byKind[kind] ?? 0), point.entries]),
)}
${chart(
  {
    kind: 'line_months',
    title: t('figures.pointsByMonth'),
    months: contributions.byMonth.map((point) => point.month),
    values: contributions.byMonth.map((point) => point.points),
  },
  [t('figures.month'), t('figures.points')],
  contributions.byMonth.filter((point) => point.entries > 0).map((point) => [point.month, point.points]),
)}
${bars(t('figures.byKind'), contributions.byKind, 'kind', t('sections.contributions'))}
${contributions.undated > 0 ? `<p class="quiet">${text(t('notes.undated', { count: contributions.undated }))}</p>` : ''}</section>
<section><h2>${text(t('sections.topPartners'))}</h2>${partnersTable()}</section>
<section><h2>${text(t('sections.contributors'))}</h2><div class="figures">${figure(t('figures.active'), contributors.active)}${figure(t('figures.new'), contributors.new)}${figure(t('figures.returning'), contributors.returning)}</div>
<h3>${text(t('sections.topContributors'))}</h3>${table(
    [t('figures.person'), t('figures.points'), t('figures.entries'), t('figures.pointsBefore')],
    report.topContributors.map((row) => [
      `${row.rank}. ${row.name}${row.partner ? ` (${row.partner})` : ''}`,
      row.points,
      row.entries,
      row.previousPoints,
    ]),
  )}</section>
<section><h2>${text(t('sections.activities'))}</h2>${bars(t('figures.byActivity'), activities.byKind, 'activity', t('sections.activities'))}</section>
<footer>${text(t('notes.coverage', { link: shareOf(coverage.withLink, coverage.entries), partner: shareOf(coverage.withPartner, coverage.entries) }))} ${text(t('notes.made', { at: report.generatedAt.slice(0, 10), version: report.policyVersion }))}</footer>
</main></body></html>
`;
}
