// One spreadsheet row as a contribution: who, kind, day or period, title, link, factors, points, and the key under which it is known.
import type { PolicyVersion } from '../../../shared/contract/policies.ts';
import type { Day } from '../../../shared/values/day.ts';
import { versionOn } from '../../../shared/values/points-policy.ts';
import { repositoryOf } from '../../../shared/values/repository.ts';
import { EMAIL, textKey } from '../../../shared/values/text-key.ts';
import type { Complexity, Impact, Quality, RejectedBecause } from '../../../shared/vocabulary.ts';
import type { Drafter, DraftRules, DraftSettings, Rejection } from '../../intake/import-kind.ts';
import { createDayReader } from '../../intake/mapping/dates.ts';
import { createCellReader, createChoiceLookup, headerKey } from '../../intake/mapping/fields.ts';
import { createMistakes } from '../../intake/mapping/mistakes.ts';
import { rowHash, sheetKeyOf } from '../../intake/mapping/row-keys.ts';
import { isMalformed } from '../../intake/mapping/stated-row.ts';
import { createWhoDrafter, type WhoRules } from '../../intake/people/who-drafts.ts';
import { COMPLEXITY_WORDS, CONTRIBUTION_FIELDS, IMPACT_WORDS, KIND_WORDS, QUALITY_WORDS } from './contribution-fields.ts';
import { arrivalRow, pullRequestRow } from './observed-drafts.ts';
import { periodNotices } from './period-columns.ts';
import { createPeriodDrafter } from './period-drafts.ts';
import { createScorer } from './points.rules.ts';
import { presetNotices, presetsOf } from './sum-columns.ts';

/** What drafting needs from the workspace. */
export interface ContributionRules extends WhoRules {
  readonly versions: readonly PolicyVersion[];
  /** The day whose version scores entries without a day. */
  readonly today: string;
}

/** What people write as the name of a row that adds up the others. */
const TOTALS = new Set(['total', 'totals', 'grand total', 'subtotal', 'sub total', '合计', '总计', '小计', '共计'].map(headerKey));

/** The fields that say what a row is about. */
const TELLING = ['key', 'email', 'login', 'name', 'kind', 'day'];

/** Where the kind stands in what a row without a key is known by. */
const KIND_IN_KEY = 3;
const LONGEST_TEXT = 2_000;
const YES = new Set(['yes', 'y', 'true', '1', 'x', '是', '已回退', '已撤销']);

export const contributionDraftRules: DraftRules = {
  kind: 'contributions',
  fields: CONTRIBUTION_FIELDS,
  oneOf: ['email', 'login', 'name'],
  matchKeys: ['key'],
  presets: presetsOf,
  notices: (headers, mapping) => [...periodNotices(headers, mapping), ...presetNotices(headers, mapping)],
  createDrafter: createContributionDrafter,
};

function createContributionDrafter({ headers, format, mapping, rules }: DraftSettings): Drafter {
  const { versions, today, ...whoRules } = rules as ContributionRules;
  const scorers = new Map(versions.map(({ version, policy }) => [version, createScorer(policy)]));
  const newest = versions.at(-1)?.policy;
  const customWords = Object.fromEntries(
    (newest?.customKinds ?? []).map(({ key, names, words }) => [key, [names.en, names['zh-CN'], ...words]]),
  );
  const readDay = createDayReader(mapping.dateOrder);
  const periods = createPeriodDrafter(readDay, headers[mapping.columns.find(({ field }) => field === 'since')?.column ?? -1]);
  const readKind = createChoiceLookup<string>({ ...KIND_WORDS, ...customWords });
  const readComplexity = createChoiceLookup<Complexity>(COMPLEXITY_WORDS);
  const readImpact = createChoiceLookup<Impact>(IMPACT_WORDS);
  const readQuality = createChoiceLookup<Quality>(QUALITY_WORDS);
  const cellOf = createCellReader(mapping);
  // A row is known by what it says, not by what is said of all rows; keys that were made before know it by both.
  const writtenKind = createCellReader({ ...mapping, defaults: {} })('kind');
  const kindIsGiven = (mapping.defaults.kind ?? '') !== '';
  const [key, email, login, name, kind, day] = ['key', 'email', 'login', 'name', 'kind', 'day'].map(cellOf) as Cells6;
  const [title, link, complexity, impact, quality, quantity] = ['title', 'link', 'complexity', 'impact', 'quality', 'quantity'].map(
    cellOf,
  ) as Cells6;
  const [repository, reverted, ofSource, since] = ['repository', 'reverted', 'sourceKind', 'since'].map(cellOf) as Cells4;
  // What Trellis gathered itself carries its keys whole.
  const prefix =
    format === 'collected' ? '' : format === 'all_contributors' ? 'ac:' : `csv:${sheetKeyOf(headers, mapping.columns, TELLING)}/`;

  // Only Trellis itself writes these columns.
  const ownCell = createOwnCells(format, headers);

  let drafts: unknown[][] = [];
  let pullRequests: unknown[][] = [];
  let arrivals: unknown[][] = [];
  const who = createWhoDrafter(whoRules);

  const mistakes = createMistakes();
  /** A cell with one of a field's words; null where there is none. */
  function choiceIn<Choice extends string>(text: string, lookup: (text: string) => Choice | undefined, field: string): Choice | null {
    if (text === '') return null;
    const choice = lookup(text);
    if (choice === undefined) mistakes.add('unknown_value', field, text);
    return choice ?? null;
  }

  function add(line: number, cells: readonly string[], unread?: readonly Rejection[]): readonly Rejection[] | undefined {
    if (unread) mistakes.begin(unread);
    if (isMalformed(headers, cells, mistakes)) return mistakes.take();
    const mail = email(cells);
    const hostAccount = ownCell(cells, 'host user');
    // Somebody with an account is who they are, whatever word the login is: there are accounts called `null` and `none`.
    const account = hostAccount === '' ? login(cells) : ownCell(cells, 'login');
    const written = hostAccount === '' ? name(cells) : ownCell(cells, 'name');
    if (mail === '' && account === '' && written === '') mistakes.add('nobody', 'email');
    if (mail !== '' && !EMAIL.test(mail)) mistakes.add('not_an_email', 'email', mail);

    const dayText = day(cells);
    const quantityText = quantity(cells);
    // A cell filled in from above gives such a row the address of whoever stands there; only in a row of its own is one somebody's.
    const adds = quantityText !== '' || (mail === '' && account === '');
    if (adds && format !== 'collected' && TOTALS.has(headerKey(written))) {
      mistakes.add('total_row', 'name', written);
      return mistakes.take();
    }
    let onDay: Day | null | undefined;
    let ofSince: Day | null = null;
    if (quantityText === '') {
      onDay = dayText === '' ? null : readDay(dayText);
      const sinceText = since(cells);
      if (onDay === undefined || sinceText !== '') periods.refuse(sinceText, dayText, onDay, mistakes);
    } else ({ since: ofSince, day: onDay } = periods.of(since(cells), dayText, mistakes));

    const kindText = kind(cells);
    const ofKind = readKind(kindText) ?? 'other';
    const complexityText = complexity(cells);
    const ofComplexity = choiceIn(complexityText, readComplexity, 'complexity');
    const impactText = impact(cells);
    const ofImpact = choiceIn(impactText, readImpact, 'impact');
    const qualityText = quality(cells);
    const ofQuality = choiceIn(qualityText, readQuality, 'quality');

    const ofQuantity = quantityText === '' ? null : Number(quantityText);
    if (ofQuantity !== null && !Number.isSafeInteger(ofQuantity)) mistakes.add('not_a_count', 'quantity', quantityText);
    // A sum earns what one entry earns, so a sum of nothing would earn it for nothing.
    else if (ofQuantity !== null && ofQuantity < 1) mistakes.add('below_one', 'quantity', quantityText);
    if (mistakes.any()) return mistakes.take();

    const titleText = title(cells).slice(0, LONGEST_TEXT);
    const linkText = link(cells).slice(0, LONGEST_TEXT);
    const { version } = versionOn(versions, onDay ?? today);
    const entry = {
      kind: ofKind,
      complexity: ofComplexity,
      impact: ofImpact,
      quality: ofQuality,
      title: titleText,
      link: linkText || null,
    };
    const scored = scorers.get(version)?.(entry) ?? { points: 0, rejectedBecause: null };
    const revertedText = reverted(cells);
    const wasReverted = revertedText !== '' && YES.has(headerKey(revertedText));
    const rejectedBecause: RejectedBecause | null = wasReverted ? 'reverted' : scored.rejectedBecause;
    const keyText = key(cells);
    const unknownKind = ofKind === 'other' && kindText !== '' && headerKey(kindText) !== 'other' ? kindText : '';
    const sourceKind = (ofSource(cells) || unknownKind).slice(0, 200) || null;
    let ownKey: string;
    let earlierKey: string | null = null;
    if (keyText !== '') ownKey = `${prefix}${textKey(keyText).slice(0, 300)}`;
    else {
      const said = [
        mail,
        account,
        written,
        kindText,
        onDay ?? '',
        titleText,
        linkText,
        complexityText,
        impactText,
        qualityText,
        quantityText,
      ];
      // Rows without a period keep the keys they had before there were any.
      if (ofSince !== null) said.push(ofSince);
      ownKey = `${prefix}row:${rowHash(said)}`;
      if (kindIsGiven && writtenKind(cells) === '') {
        earlierKey = ownKey;
        said[KIND_IN_KEY] = '';
        ownKey = `${prefix}row:${rowHash(said)}`;
      }
    }
    const draft = [
      line,
      ownKey,
      who.numberOf({ email: mail, login: account, name: written, account: hostAccount, bot: ownCell(cells, 'bot') === 'yes' }),
      ofKind,
      sourceKind,
      onDay,
      titleText,
      linkText || null,
      ofQuantity,
      ofComplexity,
      ofImpact,
      ofQuality,
      wasReverted ? 0 : scored.points,
      keyText === '' ? 1 : 0,
      version,
      rejectedBecause,
      repository(cells).slice(0, 200) || repositoryOf(linkText),
      kindText === '' ? 1 : 0,
    ];
    // The last columns are null where they are left out; of a million rows few are sums.
    if (ofSince !== null || earlierKey !== null) draft.push(ofSince);
    if (earlierKey !== null) draft.push(earlierKey);
    drafts.push(draft);
    return undefined;
  }

  return {
    add,
    observe: (line, said) => {
      const pullRequest = pullRequestRow(line, said, whoRules);
      if (pullRequest) pullRequests.push(pullRequest);
      const arrival = arrivalRow(said);
      if (arrival) arrivals.push(arrival);
    },
    take: () => {
      const taken = { who: who.take(), drafts, pull_requests: pullRequests, commit_arrivals: arrivals };
      [drafts, pullRequests, arrivals] = [[], [], []];
      return taken;
    },
  };
}

/** Cells of columns that a file gathered by Trellis has under fixed names; '' in every other file. */
function createOwnCells(format: DraftSettings['format'], headers: readonly string[]): (cells: readonly string[], header: string) => string {
  if (format !== 'collected') return () => '';
  const columns = new Map(headers.map((header, index) => [header, index]));
  return (cells, header) => (cells[columns.get(header) ?? -1] ?? '').trim();
}

type Cells6 = [CellReader, CellReader, CellReader, CellReader, CellReader, CellReader];
type Cells4 = [CellReader, CellReader, CellReader, CellReader];
type CellReader = (cells: readonly string[]) => string;
