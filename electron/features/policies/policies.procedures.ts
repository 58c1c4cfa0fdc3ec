// Which rules are in force.
import { answer } from '../procedure.ts';
import { readPointsPolicy } from './policies.queries.ts';

export const policiesProcedures = {
  points: answer.policies.points.handler(({ context }) => readPointsPolicy(context.store.read)),
};
