// Names of the few messages that cross between the preload script and the main process. The contract itself runs over the port.

export const CHANNELS = {
  /** The page asks for its message port … */
  connect: 'trellis:connect',
  /** … and gets it. */
  port: 'trellis:port',
  /** A dropped file, handed over chunk by chunk through a port of its own. */
  stage: 'trellis:stage',
  pick: 'trellis:pick',
  save: 'trellis:save',
  /** A folder that holds a clone: the one path that the page learns, because the person chose it for being read. */
  folder: 'trellis:folder',
  /** The page's language, so that the menu speaks it too. */
  language: 'trellis:language',
} as const;

/** How large a chunk of a dropped file may be. */
export const CHUNK_BYTES = 1024 * 1024;

/** Answers of the main process: a value, or a code that the page turns into a sentence. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; code: string };
