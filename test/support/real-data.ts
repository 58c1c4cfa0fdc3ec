// Turns foreign formats into CSV until their readers exist. docs/importing.md shows the same conversions as commands.

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/**
 * Members and training partners of a CNCF landscape file: name without its role in brackets, website, and the tier that a
 * membership level names. Reads just the three keys it needs, line by line; it is no YAML reader.
 */
export function landscapeMembersCsv(yaml: string): string {
  const rows: string[] = [];
  let subcategory = '';
  let name = '';
  const push = (website: string) => {
    if (name === '') return;
    const tier = ['Platinum', 'Gold', 'Silver'].includes(subcategory) ? subcategory.toLowerCase() : '';
    const type = subcategory === 'Kubernetes Training Partner' ? 'training_organization' : '';
    rows.push([cell(name.replace(/ \((?:KTP|member)\)$/, '')), cell(website), tier, type].join(','));
    name = '';
  };
  const lines = yaml.split('\n');
  for (const [index, line] of lines.entries()) {
    const value = (key: string) => new RegExp(`^\\s*${key}: '?(.*?)'?\\s*$`).exec(line)?.[1];
    if (/^\s*- subcategory:/.test(line)) subcategory = /name: (.*)/.exec(lines[index + 1] ?? '')?.[1]?.trim() ?? '';
    if (/^\s*- item:/.test(line)) {
      push('');
      name = /name: '?(.*?)'?\s*$/.exec(lines[index + 1] ?? '')?.[1] ?? '';
    }
    const website = value('homepage_url');
    if (website !== undefined) push(website);
  }
  push('');
  return `name,website,tier,type\n${rows.join('\n')}\n`;
}

/** One row per person and kind; all-contributors' `bug` is a report, and GitHub's user id makes the key. */
export function allContributorsCsv(json: string): string {
  const { projectName, contributors } = JSON.parse(json) as {
    projectName: string;
    contributors: { login: string; name: string; avatar_url: string; contributions: string[] }[];
  };
  const rows = contributors.flatMap(({ login, name, avatar_url, contributions }) => {
    const userId = /\/u\/(\d+)/.exec(avatar_url)?.[1] ?? login;
    return contributions.map((kind) => [cell(`ac:${projectName}:${userId}:${kind}`), cell(login), cell(name), kind].join(','));
  });
  return `id,login,name,kind\n${rows.join('\n')}\n`;
}
