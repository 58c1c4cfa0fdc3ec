// How much and how long: the limits of the browser door in one place. Tests hand in smaller ones.
import type { BodyLimits } from './loopback-body.ts';

export interface LoopbackLimits extends BodyLimits {
  headerBytes: number;
  headersMs: number;
  uploadBytes: number;
  uploadMs: number;
  uploadsAtOnce: number;
  connections: number;
  keepAliveMs: number;
  /** How long requests that are being answered may take when the door closes. */
  closeMs: number;
}

export const LOOPBACK_LIMITS: LoopbackLimits = {
  jsonBytes: 1024 * 1024,
  jsonDepth: 32,
  jsonMs: 30_000,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  uploadBytes: 1024 * 1024 * 1024,
  uploadMs: 10 * 60_000,
  uploadsAtOnce: 4,
  connections: 64,
  keepAliveMs: 5_000,
  closeMs: 5_000,
};
