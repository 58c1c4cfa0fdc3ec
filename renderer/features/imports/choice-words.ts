// What the words of a closed list are called.

/** The list a choice comes from has the field's name, except where several kinds of rows share one. */
export function choiceWord(t: (key: string) => string, kind: string, field: string, value: string): string {
  const list = field === 'areas' ? 'area' : field === 'kind' && kind === 'activities' ? 'activity' : field;
  return t(`vocabulary:${list}.${value}`);
}
