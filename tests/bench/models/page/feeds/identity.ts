/** Who sits there, compared with who was enrolled: the product's own worker, enrolment and pace. */
import { createEnrolment } from '#models/identity/enrolment.ts';
import type { EnrolmentLook, IdentityReading } from '#models/identity/identity-reading.ts';
import type { IdentityWorkerOptions } from '#models/identity/identity-worker.ts';
import type { Likeness } from '#models/identity/likeness.ts';
import { CALM_MS, DOUBT_MS } from '#models/identity/look-pace.ts';
import { weightsFor } from '#models/weights/manifest.ts';
import { openWorkerClient } from '#models/worker-client.ts';
import { defaultThresholds } from '#app/proctor/thresholds.ts';
import { ready, type FrameFeed } from './feed.ts';

const ENROLMENT_LOOK_MS = 500;
const MOST_SECONDS = 60;

const spawn = () =>
	new Worker(new URL('../../../../../models/identity/identity-classic.worker.ts', import.meta.url));
const options = (enrolled: Likeness | null): IdentityWorkerOptions => ({
	files: weightsFor('likeness'),
	base: '/vendor/human/',
	enrolled
});

async function enrol(picture: (at: number) => Promise<ImageBitmap>): Promise<Likeness> {
	const client = ready(
		await openWorkerClient<IdentityWorkerOptions, EnrolmentLook>(spawn, options(null)),
		'enrolment'
	);
	const enrolment = createEnrolment();
	try {
		for (let ms = 0; ms < MOST_SECONDS * 1000; ms += ENROLMENT_LOOK_MS) {
			const { template } = enrolment.add(await client.analyse(await picture(ms / 1000), ms));
			if (template) return template;
		}
		throw new Error('Nobody could be enrolled.');
	} finally {
		client.close();
	}
}

export const identityFeed: FrameFeed<IdentityReading> = {
	name: 'identity',
	seldom: true,
	everyMs(said) {
		const similarity = said?.kind === 'identity' ? said.reading.similarity : null;
		return similarity !== null && similarity < defaultThresholds.likeFrom ? DOUBT_MS : CALM_MS;
	},
	async open(enrolled) {
		if (!enrolled) throw new Error('Nobody is enrolled.');
		const client = ready(
			await openWorkerClient<IdentityWorkerOptions, IdentityReading>(
				spawn,
				options(await enrol(enrolled))
			),
			'identity'
		);
		return (picture) => client.analyse(picture, 0);
	},
	begin: () => (reading) => ({ kind: 'identity', reading })
};
