import { flagField, posIdField, textField } from '../../../functions/src/alleaves/rows/fields';
import { aliases, idAliases, parseRow } from '../../../functions/src/alleaves/rows/row';
import type { Tenant } from '../../../functions/src/documents/tenant';
import { isTimeZone } from '../../../functions/src/rules/time/time';
import type { Commands } from './commands';
import type { Findings } from './findings';
import { escaped, foreign } from './foreign';
import type { PosAccess } from './posAccess';

/** A location that the POS lists. */
export interface Location {
  /** Fit to be shown, as all of it. */
  id: string;
  name: string | null;
  timeZone: string | null;
  active: boolean | null;
}

const ID = idAliases('id_location', 'id');
const NAME = aliases('name', 'location_name', 'location');
const TIME_ZONE = aliases('timezone', 'time_zone', 'timeZone');
const ACTIVE = aliases('active', 'is_active');

/**
 * Logs in, and compares the locations that the POS lists with the tenant's settings.
 * @returns the locations, and the one that a sync asks for.
 * @throws SyncError if the POS can't be asked.
 */
export async function checkLocations(
  pos: PosAccess,
  tenant: Tenant,
  commands: Commands,
  findings: Findings,
): Promise<{ locations: Location[]; locationId: string | null }> {
  let locationId = tenant.locationId;
  const answer = await pos.ask('locations', (loginLocation) => {
    locationId ??= loginLocation;
    return { method: 'GET', path: 'location' };
  });
  findings.add('login', 'ok', 'The POS takes the credentials.');
  if (answer.outcome === 'missing')
    findings.add(
      'location',
      'warning',
      `The POS doesn't list its locations (${answer.status}), so location and time zone weren't compared.`,
    );
  const locations = answer.outcome === 'missing' ? [] : answer.rows.flatMap(locationOf);
  if (locationId === null) addMissing(locations, commands, findings);
  else if (answer.outcome === 'answered') compare(locations, locationId, tenant, commands, findings);
  return { locations, locationId };
}

function locationOf(payload: unknown): Location | [] {
  const { record } = parseRow(
    payload,
    (row) => row.essential(ID, posIdField),
    (row, id) => ({
      id: escaped(id),
      name: shown(row.optional(NAME, textField)),
      timeZone: shown(row.optional(TIME_ZONE, textField)),
      active: row.optional(ACTIVE, flagField),
    }),
  );
  return record ?? [];
}

const shown = (text: string | null) => (text === null ? null : foreign(text));

function addMissing(locations: readonly Location[], commands: Commands, findings: Findings): void {
  const text = 'No location is set: neither in the tenant, nor as a secret, nor by the login.';
  findings.add('location', 'failure', text, choice(locations, commands));
}

/** What to set where the location is wrong. */
function choice(locations: readonly Location[], commands: Commands) {
  const [only, ...others] = locations.filter(({ active }) => active !== false);
  return only !== undefined && others.length === 0
    ? { what: "Set the POS's only active location.", command: commands.set('location-id', only.id) }
    : {
        what: "Set the shop's own location: its id is in the POS's list, or known to the POS's support.",
        command: commands.set('location-id', 'ID'),
      };
}

function compare(
  locations: readonly Location[],
  locationId: string,
  tenant: Tenant,
  commands: Commands,
  findings: Findings,
): void {
  const own = locations.find(({ id }) => id === escaped(locationId));
  if (own === undefined) {
    const text = `The location ${escaped(locationId)} isn't among the ${locations.length} that the POS lists.`;
    findings.add('location', 'failure', text, choice(locations, commands));
    return;
  }
  const name = `${own.id} (${own.name ?? 'no name'})`;
  if (own.active === false)
    findings.add('location', 'warning', `The location ${name} isn't active at the POS. Is it the right one?`);
  else findings.add('location', 'ok', `The location is ${name}.`);
  compareTimeZones(own, tenant, commands, findings);
}

function compareTimeZones(
  { timeZone }: Location,
  tenant: Tenant,
  commands: Commands,
  findings: Findings,
): void {
  if (timeZone === null || !isTimeZone(timeZone)) {
    const said =
      timeZone === null ? 'names no time zone' : `says "${timeZone}", which isn't an IANA time zone`;
    const text = `The POS ${said}. The tenant's is ${tenant.timeZone}: check it.`;
    findings.add('time zone', 'warning', text);
  } else if (canonical(timeZone) === canonical(tenant.timeZone)) {
    findings.add('time zone', 'ok', `${tenant.timeZone}, as the POS has it.`);
  } else {
    const text = `The tenant's time zone is ${tenant.timeZone}, the POS's is ${timeZone}: orders would fall on the wrong days.`;
    const change = { what: "Set the shop's time zone.", command: commands.set('time-zone', timeZone) };
    findings.add('time zone', 'failure', text, change);
  }
}

/** One name for zones that have several, such as US/Eastern. */
function canonical(timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
}
