import { measure, type MeasuredFields, ORDER_FIELDS } from '../../rules/answers/fillRates';
import {
  addMeasurements,
  isJudgedDay,
  type MeasuredStream,
  type Measurements,
  NO_MEASUREMENTS,
} from '../../rules/answers/plausibility';
import type { PosOrder } from '../../rules/pos';
import { addDays, calendarDate } from '../../rules/time/time';
import type { Tenant } from '../../documents/tenant';
import type { Limits } from '../../platform/limits';
import type { PosInventory } from '../../platform/ports/pos';

/** Measures what a stage reads, for the comparison with the run before. */
export class Measuring {
  #sum: Measurements = NO_MEASUREMENTS;

  /** What was measured so far. */
  get sum(): Measurements {
    return this.#sum;
  }

  records<Of>(stream: MeasuredStream, fields: MeasuredFields<Of>, records: readonly Of[]): void {
    this.#sum = addMeasurements(this.#sum, { ...NO_MEASUREMENTS, [stream]: measure(fields, records) });
  }

  /** The whole inventory, as far as the POS says itself that it is. */
  inventory({ complete, received, announced }: PosInventory): void {
    if (complete && received === announced)
      this.#sum = addMeasurements(this.#sum, { ...NO_MEASUREMENTS, inventoryRows: received });
  }

  /**
   * Orders of the days that every sync reads: older ones, which only some syncs read, can be of another kind.
   * @param now When the run began.
   */
  orders(
    orders: readonly PosOrder[],
    { timeZone, lookbackDays }: Pick<Tenant, 'timeZone' | 'lookbackDays'>,
    now: Date,
    suspicion: Limits['brake'],
  ): void {
    const today = calendarDate(now, timeZone);
    const first = addDays(today, -lookbackDays);
    const orderDays: Record<string, number> = {};
    const recent: PosOrder[] = [];
    for (const order of orders) {
      const day = calendarDate(order.orderDate, timeZone);
      if (day >= first) recent.push(order);
      if (isJudgedDay(day, today, suspicion)) orderDays[day] = (orderDays[day] ?? 0) + 1;
    }
    this.records('orders', ORDER_FIELDS, recent);
    const unknownStatuses = recent.filter(({ status }) => status === 'unknown').length;
    this.#sum = addMeasurements(this.#sum, { unknownStatuses, orderDays });
  }
}
