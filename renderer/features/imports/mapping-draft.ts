// What a person has said about the columns of a file, kept for this window, so that neither a reload nor going back loses it.
import { useState } from 'react';
import { type Inspection, type Mapping, mapping as mappingSchema } from '../../../shared/contract/imports.ts';

/** What every part of the mapping step is handed. */
export interface MappingProps {
  readonly inspection: Inspection;
  readonly mapping: Mapping;
  readonly onMapping: (next: Mapping) => void;
}

/** Another sheet, header line or delimiter has other columns, so what was said of them is kept apart; the encoding only changes letters. */
export function draftKeyOf({ kind, stagedFileId, reading }: Inspection): string {
  const { encoding: _, ...columns } = reading;
  return `${kind}/${stagedFileId}/${JSON.stringify(columns)}`;
}

const PREFIX = 'trellis-mapping:';

function read(key: string): Mapping | undefined {
  try {
    const found = mappingSchema.safeParse(JSON.parse(sessionStorage.getItem(PREFIX + key) ?? ''));
    return found.success ? found.data : undefined;
  } catch {
    return undefined;
  }
}

/** The mapping under that key as it was left, else the one to begin with. */
export function useMappingDraft(key: string, begin: Mapping): [Mapping, (next: Mapping) => void] {
  const [mapping, setMapping] = useState(() => read(key) ?? begin);
  return [
    mapping,
    (next) => {
      setMapping(next);
      sessionStorage.setItem(PREFIX + key, JSON.stringify(next));
    },
  ];
}
