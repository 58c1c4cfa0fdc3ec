// The seam between the doors: how this page reaches the program, hands it files and takes files from it.
import type { ContractRouterClient } from '@orpc/contract';
import type { OutgoingFile } from '../../shared/contract/base.ts';
import type { contract } from '../../shared/contract/index.ts';

export type ProgramClient = ContractRouterClient<typeof contract>;

export interface StagedFile {
  readonly fileId: string;
  readonly name: string;
  readonly bytes: number;
}

export interface Host {
  readonly kind: 'browser' | 'electron';
  connect(): Promise<ProgramClient>;
  /** Copies a dropped or chosen file to where the program can read it. `progress` is a share from 0 to 1. */
  stageFile(file: File, progress?: (share: number) => void): Promise<StagedFile>;
  saveFile(file: OutgoingFile): Promise<void>;
  /** Lets the person choose a folder of this machine; null when they choose none. Where it is missing they write its path. */
  chooseFolder?(): Promise<string | null>;
}
