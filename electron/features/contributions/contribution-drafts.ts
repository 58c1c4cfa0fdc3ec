// One spreadsheet row as a contribution: who, kind, day, title, link, factors, points, and the key under which it is known.
import { createHash } from 'node:crypto';
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { emailDomain, textKey } from '../../../shared/values/text-key.ts';
import type { Complexity, ContributionKind, Impact, Quality } from '../../../shared/vocabulary.ts';
import type { Drafter, DraftRules, DraftSettings, Rejection } from '../../intake/import-kind.ts';
import { createDayReader } from '../../intake/mapping/dates.ts';
import { createChoiceLookup, type FieldSpec, headerKey, isNothing } from '../../intake/mapping/fields.ts';
import { isBot } from '../people/bots.rules.ts';
import { createScorer } from './points.rules.ts';

export const KIND_WORDS = {
  code: ['feature', 'commit', 'pr', 'pull request', 'merge request', '代码', '代码贡献', '提交', '功能', '开发'],
  bug_fix: ['bugfix', 'fix', 'bug fixes', '缺陷修复', '错误修复', '修复', '修复缺陷', 'bug修复'],
  documentation: ['docs', 'doc', '文档', '文档贡献', '文档编写'],
  translation: ['l10n', 'i18n', 'localization', 'localisation', 'translations', '翻译', '本地化'],
  review: ['code review', 'reviews', 'pr review', '评审', '代码评审', '审查', '代码审查'],
  community_support: ['support', 'community', 'q&a', 'answer', 'answers', '社区支持', '答疑', '社区答疑', '支持'],
  other: ['其他', '其它'],
} as const satisfies Record<ContributionKind, readonly string[]>;
const COMPLEXITY_WORDS = {
  trivial: ['微小', '极低', '琐碎'],
  low: ['simple', '低', '简单'],
  medium: ['normal', 'moderate', '中', '中等', '一般'],
  high: ['complex', '高', '复杂'],
  critical: ['very high', '关键', '极高', '严重'],
} as const satisfies Record<Complexity, readonly string[]>;
const IMPACT_WORDS = {
  local: ['局部', '本地'],
  module: ['component', '模块'],
  project: ['项目'],
  ecosystem: ['生态', '生态系统'],
} as const satisfies Record<Impact, readonly string[]>;
const QUALITY_WORDS = {
  poor: ['bad', 'low', '差', '较差'],
  fair: ['ok', 'average', '一般', '尚可'],
  good: ['良', '良好', '好'],
  excellent: ['very good', '优', '优秀'],
} as const satisfies Record<Quality, readonly string[]>;

export const CONTRIBUTION_FIELDS: readonly FieldSpec[] = [
  {
    field: 'key',
    required: false,
    synonyms: ['id', 'key', 'external id', 'externalkey', 'contribution id', 'number', 'no', 'ref', '编号', '贡献编号', '序号', '标识'],
  },
  {
    field: 'email',
    required: false,
    synonyms: [
      'email',
      'e-mail',
      'mail',
      'email address',
      'author email',
      'contributor email',
      '邮箱',
      '电子邮件',
      '电子邮箱',
      '邮件',
      '邮件地址',
    ],
  },
  {
    field: 'login',
    required: false,
    synonyms: [
      'login',
      'github',
      'github login',
      'github name',
      'github username',
      'github id',
      'username',
      'user name',
      'handle',
      'account',
      '用户名',
      '账号',
      '登录名',
      'github账号',
      'github用户名',
    ],
  },
  {
    field: 'name',
    required: false,
    synonyms: [
      'name',
      'contributor',
      'author',
      'full name',
      'contributor name',
      'maintainer name',
      'person',
      'who',
      'member',
      '姓名',
      '贡献者',
      '作者',
      '名字',
      '人员',
      '贡献者姓名',
    ],
  },
  {
    field: 'kind',
    required: false,
    synonyms: ['kind', 'type', 'contribution type', 'category', 'contribution kind', '类型', '贡献类型', '类别', '种类', '分类'],
    choices: KIND_WORDS,
  },
  {
    field: 'day',
    required: false,
    isDay: true,
    synonyms: [
      'date',
      'day',
      'merged at',
      'merged',
      'created at',
      'contributed on',
      'when',
      'occurred at',
      'timestamp',
      'time',
      '日期',
      '时间',
      '贡献日期',
      '合并日期',
      '提交日期',
    ],
  },
  {
    field: 'title',
    required: false,
    synonyms: ['title', 'summary', 'subject', 'description', 'contribution', 'what', '标题', '内容', '描述', '说明', '贡献内容', '摘要'],
  },
  { field: 'link', required: false, synonyms: ['link', 'url', 'href', 'evidence', 'web link', '链接', '网址', '地址', '证据'] },
  { field: 'complexity', required: false, synonyms: ['complexity', 'difficulty', '复杂度', '难度'], choices: COMPLEXITY_WORDS },
  { field: 'impact', required: false, synonyms: ['impact', 'scope', '影响', '影响范围', '影响力'], choices: IMPACT_WORDS },
  { field: 'quality', required: false, synonyms: ['quality', '质量', '质量评级'], choices: QUALITY_WORDS },
  { field: 'quantity', required: false, synonyms: ['quantity', 'count', 'commits', 'amount', 'n', '数量', '次数', '提交数'] },
];

/** Sheets of the same make share their keys: the headers that say what a row is about, never the file's name. */
export function sheetKey(headers: readonly string[], columns: readonly { field: string; column: number }[]): string {
  const telling = ['key', 'email', 'login', 'name', 'kind', 'day'];
  const shape = columns
    .filter(({ field }) => telling.includes(field))
    .map(({ field, column }) => `${field}=${headerKey(headers[column] ?? '')}`)
    .sort()
    .join('&');
  return createHash('sha256').update(shape).digest('hex').slice(0, 8);
}

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const LONGEST_TEXT = 2_000;
const WHO_MEMORY = 100_000;

export const contributionDraftRules: DraftRules = {
  kind: 'contributions',
  fields: CONTRIBUTION_FIELDS,
  oneOf: ['email', 'login', 'name'],
  createDrafter: createContributionDrafter,
};

function createContributionDrafter({ headers, mapping, rules }: DraftSettings): Drafter {
  const score = createScorer(rules as PointsPolicy);
  const readDay = createDayReader(mapping.dateOrder);
  const readKind = createChoiceLookup<ContributionKind>(KIND_WORDS);
  const readComplexity = createChoiceLookup<Complexity>(COMPLEXITY_WORDS);
  const readImpact = createChoiceLookup<Impact>(IMPACT_WORDS);
  const readQuality = createChoiceLookup<Quality>(QUALITY_WORDS);
  const columnOf = new Map(mapping.columns.map(({ field, column }) => [field, column]));
  const cellOf = (field: string) => {
    const column = columnOf.get(field);
    const byDefault = (mapping.defaults[field] ?? '').trim();
    return (cells: readonly string[]): string => {
      const cell = column === undefined ? '' : (cells[column] ?? '').trim();
      return cell === '' || isNothing(cell) ? byDefault : cell;
    };
  };
  const [key, email, login, name, kind, day] = ['key', 'email', 'login', 'name', 'kind', 'day'].map(cellOf) as Cells6;
  const [title, link, complexity, impact, quality, quantity] = ['title', 'link', 'complexity', 'impact', 'quality', 'quantity'].map(
    cellOf,
  ) as Cells6;
  const prefix = `csv:${sheetKey(headers, mapping.columns)}/`;

  let drafts: unknown[][] = [];
  let people: unknown[][] = [];
  const whoNumbers = new Map<string, number>();
  let lastWho = 0;

  function whoNumber(mail: string, account: string, written: string): number {
    const identityKey = mail
      ? `email:${textKey(mail)}`
      : account
        ? `login:${textKey(account).replace(/^@/, '')}`
        : `name:${textKey(written)}`;
    const known = whoNumbers.get(identityKey);
    if (known !== undefined) return known;
    // A file with more people than this is still right: staging joins equal keys, the map only saves repeats.
    if (whoNumbers.size >= WHO_MEMORY) whoNumbers.clear();
    lastWho += 1;
    whoNumbers.set(identityKey, lastWho);
    const plainLogin = account.replace(/^@/, '');
    const shown = written || plainLogin || mail;
    people.push([
      lastWho,
      identityKey,
      mail || null,
      mail ? (emailDomain(mail) ?? null) : null,
      plainLogin || null,
      written || null,
      shown,
      textKey(shown),
      isBot(plainLogin, written) ? 1 : 0,
    ]);
    return lastWho;
  }

  function add(line: number, cells: readonly string[]): Rejection | undefined {
    if (cells.length > headers.length && cells.slice(headers.length).some((cell) => cell.trim() !== '')) {
      return { code: 'too_many_cells', field: '', value: String(cells.length) };
    }
    const control = cells.find((cell) => cell.includes('\0'));
    if (control !== undefined) return { code: 'control_character', field: '', value: control.replaceAll('\0', '␀').slice(0, 200) };
    const mail = email(cells);
    const account = login(cells);
    const written = name(cells);
    if (mail === '' && account === '' && written === '') return { code: 'nobody', field: 'email', value: '' };
    if (mail !== '' && !EMAIL.test(mail)) return { code: 'not_an_email', field: 'email', value: mail };

    const dayText = day(cells);
    const onDay = dayText === '' ? null : readDay(dayText);
    if (onDay === undefined) return { code: 'not_a_day', field: 'day', value: dayText };

    const kindText = kind(cells);
    const ofKind = readKind(kindText) ?? 'other';
    const complexityText = complexity(cells);
    const ofComplexity = complexityText === '' ? null : readComplexity(complexityText);
    if (ofComplexity === undefined) return { code: 'unknown_value', field: 'complexity', value: complexityText };
    const impactText = impact(cells);
    const ofImpact = impactText === '' ? null : readImpact(impactText);
    if (ofImpact === undefined) return { code: 'unknown_value', field: 'impact', value: impactText };
    const qualityText = quality(cells);
    const ofQuality = qualityText === '' ? null : readQuality(qualityText);
    if (ofQuality === undefined) return { code: 'unknown_value', field: 'quality', value: qualityText };

    const quantityText = quantity(cells);
    const ofQuantity = quantityText === '' ? null : Number(quantityText);
    if (ofQuantity !== null && !(Number.isSafeInteger(ofQuantity) && ofQuantity >= 0))
      return { code: 'not_a_count', field: 'quantity', value: quantityText };

    const titleText = title(cells).slice(0, LONGEST_TEXT);
    const linkText = link(cells).slice(0, LONGEST_TEXT);
    const factors = { kind: ofKind, complexity: ofComplexity, impact: ofImpact, quality: ofQuality };
    const keyText = key(cells);
    const sourceKind = ofKind === 'other' && kindText !== '' && headerKey(kindText) !== 'other' ? kindText.slice(0, 200) : null;
    const ownKey =
      keyText !== ''
        ? `${prefix}${textKey(keyText).slice(0, 300)}`
        : `${prefix}row:${rowHash([mail, account, written, kindText, onDay ?? '', titleText, linkText, complexityText, impactText, qualityText, quantityText])}`;
    drafts.push([
      line,
      ownKey,
      whoNumber(mail, account, written),
      ofKind,
      sourceKind,
      onDay,
      titleText,
      linkText || null,
      ofQuantity,
      ofComplexity,
      ofImpact,
      ofQuality,
      score(factors),
      keyText === '' ? 1 : 0,
    ]);
    return undefined;
  }

  return {
    add,
    take: () => {
      const taken = { who: people, drafts };
      drafts = [];
      people = [];
      return taken;
    },
  };
}

type Cells6 = [CellReader, CellReader, CellReader, CellReader, CellReader, CellReader];
type CellReader = (cells: readonly string[]) => string;

function rowHash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.map(textKey).join('\u001f')).digest('hex').slice(0, 24);
}
