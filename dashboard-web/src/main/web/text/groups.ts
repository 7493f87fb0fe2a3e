/** A group as people read it: the store escapes what begins with two underscores, and has two such names of its own. */
export function groupName(group: string): string {
  switch (group) {
    case '__none__':
      return '(none)';
    case '__other__':
      return '(other)';
    default:
      return group.startsWith('___') ? group.slice(1) : group;
  }
}
