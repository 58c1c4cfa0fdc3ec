// Which kind a commit or pull request is: the first rule that matches decides. Editable; the default follows PRODUCT.md section 3.
import { z } from 'zod';
import { kindKey } from './base.ts';

const words = z.array(z.string().trim().min(1).max(100)).max(50);

/** Conditions are alternatives: one that holds is enough. */
export const kindRule = z.object({
  kind: kindKey,
  /** Labels of a pull request, compared without case. */
  labels: words,
  /** Prefixes of conventional commits without their colon, such as `fix`. */
  prefixes: words,
  /** All changed paths must match one of these: a folder `docs/` anywhere in the path, or an ending `*.md`. */
  paths: words,
  /** The text says that it closes an issue which is labelled a bug. */
  closesBug: z.boolean(),
});
export type KindRule = z.infer<typeof kindRule>;

export const kindRules = z.object({
  rules: z.array(kindRule).max(30),
  /** The kind of what no rule matches. */
  otherwise: kindKey,
});
export type KindRules = z.infer<typeof kindRules>;
