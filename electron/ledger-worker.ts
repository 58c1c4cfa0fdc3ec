// Entry of the worker thread that makes the ledger's columns.
import { serveSegments } from './features/contributions/ledger-segment-thread.ts';

serveSegments();
