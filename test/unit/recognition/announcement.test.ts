// Texts that announce a milestone: they are pasted as they are, so days and numbers must be written as people write them.
import { describe, expect, test } from 'vitest';
import { type Announced, announcementOf } from '../../../electron/features/recognition/announcement.rules.ts';
import { say } from '../../../electron/language.ts';

const text = (announced: Partial<Announced>) => {
  const whole: Announced = {
    name: 'Mei Lin',
    level: 'gold',
    reachedOn: '2026-11-23',
    points: 2082,
    programName: 'Harbor',
    form: 'plain',
    language: 'en',
    ...announced,
  };
  return announcementOf(whole, (key, values) => say(whole.language, key, values));
};

describe('an announcement', () => {
  test('writes the day and the points in its own language', () => {
    expect(text({})).toContain('On November 23, 2026, Mei Lin reached the level Gold.');
    expect(text({})).toContain('2,082 points');
    expect(text({ language: 'zh-CN' })).toContain('2026年11月23日，Mei Lin 达到金级，累计获得 2,082 积分。');
  });

  test('says no day where none is known', () => {
    expect(text({ reachedOn: null })).not.toMatch(/On |2026/);
    expect(text({ reachedOn: null, language: 'zh-CN' })).toContain('Mei Lin 已达到金级');
  });

  test('keeps a name from becoming Markdown', () => {
    expect(text({ name: '*Mei* [Lin]', form: 'markdown' })).toContain('## \\*Mei\\* \\[Lin\\] is now a Gold contributor');
    expect(text({ name: '*Mei*', form: 'social' })).toContain('*Mei*');
  });
});
