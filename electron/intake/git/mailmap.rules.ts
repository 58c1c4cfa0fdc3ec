// Who a written name and address stand for, by a clone's `.mailmap`, with git's own meaning of it (gitmailmap(5)).

export interface WrittenPerson {
  readonly name: string;
  readonly email: string;
}

interface Entry {
  name?: string;
  email?: string;
  /** By the written name, where a line asks for one. */
  readonly byName: Map<string, { name?: string; email?: string }>;
}

/** Only letters of ASCII compare without case, as git does it. */
const folded = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** `Name <mail>` at the beginning of the text, and what follows it; undefined where there is none. */
function nextPerson(text: string, emptyMail: boolean): { name: string; email: string; rest: string } | undefined {
  const left = text.indexOf('<');
  const right = left < 0 ? -1 : text.indexOf('>', left + 1);
  if (right < 0 || (!emptyMail && right === left + 1)) return undefined;
  return { name: text.slice(0, left).trim(), email: text.slice(left + 1, right), rest: text.slice(right + 1) };
}

export function readMailmap(text: string): (person: WrittenPerson) => WrittenPerson {
  const entries = new Map<string, Entry>();
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const proper = nextPerson(line, false);
    if (!proper) continue;
    const written = proper.rest === '' ? undefined : nextPerson(proper.rest, true);
    const mail = folded(written?.email ?? proper.email);
    const said = { ...(proper.name && { name: proper.name }), ...(written && { email: proper.email }) };
    const entry = entries.get(mail) ?? { byName: new Map() };
    entries.set(mail, entry);
    if (written?.name) entry.byName.set(folded(written.name), said);
    else Object.assign(entry, said);
  }
  return (person) => {
    const entry = entries.get(folded(person.email));
    if (!entry) return person;
    const { name, email } = entry.byName.get(folded(person.name)) ?? entry;
    return { name: name ?? person.name, email: email ?? person.email };
  };
}
