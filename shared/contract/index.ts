// The whole table of procedures. A new feature adds one file beside this one and one line here.
import { activitiesContract } from './activities.ts';
import { collectionsContract } from './collections.ts';
import { contributionsContract } from './contributions.ts';
import { eventsContract } from './events.ts';
import { importsContract } from './imports.ts';
import { jobsContract } from './jobs.ts';
import { partnersContract } from './partners.ts';
import { peopleContract } from './people.ts';
import { policiesContract } from './policies.ts';
import { recognitionContract } from './recognition.ts';
import { reportsContract } from './reports.ts';
import { startContract } from './start.ts';
import { workspaceContract } from './workspace.ts';

export const contract = {
  workspace: workspaceContract,
  start: startContract,
  partners: partnersContract,
  activities: activitiesContract,
  people: peopleContract,
  contributions: contributionsContract,
  imports: importsContract,
  collections: collectionsContract,
  reports: reportsContract,
  recognition: recognitionContract,
  policies: policiesContract,
  jobs: jobsContract,
  events: eventsContract,
};
export type Contract = typeof contract;
