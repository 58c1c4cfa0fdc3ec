// What a change was about, as people say it: most changes keep their subject's name, some a number or a key.
import i18next from 'i18next';

export function subjectOf({ what, subject }: { readonly what: string; readonly subject: string }): string {
  if (what === 'recognition.moveRewards') return i18next.t('recognition:rewardsOf', { count: Number(subject) });
  if (what === 'recognition.setStock') return i18next.t(`vocabulary:reward.${subject}`, { defaultValue: subject });
  return subject;
}
