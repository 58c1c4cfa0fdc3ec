// What affiliation files write where there is no employer: nobody's employee, or nobody knows. Only these very words; a company may well be
// called Unknown Corp or Independent Media.
import { textKey } from '../../../shared/values/text-key.ts';

const WORDS = {
  independent: [
    ...[
      'independent',
      'independent contributor',
      'independent developer',
      'self',
      'self-employed',
      'self employed',
      'freelance',
      'freelancer',
    ],
    ...['独立', '独立贡献者', '独立开发者', '自由职业', '自由职业者', '个人', '个人贡献者', '个人开发者'],
  ],
  unknown: ['unknown', 'not known', 'not found', 'notfound', '?', '未知', '不详', '不明', '归属未知'],
} as const;

type Reserved = keyof typeof WORDS;

const MEANINGS = new Map<string, Reserved>(
  (Object.keys(WORDS) as Reserved[]).flatMap((meaning) => WORDS[meaning].map((word) => [word, meaning] as const)),
);

/** Compared without case, width and a pair of brackets around: `(Unknown)` is Unknown, `Unknown Corp` is a company. */
export function reservedEmployer(name: string): Reserved | undefined {
  const key = textKey(name);
  return MEANINGS.get(/^[([].+[)\]]$/.test(key) ? key.slice(1, -1).trim() : key);
}
