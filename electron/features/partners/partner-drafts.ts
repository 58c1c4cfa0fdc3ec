// One spreadsheet row as a partner: the fields it states, read strictly. A blank cell states nothing and changes nothing.
import { mailDomain, website } from '../../../shared/contract/partners.ts';
import { emailDomain, partnerNameKey } from '../../../shared/values/text-key.ts';
import {
  AREAS_OF_TYPE,
  COLLABORATION_AREAS,
  type CollaborationArea,
  type PartnerStatus,
  type PartnerTier,
  type PartnerType,
} from '../../../shared/vocabulary.ts';
import type { Drafter, DraftRules, DraftSettings, Rejection } from '../../intake/import-kind.ts';
import { readDay } from '../../intake/mapping/dates.ts';
import { createChoiceLookup, type FieldSpec, isNothing } from '../../intake/mapping/fields.ts';

const TYPE_WORDS = {
  cloud_provider: ['cloud', 'cloud provider', 'csp', '云服务商', '云厂商', '云提供商', '云服务提供商'],
  infrastructure_vendor: ['infrastructure', 'hardware vendor', 'infra vendor', '基础设施', '基础设施厂商', '基础设施供应商', '硬件厂商'],
  development_tools: ['tools', 'dev tools', 'developer tools', 'tooling', '开发工具', '开发工具厂商', '工具厂商'],
  system_integrator: ['si', 'integrator', 'systems integrator', '系统集成商', '集成商'],
  consulting_firm: ['consulting', 'consultancy', 'consultant', '咨询公司', '咨询', '咨询机构'],
  user_group: ['community group', 'meetup group', '用户组', '用户社区', '用户群'],
  training_organization: [
    'training',
    'training partner',
    'training organisation',
    'kubernetes training partner',
    '培训机构',
    '培训组织',
    '培训',
  ],
} as const satisfies Record<PartnerType, readonly string[]>;
const TIER_WORDS = {
  community: ['community partner', '社区', '社区级', '社区伙伴'],
  bronze: ['铜', '铜牌', '青铜', '青铜级'],
  silver: ['银', '银牌', '白银', '白银级', 'silver member'],
  gold: ['金', '金牌', '黄金', '黄金级', 'gold member'],
  platinum: ['白金', '铂金', '铂金级', '白金级', 'platinum member'],
} as const satisfies Record<PartnerTier, readonly string[]>;
const STATUS_WORDS = {
  prospect: ['lead', 'candidate', 'pending', '潜在', '意向', '待定'],
  active: ['current', 'live', 'signed', '活跃', '合作中', '正常', '有效'],
  paused: ['on hold', 'inactive', 'suspended', '暂停', '停用'],
  former: ['past', 'ended', 'churned', 'terminated', '已终止', '前合作伙伴', '结束'],
} as const satisfies Record<PartnerStatus, readonly string[]>;
const AREA_WORDS = {
  integration_development: ['集成开发'],
  joint_benchmarks: ['联合基准测试', '联合测评'],
  co_marketing: ['comarketing', '联合营销', '联合市场'],
  reference_architectures: ['参考架构'],
  certification_programs: ['认证计划', '认证项目'],
  joint_development: ['联合开发'],
  interoperability_testing: ['互操作性测试', '互操作测试'],
  training_and_certification: ['培训与认证'],
  plugin_development: ['插件开发'],
  integration_support: ['集成支持'],
  developer_experience: ['开发者体验'],
  workflow_optimization: ['工作流优化'],
  implementation_services: ['实施服务'],
  consulting: ['咨询', '咨询服务'],
  training_delivery: ['培训交付'],
  support_services: ['支持服务'],
  architecture_consulting: ['架构咨询'],
  migration_services: ['迁移服务'],
  best_practices: ['最佳实践'],
  case_studies: ['案例研究'],
  knowledge_sharing: ['知识分享', '知识共享'],
  event_organization: ['活动组织', '活动举办'],
  education_programs: ['教育项目', '教育计划'],
  research_collaboration: ['研究合作', '科研合作'],
  course_development: ['课程开发'],
  instructor_training: ['讲师培训'],
  content_sharing: ['内容分享', '内容共享'],
} as const satisfies Record<CollaborationArea, readonly string[]>;

const PARTNER_IMPORT_FIELDS: readonly FieldSpec[] = [
  {
    field: 'name',
    required: true,
    synonyms: [
      'name',
      'partner',
      'partner name',
      'company',
      'company name',
      'organization',
      'organisation',
      'member',
      'vendor',
      'account',
      '名称',
      '合作伙伴',
      '伙伴名称',
      '公司',
      '公司名称',
      '企业名称',
      '单位',
      '组织',
      '机构名称',
    ],
  },
  {
    field: 'type',
    required: false,
    synonyms: ['type', 'partner type', 'category', 'kind', '类型', '伙伴类型', '合作伙伴类型', '类别'],
    choices: TYPE_WORDS,
  },
  {
    field: 'tier',
    required: false,
    synonyms: ['tier', 'level', 'partner tier', 'membership', 'membership level', 'grade', '等级', '级别', '伙伴等级', '会员级别', '层级'],
    choices: TIER_WORDS,
  },
  { field: 'status', required: false, synonyms: ['status', 'state', '状态', '合作状态'], choices: STATUS_WORDS },
  {
    field: 'owner',
    required: false,
    synonyms: ['owner', 'partner manager', 'account manager', 'manager', 'responsible', '负责人', '经理', '伙伴经理', '对接人'],
  },
  { field: 'region', required: false, synonyms: ['region', 'country', 'location', 'area', '地区', '区域', '国家', '所在地'] },
  {
    field: 'joinedOn',
    required: false,
    isDay: true,
    synonyms: [
      'joined',
      'joined on',
      'join date',
      'since',
      'date',
      'start date',
      'member since',
      '加入日期',
      '加入时间',
      '合作开始',
      '签约日期',
    ],
  },
  {
    field: 'website',
    required: false,
    synonyms: ['website', 'url', 'homepage', 'homepage url', 'web', 'site', '网站', '官网', '网址', '主页'],
  },
  {
    field: 'areas',
    required: false,
    synonyms: ['areas', 'collaboration areas', 'collaboration', '合作领域', '合作方向'],
    choices: AREA_WORDS,
  },
  {
    field: 'emailDomains',
    required: false,
    synonyms: ['email domains', 'email domain', 'domain', 'domains', 'mail domain', '邮箱域名', '域名', '邮件域名'],
  },
  { field: 'contactName', required: false, synonyms: ['contact', 'contact name', 'contact person', '联系人', '联系人姓名'] },
  { field: 'contactEmail', required: false, synonyms: ['contact email', 'email', 'e-mail', '联系邮箱', '联系人邮箱', '邮箱', '电子邮件'] },
  { field: 'notes', required: false, synonyms: ['notes', 'note', 'description', 'comment', 'remarks', '备注', '说明', '描述', '简介'] },
];

/** What a row states; absent fields were blank or not mapped. */
export interface StatedPartner {
  name: string;
  type?: PartnerType;
  tier?: PartnerTier;
  status?: PartnerStatus;
  owner?: string;
  region?: string;
  joinedOn?: string;
  website?: string;
  areas?: string[];
  emailDomains?: string[];
  contact?: { name: string; email: string };
  notes?: string;
}

export const partnerDraftRules: DraftRules = {
  kind: 'partners',
  fields: PARTNER_IMPORT_FIELDS,
  oneOf: ['name'],
  createDrafter: createPartnerDrafter,
};

const readType = createChoiceLookup<PartnerType>(TYPE_WORDS);
const readTier = createChoiceLookup<PartnerTier>(TIER_WORDS);
const readStatus = createChoiceLookup<PartnerStatus>(STATUS_WORDS);
const readArea = createChoiceLookup<CollaborationArea>(AREA_WORDS);

function createPartnerDrafter({ headers, mapping }: DraftSettings): Drafter {
  const columnOf = new Map(mapping.columns.map(({ field, column }) => [field, column]));
  let drafts: unknown[][] = [];

  function textsOf(cells: readonly string[]): Map<string, string> {
    const texts = new Map<string, string>();
    for (const { field } of PARTNER_IMPORT_FIELDS) {
      const column = columnOf.get(field);
      const cell = column === undefined ? '' : (cells[column] ?? '').trim();
      const text = cell === '' || (field !== 'name' && isNothing(cell)) ? (mapping.defaults[field] ?? '').trim() : cell;
      if (text !== '') texts.set(field, text);
    }
    return texts;
  }

  return {
    add: (line, cells) => {
      if (cells.length > headers.length && cells.slice(headers.length).some((cell) => cell.trim() !== '')) {
        return { code: 'too_many_cells', field: '', value: String(cells.length) };
      }
      if (cells.some((cell) => cell.includes('\0'))) return { code: 'control_character', field: '', value: '' };
      const stated = readPartner(textsOf(cells), mapping.dateOrder);
      if ('code' in stated) return stated;
      drafts.push([line, partnerNameKey(stated.name), JSON.stringify(stated)]);
      return undefined;
    },
    take: () => {
      const taken = { drafts };
      drafts = [];
      return taken;
    },
  };
}

type Texts = ReadonlyMap<string, string>;

function readPartner(texts: Texts, dateOrder: DraftSettings['mapping']['dateOrder']): StatedPartner | Rejection {
  const name = texts.get('name');
  if (name === undefined || partnerNameKey(name) === '') return { code: 'required', field: 'name', value: '' };
  if (name.length > 200) return { code: 'too_long', field: 'name', value: name.slice(0, 60) };
  const stated: StatedPartner = { name };
  for (const [field, lookup] of [
    ['type', readType],
    ['tier', readTier],
    ['status', readStatus],
  ] as const) {
    const text = texts.get(field);
    if (text === undefined) continue;
    const choice = lookup(text);
    if (choice === undefined) return { code: 'unknown_value', field, value: text };
    Object.assign(stated, { [field]: choice });
  }
  for (const [field, longest] of [
    ['owner', 200],
    ['region', 100],
    ['notes', 20_000],
  ] as const) {
    const text = texts.get(field);
    if (text !== undefined && text.length > longest) return { code: 'too_long', field, value: text.slice(0, 60) };
    if (text !== undefined) Object.assign(stated, { [field]: text });
  }
  return (
    readJoined(stated, texts, dateOrder) ??
    readWebsite(stated, texts) ??
    readAreas(stated, texts) ??
    readDomains(stated, texts) ??
    readContact(stated, texts) ??
    stated
  );
}

function readJoined(stated: StatedPartner, texts: Texts, dateOrder: DraftSettings['mapping']['dateOrder']): Rejection | undefined {
  const text = texts.get('joinedOn');
  if (text === undefined) return undefined;
  const day = readDay(text, dateOrder);
  if (day === undefined) return { code: 'not_a_day', field: 'joinedOn', value: text };
  stated.joinedOn = day;
  return undefined;
}

function readWebsite(stated: StatedPartner, texts: Texts): Rejection | undefined {
  const text = texts.get('website');
  if (text === undefined) return undefined;
  const read = website.safeParse(text);
  if (!read.success) return { code: 'not_a_website', field: 'website', value: text };
  stated.website = read.data;
  return undefined;
}

const SEPARATORS = /[,;，；、|\n]+/;

function readAreas(stated: StatedPartner, texts: Texts): Rejection | undefined {
  const text = texts.get('areas');
  if (text === undefined) return undefined;
  const allowed: readonly string[] = stated.type ? AREAS_OF_TYPE[stated.type] : COLLABORATION_AREAS;
  stated.areas = [];
  for (const word of text.split(SEPARATORS).map((part) => part.trim())) {
    if (word === '') continue;
    const area = readArea(word);
    if (area === undefined) return { code: 'unknown_value', field: 'areas', value: word };
    if (!allowed.includes(area)) return { code: 'area_not_of_type', field: 'areas', value: word };
    if (!stated.areas.includes(area)) stated.areas.push(area);
  }
  return undefined;
}

function readDomains(stated: StatedPartner, texts: Texts): Rejection | undefined {
  const text = texts.get('emailDomains');
  if (text === undefined) return undefined;
  stated.emailDomains = [];
  for (const word of text.split(/[,;，；、|\s]+/).filter((part) => part !== '')) {
    const read = mailDomain.safeParse(word);
    if (!read.success) return { code: read.error.issues[0]?.message ?? 'not_a_domain', field: 'emailDomains', value: word };
    if (!stated.emailDomains.includes(read.data)) stated.emailDomains.push(read.data);
  }
  return undefined;
}

function readContact(stated: StatedPartner, texts: Texts): Rejection | undefined {
  // Sheets write both into one cell: `Eva Stein <eva@acme.example>`, or just the address.
  const [, writtenName = '', writtenEmail = ''] = /^\s*([^<]*?)\s*<([^<>\s]+@[^<>\s]+)>\s*$/.exec(texts.get('contactName') ?? '') ?? [];
  const email = texts.get('contactEmail') || writtenEmail;
  if (email !== '' && emailDomain(email) === undefined) return { code: 'not_an_email', field: 'contactEmail', value: email };
  const name = writtenEmail ? writtenName || writtenEmail : (texts.get('contactName') ?? email);
  if (name !== '') stated.contact = { name: name.slice(0, 200), email };
  return undefined;
}
