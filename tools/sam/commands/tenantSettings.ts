import { type Command, Option } from 'commander';
import type { TenantSettings } from '../../../functions/src/documents/tenant';
import { parseAreas, parseTimeZone, parseUnits } from '../arguments';
import { parseDate, wholeNumber } from '../../terminal/arguments';

/** The settings of a tenant that the command line can give. */
export interface SettingOptions extends Pick<
  TenantSettings,
  | 'secretPrefix'
  | 'locationId'
  | 'baseUrl'
  | 'dialect'
  | 'timeZone'
  | 'lookbackDays'
  | 'historyStart'
  | 'minimumStock'
> {
  sellableArea?: string[];
  itemDetails?: boolean;
}

/** Gives a command an option for each of them. */
export function withSettings(command: Command): Command {
  return command
    .option('--secret-prefix <prefix>', 'what the names of its secrets begin with (default: ALLEAVES)')
    .option('--location-id <id>', "the POS's location (default: the secret, else what the login says)")
    .option('--base-url <url>', 'base of the POS API (default: the Alleaves cloud)')
    .addOption(
      new Option('--dialect <name>', 'endpoints of the POS').choices(['auto', 'documented', 'observed']),
    )
    .option('--time-zone <name>', "the shop's time zone (default: America/New_York)", parseTimeZone)
    .option(
      '--lookback-days <days>',
      'days of orders that each sync reads (default: 90)',
      wholeNumber(1, 3650),
    )
    .option('--history-start <date>', 'how far back the first sync reads, as YYYY-MM-DD', parseDate)
    .option(
      '--sellable-area <name>',
      'an area that sells, by name or type; give it once for each (default: areas of type Retail)',
      parseAreas,
    )
    .option(
      '--minimum-stock <units>',
      'show items with no more than this many units as out of stock (default: 0)',
      parseUnits,
    )
    .option('--no-item-details', "don't fetch images and descriptions");
}

/** The settings that were given, by their names in the tenant's document. */
export function settingsOf({
  sellableArea,
  itemDetails = true,
  ...given
}: SettingOptions): Partial<Omit<TenantSettings, 'provider' | 'status'>> {
  return {
    ...given,
    ...(sellableArea && { sellableAreas: sellableArea }),
    ...(!itemDetails && { itemDetails }),
  };
}
