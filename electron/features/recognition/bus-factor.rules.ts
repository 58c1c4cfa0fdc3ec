// How few make half of the points: if they left, half of the work would be gone.

/** Members in falling order of points until they make at least half of the total. Ties keep the order given. */
export function busFactor<Member extends { points: number }>(members: readonly Member[]): Member[] {
  const ordered = members.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
  const total = ordered.reduce((sum, { points }) => sum + points, 0);
  let reached = 0;
  const found: Member[] = [];
  for (const member of ordered) {
    if (2 * reached >= total) break;
    found.push(member);
    reached += member.points;
  }
  return found;
}
