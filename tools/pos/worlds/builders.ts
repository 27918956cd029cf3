export { buildOddities } from './oddities/oddities';
export { buildRoster } from './roster';
