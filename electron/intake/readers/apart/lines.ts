// What the lines say that pass between the two ends of reading apart, by their first letter.

export const LINE = { detected: 'D', rows: 'R', unreadable: 'U', end: 'E', alive: '.' } as const;
