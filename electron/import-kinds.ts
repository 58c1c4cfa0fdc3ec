// Every kind of row that can be imported, its pure half and its SQL half. A new kind is two lines here.
import type { ImportKind } from '../shared/vocabulary.ts';
import { activityDraftRules } from './features/activities/activity-drafts.ts';
import { contributionDraftRules } from './features/contributions/contribution-drafts.ts';
import { contactDraftRules } from './features/partners/contact-drafts.ts';
import { partnerDraftRules } from './features/partners/partner-drafts.ts';
import { affiliationDraftRules } from './features/people/affiliation-drafts.ts';
import { samePeopleDraftRules } from './features/people/same-people-drafts.ts';
import type { DraftRules } from './intake/import-kind.ts';

export const draftRulesOf: Readonly<Record<ImportKind, DraftRules>> = {
  partners: partnerDraftRules,
  contributions: contributionDraftRules,
  people: affiliationDraftRules,
  same_people: samePeopleDraftRules,
  contacts: contactDraftRules,
  activities: activityDraftRules,
};
