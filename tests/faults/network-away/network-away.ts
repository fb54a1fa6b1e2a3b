/**
 * A network that goes away and lies, between the real edge and students: the app in Chromium for some, the real log and connection on a
 * device without a browser for most.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalText } from '#sync/canonical.ts';
import { bundle as bundleSchema, type Bundle } from '#sync/schema/bundle.ts';
import { replay } from '#sync/responses.ts';
import type { Entry } from '#sync/schema/entry.ts';
import { ticket as ticketSchema } from '#sync/schema/ticket.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { verifyBundle } from '#sync/verify/verify-bundle.ts';
import { expectedResponses, type Entered } from '../../support/answers.ts';
import { seeded } from '../../support/attempt-fixture.ts';
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import { KillableEdge } from '../edge-kill/killable-edge.ts';
import type { FaultClass } from '../fault-class.ts';
import { patiently } from '../patiently.ts';
import { sitInBrowser } from './in-browser.ts';
import { LyingNetwork } from './lying-network.ts';
import { browserPlanOf, planOf } from './plan.ts';
import { Sittings } from './sittings.ts';
import { StudentAway } from './student-away.ts';

/** Most of a run is waiting. */
const AT_ONCE = 6;
const HOUR_MS = 3_600_000;
/** The last receipt is sealed into the log too, and has no receipt of its own. */
const ARRIVED_MS = 60_000;

/** In every twentieth run somebody sits at a browser; in a slice it is one of two. */
const isInBrowser = (seed: number) => seed % 20 === 1;

export const networkAway: FaultClass = {
	id: 'network-away',
	title: 'Network gone for hours, or lying',
	does: 'A proxy before the edge refuses connections, takes them and never answers, answers every request with its own page and 200, closes sockets in the middle of frames, or is slow and cuts what passes. Devices at protocol level are away for a minute to three hours by their own clock, which runs ahead of time, or for seconds of real time; in Chromium it is seconds of real time. Answering goes on, a page of Chromium shows no error and loads nothing again, and loaded again under a lie it is where it was; no page of the portal is in any cache or store; handed in under a lie or after it, everything is at the edge once and in order, and the verifier passes it.',
	sizes: { full: 110, slice: 2 },
	async run(options) {
		const seeds = Array.from({ length: options.runs }, (_, at) => options.seed + at);
		const browsers = seeds.filter(isInBrowser).length;
		const edge = await KillableEdge.start();
		try {
			const devices = seeds.length - browsers;
			const sittings = await Sittings.prepare(edge, { devices, browsers });
			return await eachSeed(options, (seed, tally) => oneRun({ edge, sittings, seed, tally }), {
				atOnce: AT_ONCE
			});
		} finally {
			await edge.dispose();
		}
	}
};

interface OneRun {
	edge: KillableEdge;
	sittings: Sittings;
	seed: number;
	tally: Tally;
}

async function oneRun(run: OneRun): Promise<void> {
	const random = seeded(run.seed);
	const network = await LyingNetwork.start(Number(new URL(run.edge.origin).port), random);
	const plan = isInBrowser(run.seed) ? browserPlanOf(run.seed) : planOf(run.seed);
	try {
		if ('whileFetching' in plan) {
			const email = run.sittings.nextStudent();
			await sitInBrowser({
				plan,
				network,
				email,
				tally: run.tally,
				arrived: async ({ attempt, texts, entered }) =>
					hasWhatWasEntered(await isThereOnce(run, attempt, texts), entered)
			});
			run.tally.saw('sat in Chromium');
		} else {
			const student = new StudentAway(await run.sittings.papers(), plan, random);
			try {
				await student.sits(network);
				await isThereOnce(run, student.device.papers.attempt.id, student.texts());
			} finally {
				student.device.disconnect();
			}
			const [refused] = student.device.refused;
			if (refused) throw new Error(`refused by the ${refused.by}: ${refused.refusal.code}`);
			for (const { lie } of plan.stretches) run.tally.saw(`device, network: ${lie ?? 'honest'}`);
			run.tally.saw(
				plan.kind === 'short'
					? 'device away for seconds'
					: `device away for ${plan.awayMs > HOUR_MS ? 'more than' : 'up to'} an hour of its clock`
			);
			if (plan.handsInUnderLie) run.tally.saw('device handed in while the network lied');
		}
	} catch (problem) {
		const what = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
		throw new Error(`${JSON.stringify(plan)}\n${what}`, { cause: problem });
	} finally {
		await network.close();
	}
}

/** What lies on the device is in the record at the edge, each entry once and in order, and the record holds. */
async function isThereOnce(
	{ sittings, tally }: OneRun,
	attempt: string,
	texts: readonly string[]
): Promise<Bundle> {
	const teacher = await sittings.teacher();
	const recorded = (): Promise<Bundle> =>
		patiently(async () => {
			const { status, body } = await teacher.ask('GET', `/attempts/${attempt}/bundle`);
			if (status !== 200) throw new Error(`bundle: ${status} ${JSON.stringify(body)}`);
			return bundleSchema.parse(body);
		});
	const missingIn = (bundle: Bundle) => {
		const kept = new Set(textsIn(bundle));
		return texts.filter((text) => !kept.has(text)).length;
	};
	let bundle = await recorded();
	for (const end = Date.now() + ARRIVED_MS; missingIn(bundle) > 0 && Date.now() < end;) {
		await sleep(500);
		bundle = await recorded();
	}
	const kept = textsIn(bundle);
	const lost = missingIn(bundle);
	tally.entries += texts.length;
	tally.lost += lost;
	if (lost > 0) throw new Error(`${lost} of ${texts.length} entries are missing at the edge`);
	const apart = texts.findIndex((text, at) => text !== kept[at]);
	if (apart >= 0) throw new Error(`entry ${apart} of the device is not entry ${apart} of the edge`);
	const seqs = kept.map((text) => (JSON.parse(text) as { seq: number }).seq);
	if (seqs.some((seq, at) => seq !== at)) throw new Error('the edge does not have them in order');
	const verdict = await verifyBundle(bundle, { trusted: bundle.edgeKeys });
	const failed = verdict.claims.filter((claim) => claim.status === 'fail');
	if (!verdict.unbroken || failed.length > 0)
		throw new Error(`the verifier does not pass it: ${JSON.stringify(failed)}`);
	return bundle;
}

/** What a student saw themselves enter is what the record says. */
function hasWhatWasEntered(bundle: Bundle, entered: Entered[]): void {
	const [session] = bundle.sessions;
	const read = session && unsafeReadSigned(session.ticket, ticketSchema);
	if (!read?.ok) throw new Error('the record has no ticket');
	const replayed = replay(textsIn(bundle).map((text) => JSON.parse(text) as Entry));
	const expected = expectedResponses(bundle.form, read.statement.orderSeed, entered);
	for (const [item, value] of expected) {
		const kept = unordered(replayed.get(item)?.value);
		if (kept !== unordered(value))
			throw new Error(`${item}: ${kept} instead of ${unordered(value)}`);
	}
}

/** The order in which boxes were ticked says nothing, nor does that of names. */
const unordered = (value: unknown): string =>
	value === undefined
		? 'nothing'
		: canonicalText(
				JSON.parse(
					JSON.stringify(value, (_name, inner: unknown) =>
						Array.isArray(inner) ? inner.toSorted() : inner
					)
				)
			);

const textsIn = ({ sessions }: Bundle): string[] =>
	sessions.flatMap(({ log }) => log.flatMap(({ entries }) => entries.map(({ text }) => text)));
