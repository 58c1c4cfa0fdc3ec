// Invented names and phrases of the demo program. No company or person here exists; mail domains end in .example.
import type { ActivityKind, ContributionKind, PartnerType } from '../../../../shared/vocabulary.ts';

export const PARTNER_NAMES: Readonly<Record<PartnerType, readonly string[]>> = {
  cloud_provider: [
    'Aurelia Cloud',
    'Northbeam Cloud',
    '云岭科技',
    'Stratocore',
    '海纳云',
    'Polarbay Hosting',
    'Tidewater Cloud',
    '星河云计算',
    'Cumulon',
  ],
  infrastructure_vendor: [
    'Ferrocore Systems',
    'Halden Storage',
    '磐石基础设施',
    'Latticeworks',
    'Ridgeline Networks',
    '玄武硬件',
    'Oakhurst Silicon',
    'Brightrack',
    '凌云存储',
  ],
  development_tools: [
    'Codesmith Labs',
    'Papertrail IDE',
    '青柠开发工具',
    'Buildwright',
    'Testloom',
    'Gitlark',
    '码上科技',
    'Debugger & Sons',
    'Inkwell Editors',
    'Forgepoint',
  ],
  system_integrator: [
    'Keystone Integration',
    'Meridian Systems',
    '恒通集成',
    'Altavia Services',
    '中源系统',
    'Bluewharf',
    'Integra Norte',
    '卓越集成',
  ],
  consulting_firm: [
    'Harrow & Pine',
    'Lumen Advisory',
    '明道咨询',
    'Fjordline Consulting',
    'Vantage Nine',
    '博远咨询',
    'Cedar Street Partners',
    'Quill Strategy',
  ],
  user_group: [
    'Open Platform Nairobi',
    'Platform Users Berlin',
    '上海开源用户组',
    'Comunidad Abierta Lima',
    '成都开发者社区',
    'Prairie User Group',
    'Nordic Platform Meetup',
    '深圳技术沙龙',
  ],
  training_organization: [
    'Learnfold Academy',
    'Skillharbor',
    '启明培训',
    'Classroom Zero',
    '知行学院',
    'Tutorwise',
    'Open Bench School',
    '开源大学堂',
  ],
};

export const REGIONS = {
  abroad: [
    ['Europe', 16],
    ['North America', 14],
    ['Latin America', 5],
    ['Africa', 4],
    ['South Asia', 6],
    ['Southeast Asia', 5],
  ],
  china: [
    ['华东', 7],
    ['华南', 5],
    ['华北', 5],
    ['西南', 3],
  ],
} as const;
export const OWNERS = ['Mara Okafor', 'Liu Wenjing', 'Jonas Feld', '陈思远', 'Priya Raman'] as const;

export const GIVEN_NAMES =
  'Amara Ben Chloé Daniel Elif Fatima Goran Hana Ingrid João Kofi Lena Márk Nadia Oskar Priya Quentin Rosa Søren Tomás Uma Viktor Wanjiru Xavier Yuki Zoë Anaïs Björn Carmen Dmitri Esi Florian Giulia Henrik Isabel Jamal Katarzyna Luis Mei Noor'.split(
    ' ',
  );
export const FAMILY_NAMES =
  'Adeyemi Baumann Castillo Dubois Eriksen Fernández Grünwald Hansen Ivanova Johansson Kovács Lindqvist Mensah Novák Okonkwo Pereira Quispe Rossi Szabó Takeda Ueda Virtanen Watanabe Xenakis Yilmaz Zhou Achterberg Bianchi Carvalho Dlamini'.split(
    ' ',
  );
export const CHINESE_FAMILY_NAMES =
  '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 欧阳 司徒'.split(
    ' ',
  );
export const CHINESE_GIVEN_NAMES =
  '明 晓燕 伟 洋 静 帆 磊 蕾 子杰 婷 俊杰 悦 一鸣 琳 远 小雨 志强 静怡 腾 兰 思成 佳 凯 雨桐 冰 浩 洁 然 亮 颖 野 超 诺 雷 默 祥 博 宁 梓轩 文静'.split(
    ' ',
  );

export const BOT_LOGINS = ['dependabot[bot]', 'renovate[bot]', 'release-robot[bot]'] as const;

const SUBJECTS =
  'scheduler|storage driver|web console|operator|command line|ingress controller|metrics exporter|authentication|plugin loader|build cache|network policy|backup agent|event bus|image registry|quota manager|upgrade path|audit log|search index|rate limiter|telemetry pipeline'.split(
    '|',
  );
const TITLES: Readonly<Record<ContributionKind, readonly string[]>> = {
  code: [
    'Add retries to the {s}',
    'Make the {s} start twice as fast',
    'Support multiple regions in the {s}',
    'Rework configuration of the {s}',
    'Let the {s} run without root',
    'Introduce paging in the {s}',
  ],
  bug_fix: [
    'fix: crash of the {s} on empty input',
    'fix: memory leak in the {s}',
    'fix: race when the {s} restarts',
    'fix: wrong time zone in the {s}',
    'fix: {s} ignores proxy settings',
  ],
  documentation: ['Document the {s}', 'Add a tutorial for the {s}', 'Explain troubleshooting of the {s}', 'Update diagrams of the {s}'],
  translation: ['将{s}文档译为中文', 'Translate the {s} guide into German', 'Traduire la page du {s}', '更新{s}界面翻译'],
  review: ['Review: {s} refactoring', 'Review: security change in the {s}', 'Review: new tests for the {s}'],
  community_support: ['Answered questions about the {s}', 'Office hours on the {s}', 'Helped a team migrate the {s}'],
  other: ['Proposed a design for the {s}', 'Reported usability problems of the {s}', 'Gave a talk about the {s}'],
};

export function titleOf(kind: ContributionKind, pick: <T>(from: readonly T[]) => T): string {
  return pick(TITLES[kind]).replace('{s}', pick(SUBJECTS));
}

export const ACTIVITY_TITLES: Readonly<Record<ActivityKind, { en: readonly string[]; 'zh-CN': readonly string[] }>> = {
  meeting: {
    en: ['Quarterly review', 'Roadmap sync', 'Introductory call', 'Check-in on open requests'],
    'zh-CN': ['季度回顾会', '路线图沟通', '初次沟通', '待办事项跟进'],
  },
  event: {
    en: ['Joint booth at the summit', 'Community meetup', 'Hackathon weekend'],
    'zh-CN': ['峰会联合展台', '社区聚会', '周末黑客松'],
  },
  co_marketing: {
    en: ['Joint blog post', 'Webinar together', 'Newsletter feature'],
    'zh-CN': ['联合博客文章', '联合线上研讨会', '通讯专题'],
  },
  case_study: { en: ['Customer case study published'], 'zh-CN': ['发布客户案例'] },
  joint_benchmark: { en: ['Joint benchmark of the new release'], 'zh-CN': ['新版本联合测评'] },
  reference_architecture: { en: ['Reference architecture agreed'], 'zh-CN': ['确定参考架构'] },
  training_session: { en: ['Administrator training, two days', 'Developer workshop'], 'zh-CN': ['管理员培训（两天）', '开发者工作坊'] },
  enablement: { en: ['Sales enablement session', 'Technical onboarding'], 'zh-CN': ['售前赋能培训', '技术入门辅导'] },
  mentoring: { en: ['Mentored two newcomers'], 'zh-CN': ['指导两位新人'] },
  support_answer: { en: ['Answered a production question', 'Helped with an upgrade'], 'zh-CN': ['解答生产环境问题', '协助升级'] },
  other: { en: ['Signed the renewed agreement', 'Exchanged logo files'], 'zh-CN': ['续签协议', '交换标识文件'] },
};

/** What is handed in when a hackathon counts pull requests, and what one says of it. */
export const REJECTED_BY_HAND = {
  en: ['Remove blank lines in the README', 'Fix typo', 'Update README.md', 'Add my name to the list of contributors', 'Reformat comments'],
  'zh-CN': ['删除 README 中的空行', '修正错别字', '更新 README.md', '把我的名字加入贡献者名单', '调整注释格式'],
} as const;
export const REJECTION_REASONS = {
  en: [
    'Same change as an earlier pull request',
    'Only blanks and line ends',
    'Handed in for the hackathon count',
    'Generated text, not checked',
  ],
  'zh-CN': ['与之前的合并请求重复', '只改了空格和换行', '为黑客松凑数', '自动生成的文字，未经核对'],
} as const;

export const FOLLOW_UPS = {
  en: [
    'Send the meeting notes',
    'Share the draft agreement',
    'Introduce them to the docs team',
    'Ask for logo permission',
    'Schedule the benchmark run',
  ],
  'zh-CN': ['发送会议纪要', '发送协议草案', '介绍文档团队', '确认标识使用授权', '安排测评时间'],
} as const;
