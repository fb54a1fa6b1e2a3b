/** What can happen in a simulated exam: what student and proctor do, and what breaks. */
import fc from 'fast-check';

export type Step =
	| { do: 'answer'; urgent: boolean }
	| { do: 'rest' | 'extend' | 'time_up' | 'go_on' | 'heartbeat' | 'say' }
	| { do: 'cut' | 'offline' | 'online' | 'reload' | 'double' | 'store_heals' }
	| { do: 'store_fails'; writes: number }
	| { do: 'deliver'; pick: number }
	| { do: 'wait'; ms: number }
	| Fault;

/** What only a slow network, a lying clock, a broken store or an edge that can be killed bring. */
export type Fault =
	| { do: 'lose' | 'lose_answer' | 'double_answer' | 'late' | 'evict' }
	/** Everything arrives, both ways. */
	| { do: 'flow' }
	| { do: 'hear'; pick: number }
	| { do: 'sleep' | 'set_clock'; ms: number }
	| { do: 'garble'; record: number; at: number }
	| EdgeTrouble;

/** `after`: points of its work. */
export type EdgeTrouble =
	{ do: 'hibernate' } | { do: 'kill'; after: number } | { do: 'commits_fail'; times: number };

const of = <K extends string>(...kinds: K[]) => fc.record({ do: fc.constantFrom(...kinds) });
const pick = fc.nat(3);

export const plainSteps: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), urgent: fc.boolean() }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('deliver' as const), pick }) },
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			ms: fc.integer({ min: 1, max: 20_000 })
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('store_fails' as const),
			writes: fc.integer({ min: 1, max: 4 })
		})
	},
	{
		weight: 6,
		arbitrary: of('heartbeat', 'say', 'cut', 'offline', 'online', 'reload', 'double', 'store_heals')
	},
	{ weight: 3, arbitrary: of('rest', 'extend', 'time_up', 'go_on') }
);

const MINUTE = 60_000;

/** Without a clock that is set: that is told of by the verifier, and rightly. */
export const faultySteps: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 25, arbitrary: plainSteps },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('hear' as const), pick }) },
	{ weight: 8, arbitrary: of('flow') },
	{ weight: 3, arbitrary: of('lose', 'lose_answer', 'double_answer', 'late', 'hibernate') },
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constant('kill' as const), after: fc.nat(9) })
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('commits_fail' as const),
			times: fc.integer({ min: 1, max: 3 })
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('sleep' as const),
			ms: fc.integer({ min: 3_000, max: 30 * MINUTE })
		})
	}
);

/** What a person or a disk does to the device beside that. */
export const damagingSteps: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 20, arbitrary: faultySteps },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('set_clock' as const),
			ms: fc.integer({ min: -60 * MINUTE, max: 60 * MINUTE })
		})
	},
	{ weight: 1, arbitrary: of('evict') },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('garble' as const),
			record: fc.nat(50),
			at: fc.nat(10_000)
		})
	}
);
