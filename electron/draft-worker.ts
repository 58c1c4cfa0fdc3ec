// Entry of the worker thread that reads a staged file and drafts its rows.
import { draftRulesOf } from './import-kinds.ts';
import { serveDrafts } from './intake/draft-stream.ts';

await serveDrafts(draftRulesOf);
