// An expected reason why the program cannot start. Doors turn the code into one sentence in the person's language.
export type BadStartCode =
  | 'PORT_TAKEN'
  | 'FOLDER_NOT_WRITABLE'
  | 'FILE_NOT_READABLE'
  | 'WORKSPACE_READ_ONLY'
  | 'NOT_A_WORKSPACE'
  | 'WORKSPACE_NOT_FOUND'
  | 'WORKSPACE_EMPTY_FILE'
  | 'WORKSPACE_DAMAGED'
  | 'WORKSPACE_IN_USE'
  | 'WORKSPACE_NEWER'
  | 'BACKUP_DAMAGED'
  | 'ELECTRON_MISSING'
  | 'RENDERER_NOT_BUILT'
  | 'SQLITE_TOO_OLD';

export class BadStart extends Error {
  readonly code: BadStartCode;
  readonly data: Record<string, string | number>;

  constructor(code: BadStartCode, data: Record<string, string | number>) {
    super(`${code} ${JSON.stringify(data)}`);
    this.name = 'BadStart';
    this.code = code;
    this.data = data;
  }
}
