import { CodedFailure } from '../jobs/coded-failure.ts';

/** Why an import cannot go on; procedures turn it into the contract's failure of that code. */
export class ImportRefused extends CodedFailure<
  'FILE_GONE' | 'FILE_UNREADABLE' | 'MAPPING_INCOMPLETE' | 'DATE_ORDER_OPEN' | 'NOT_FOUND' | 'IMPORT_NOT_READY'
> {}
