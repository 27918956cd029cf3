export { buildOddities } from './oddities';
export { buildRoster, type RosterOptions } from './roster';
