// Where the keyboard goes when something appears after the page or dialog around it.

/** As a field's `ref`: the focus moves into it once, when it appears. */
export const focusFirst = (field: HTMLElement | null) => field?.focus();
