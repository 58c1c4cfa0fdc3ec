// What a schema has against a form's values, as one sentence per field.
import i18next from 'i18next';
import type { z } from 'zod';

export function schemaErrors(schema: z.ZodType, values: unknown): Record<string, string> {
  const read = schema.safeParse(values);
  if (read.success) return {};
  const errors: Record<string, string> = {};
  for (const { path, message } of read.error.issues) {
    const [field, index, part] = path;
    // A contact's field has its own input; an entry of a list shows its error on the list.
    const name = part === undefined ? String(field) : `${String(field)}.${String(index)}.${String(part)}`;
    errors[name] ??= i18next.exists(`failures:rules.${message}`)
      ? i18next.t(`failures:rules.${message}`)
      : i18next.t('failures:BAD_REQUEST');
  }
  return errors;
}
