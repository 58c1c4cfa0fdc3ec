// What gathers contributions from a source has to do, and what it is handed for that.
import type { CollectionRequest } from '../../../shared/contract/collections.ts';
import type { KindRules } from '../../../shared/contract/kind-rules.ts';
import { CodedFailure } from '../../jobs/coded-failure.ts';
import type { CollectedRow } from './collected-file.ts';

/** A page of a source: what to keep of it, and what the collector needs to know to go on behind it. */
export interface Page {
  readonly rows: readonly CollectedRow[];
  /** What is no contribution, such as the state of a pull request. */
  readonly observed?: readonly object[];
  /** Where it goes on; plain JSON. Rows and state are kept together or not at all. */
  readonly state: unknown;
  /** By source, how far it will have been read once this is imported; added to what earlier pages said. */
  readonly cursors?: Readonly<Record<string, unknown>>;
  /** What it is at, for the person: a repository's name. */
  readonly at: string;
  /** What was seen so far, by words that the language files know, where the number of rows does not say it. */
  readonly counted?: Readonly<Record<string, number>>;
  /** How many requests the source still answers before a limit has to pass; null where it does not say. */
  readonly requestsLeft?: number | null;
}

export interface CollectServices {
  readonly signal: AbortSignal;
  readonly rules: KindRules;
  /** The `state` of the last page, when this goes on with an earlier collection. */
  readonly resumeFrom: unknown;
  readonly now: () => number;
  /** How far the sources were read by what was imported; only those asked for. */
  cursorsOf(sources: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  keep(page: Page): Promise<void>;
  progress(phase: string, done: number, total: number | null): void;
  /** Waits for a limit of the source to pass and lets the person see until when; ends early when it is stopped. */
  waitUntil(instantMs: number, why: string): Promise<void>;
}

export interface Collector<Request extends CollectionRequest> {
  /** Looks whether the source is there and may be read, before anything is started. Gives its name for the person; throws SourceRefused. */
  check(request: Request): Promise<string>;
  /** Reads to the end; throws CollectingStopped where it cannot go on. */
  collect(request: Request, services: CollectServices): Promise<void>;
}

/** The source cannot be read at all. `reason` is a code the language files know. */
export class SourceRefused extends Error {
  readonly reason: string;
  readonly detail: string;
  constructor(reason: string, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** The source could not be read to its end; what was read is kept. */
export class CollectingStopped extends CodedFailure {}
