// Entry of the process that reads one file apart from the program: it can be killed, and what it takes is limited.

import { serveReading } from './intake/readers/apart/serve-reading.ts';
import type { ApartRequest } from './intake/readers/reader.ts';

await serveReading(JSON.parse(process.argv.at(-1) ?? '') as ApartRequest, process.stdout);
