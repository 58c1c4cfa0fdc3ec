/** A failure that people are told in their language: a code that the language files know, and what is to be said with it. */
export class CodedFailure<Code extends string = string> extends Error {
  readonly code: Code;
  readonly data: Record<string, unknown>;
  constructor(code: Code, data: Record<string, unknown>) {
    super(code);
    this.code = code;
    this.data = data;
  }
}
