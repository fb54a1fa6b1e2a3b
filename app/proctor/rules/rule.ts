/** What one kind of readings says, over time, as observations. Each rule is pure: time comes with the readings. */
import type { Observation, StaffCheck } from '#sync/schema/observation.ts';
import type { Lasting } from '../lasting.ts';
import type { Thresholds } from '../thresholds.ts';

export interface RuleDeps {
	thresholds: Thresholds;
	/** The one open run of a check; of a check that is switched off, one that never begins. */
	sampled(check: StaffCheck): Lasting;
}

export type Rule<Reading> = (t: number, reading: Reading) => Observation[];
