// The columns of each kind's template, in the order people fill them in, and rows that show what belongs there. Choices stand by their key
// and get their word in the person's language.
import type { ImportKind, Language } from '../../../shared/vocabulary.ts';

export interface TemplateRows {
  readonly columns: readonly string[];
  /** Columns whose cells only look like numbers. */
  readonly codes?: readonly string[];
  readonly rows: Readonly<Record<Language, readonly (readonly string[])[]>>;
}

/** A row is one line here, as it is in the sheet. */
const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());

export const TEMPLATE_ROWS: Readonly<Record<ImportKind, TemplateRows>> = {
  partners: {
    columns: cells(
      'name | type | tier | status | owner | region | joinedOn | website | emailDomains | areas | contactName | contactEmail | notes',
    ),
    rows: {
      en: [
        'Northwind Cloud Ltd | cloud_provider | gold | active | Mia Ross | Nordics | 2024-05-01 | https://northwind.example | northwind.example; nw-labs.example | integration_development; joint_benchmarks | Eva Stein | eva.stein@northwind.example | Renews in spring',
        'Harbor Consulting | consulting_firm | silver | active | Tom Baker | UK |  |  | harbor.example | migration_services |  |  | ',
        'Rust User Group Lyon | user_group |  | prospect |  | France |  |  |  |  |  |  | ',
      ].map(cells),
      'zh-CN': [
        '星河云计算股份有限公司 | cloud_provider | gold | active | 陈思远 | 华东 | 2024-05-01 | https://xinghe.example | xinghe.example; xinghe-lab.example | integration_development; joint_benchmarks | 李雷 | lilei@xinghe.example | 明年春季续约',
        '远帆咨询有限公司 | consulting_firm | silver | active | 王芳 | 华南 |  |  | yuanfan.example | migration_services |  |  | ',
        '成都开源用户组 | user_group |  | prospect |  | 西南 |  |  |  |  |  |  | ',
      ].map(cells),
    },
  },
  contacts: {
    columns: cells('contactName | contactEmail | partnerName | role | phone | notes'),
    codes: ['phone'],
    rows: {
      en: [
        'Eva Stein | eva.stein@northwind.example | Northwind Cloud Ltd | Head of Alliances | 0047 21 55 01 02 | Prefers email',
        'Jonas Weber | jonas@northwind.example | Northwind Cloud Ltd | Solution architect |  | ',
        'Priya Nair | priya@harbor.example | Harbor Consulting | Managing partner | 020 7946 0018 | ',
      ].map(cells),
      'zh-CN': [
        '李雷 | lilei@xinghe.example | 星河云计算股份有限公司 | 生态合作总监 | 010 6550 0102 | 微信联系更快',
        '韩梅梅 | hanmeimei@xinghe.example | 星河云计算股份有限公司 | 解决方案架构师 |  | ',
        '周航 | zhouhang@yuanfan.example | 远帆咨询有限公司 | 合伙人 | 0755 8650 0018 | ',
      ].map(cells),
    },
  },
  activities: {
    columns: cells('day | kind | title | partners | people | area | outcome | evidence | followUpOn | followUpNote | notes | key'),
    codes: ['key'],
    rows: {
      en: [
        '2026-03-05 | meeting | Quarterly review | Northwind Cloud Ltd | Eva Stein; Mia Ross | integration_development | Plan for the connector agreed |  | 2026-04-01 | Send the draft contract |  | A-101',
        '2026-03-18 | event | Meetup: moving to open infrastructure | Northwind Cloud Ltd; Harbor Consulting | Priya Nair |  | 64 guests | https://events.example/2026-03-18 |  |  | Recording follows | A-102',
      ].map(cells),
      'zh-CN': [
        '2026-03-05 | meeting | 季度回顾 | 星河云计算股份有限公司 | 李雷；陈思远 | integration_development | 确定连接器计划 |  | 2026-04-01 | 发送合同草案 |  | A-101',
        '2026-03-18 | event | 线下交流：迁移到开放基础设施 | 星河云计算股份有限公司；远帆咨询有限公司 | 周航 |  | 64 人参加 | https://events.example/2026-03-18 |  |  | 录像稍后上传 | A-102',
      ].map(cells),
    },
  },
  contributions: {
    columns: cells(
      'email | login | name | kind | day | title | link | complexity | impact | quality | quantity | since | repository | key',
    ),
    codes: ['key'],
    rows: {
      en: [
        'jonas@northwind.example | jonasw | Jonas Weber | bug_fix | 2026-03-02 | Retry failed uploads | https://git.example/core/pull/812 | medium | module | good |  |  | core | PR-812',
        'priya@harbor.example |  | Priya Nair | documentation | 2026-03-09 | Guide for moving clusters | https://git.example/docs/pull/77 |  |  |  |  |  | docs | PR-77',
        ' | lucia-o | Lucía Ortega | community_support | 2026-03-31 | Answers on the forum |  |  |  |  | 14 | 2026-01-01 |  | F-03',
      ].map(cells),
      'zh-CN': [
        'wangxm@xinghe.example | wangxm | 王小明 | bug_fix | 2026-03-02 | 上传失败时自动重试 | https://git.example/core/pull/812 | medium | module | good |  |  | core | PR-812',
        'zhouhang@yuanfan.example |  | 周航 | documentation | 2026-03-09 | 集群迁移指南 | https://git.example/docs/pull/77 |  |  |  |  |  | docs | PR-77',
        ' | liuyang | 刘洋 | community_support | 2026-03-31 | 论坛答疑 |  |  |  |  | 14 | 2026-01-01 |  | F-03',
      ].map(cells),
    },
  },
  people: {
    columns: cells('email | login | name | partner | from | until | evidence'),
    rows: {
      en: [
        'jonas@northwind.example | jonasw | Jonas Weber | Northwind Cloud Ltd | 2024-02-01 |  | Staff page',
        'priya@harbor.example |  | Priya Nair | Northwind Cloud Ltd | 2021-01-01 | 2025-07-01 | ',
        'priya@harbor.example |  | Priya Nair | Harbor Consulting | 2025-07-01 |  | Told so herself',
      ].map(cells),
      'zh-CN': [
        'wangxm@xinghe.example | wangxm | 王小明 | 星河云计算股份有限公司 | 2024-02-01 |  | 公司网站',
        'zhouhang@yuanfan.example |  | 周航 | 星河云计算股份有限公司 | 2021-01-01 | 2025-07-01 | ',
        'zhouhang@yuanfan.example |  | 周航 | 远帆咨询有限公司 | 2025-07-01 |  | 本人告知',
      ].map(cells),
    },
  },
  same_people: {
    columns: cells('properName | properEmail | name | email'),
    rows: {
      en: [
        'Jonas Weber | jonas@northwind.example |  | jweber@home.example',
        'Priya Nair | priya@harbor.example | P. Nair | pnair@northwind.example',
      ].map(cells),
      'zh-CN': [
        '王小明 | wangxm@xinghe.example |  | xiaoming@home.example',
        '周航 | zhouhang@yuanfan.example | Zhou Hang | hang@xinghe.example',
      ].map(cells),
    },
  },
};
