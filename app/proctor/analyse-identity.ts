/**
 * Compares whoever is in front of the camera with the one who was enrolled: before the exam, or else in its first seconds. What was
 * enrolled is asked for and given to be kept, and goes nowhere else.
 */
import {
	enrolFace,
	startIdentity,
	type IdentityReading,
	type IdentityWatching,
	type Likeness
} from '#models/identity/index.ts';
import { weightsFor } from '#models/weights/manifest.ts';
import type { SensorDeps } from './sensor.ts';

export interface EnrolledFace {
	/** null: nobody is enrolled yet. */
	load(): Promise<Likeness | null>;
	keep(likeness: Likeness): Promise<void>;
}

export type IdentityAnalysis = IdentityWatching;

export type IdentityAnalysisOptions = Parameters<SensorDeps<IdentityReading>['analyse']>[0] & {
	enrolled: EnrolledFace;
	/** Readings below are looked into sooner. */
	doubtBelow: number;
};

/** The models' part of it; tests give another one. */
export interface IdentityModels {
	enrol: typeof enrolFace;
	start: typeof startIdentity;
}

const warn = (error: unknown) =>
	console.warn('What is enrolled could not be read or kept; it is described anew.', error);

export async function analyseIdentity(
	{ track, onReading, onTrouble, enrolled, doubtBelow }: IdentityAnalysisOptions,
	models: IdentityModels = { enrol: enrolFace, start: startIdentity }
): Promise<IdentityAnalysis> {
	const shared = { track, files: weightsFor('likeness'), onTrouble };
	let enrolling: { stop(): void } | null = null;
	let comparing: IdentityWatching | null = null;
	let stopped = false;

	const compare = async (likeness: Likeness) => {
		if (stopped) return;
		const started = await models.start({ ...shared, enrolled: likeness, doubtBelow, onReading });
		if (stopped) started.stop();
		comparing = started;
	};
	const kept = await enrolled.load().catch((error: unknown) => {
		warn(error);
		return null;
	});
	if (kept) await compare(kept);
	else
		enrolling = await models.enrol({
			...shared,
			onState({ template }, look) {
				if (stopped) return;
				onReading(look);
				if (!template) return;
				enrolled.keep(template).catch(warn);
				compare(template).catch((error: unknown) => {
					console.warn('Faces are not compared.', error);
					onTrouble({ code: 'worker_crashed', over: false });
				});
			}
		});
	return {
		stop() {
			stopped = true;
			enrolling?.stop();
			comparing?.stop();
		},
		lookNow: () => comparing?.lookNow(),
		stats: () => comparing?.stats() ?? { rate: 1, frames: 0, analysisMs: 0 }
	};
}
