export { buildOddities } from './oddities';
export { buildRoster } from './roster';
