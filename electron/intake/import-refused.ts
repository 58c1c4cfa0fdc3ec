/** Why an import cannot go on; procedures turn it into the contract's failure of that code. */
export class ImportRefused extends Error {
  readonly code: 'FILE_GONE' | 'FILE_UNREADABLE' | 'MAPPING_INCOMPLETE' | 'NOT_FOUND' | 'IMPORT_NOT_READY';
  readonly data: Record<string, unknown>;
  constructor(code: ImportRefused['code'], data: Record<string, unknown>) {
    super(code);
    this.code = code;
    this.data = data;
  }
}
