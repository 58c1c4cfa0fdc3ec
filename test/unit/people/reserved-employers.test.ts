// Which words of an affiliation file are no employer.
import { expect, test } from 'vitest';
import { reservedEmployer } from '../../../electron/features/people/reserved-employers.rules.ts';

test.each(['Unknown', '(Unknown)', 'unknown ', 'ＵＮＫＮＯＷＮ', 'Not Found', 'NotFound', '(not found)', '?', '未知', '（不详）'])(
  '%s is not known',
  (word) => {
    expect(reservedEmployer(word)).toBe('unknown');
  },
);

test.each(['Independent', '(Independent)', 'SELF', 'Self-employed', 'Freelancer', '独立', '独立开发者', '自由职业者', '个人'])(
  '%s is nobody’s employee',
  (word) => {
    expect(reservedEmployer(word)).toBe('independent');
  },
);

test.each(['Unknown Corp', 'Unknown, Inc.', 'Independent Media', 'Independent LLC', 'Self GmbH', '独立有限公司', '未知科技', '()', ''])(
  '“%s” is a name',
  (name) => {
    expect(reservedEmployer(name)).toBeUndefined();
  },
);
