/**
 * Script in what people write. Four ways of looking: the pages as they are; the pages with no content policy, so that only what makes nodes
 * of words stands in the way; the words put into a page as markup, so that only the policy does; and as markup with no policy, which is the
 * control: what does nothing there proves nothing elsewhere, and is counted as such.
 */
import { eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { withEdge } from '../with-edge.ts';
import { Browsers } from './browsers.ts';
import type { Policy } from './browsers.ts';
import { openElsewhere } from './elsewhere.ts';
import type { Elsewhere } from './elsewhere.ts';
import { dangerous, putAsMarkup, shown, whatRan } from './in-page.ts';
import { places } from './places.ts';
import type { Place } from './places.ts';
import { plant, STAFF, STUDENTS } from './planted.ts';
import type { Planted } from './planted.ts';
import { vectorsTo } from './vectors.ts';
import type { Vector } from './vectors.ts';

/** Long enough for what a page loads from this machine. */
const WAIT_MS = 60;

type World = { planted: Planted; browsers: Browsers; elsewhere: Elsewhere };

export const script: FaultClass = {
	id: 'script',
	title: 'Script in what people write',
	does: 'A hundred ways to write script, addresses of elsewhere and markup that changes its meaning, in questions, options, answers, names, titles, comments, messages, marks, file names and files to be taken in, shown in Chromium on every page of students and staff that shows them. Nothing runs, nothing is fetched from elsewhere and no node is made of it: with the content policy, and without, where only our own making of nodes stands in the way. Put into a page as markup, the policy alone stops what runs and what fetches; without either, most of it does what it was written for. At stake is each text at each place; lost is one that did something.',
	sizes: { full: 220, slice: 6 },
	run: (options) =>
		withEdge(async (stack) => {
			const elsewhere = await openElsewhere();
			const browsers = await Browsers.launch(stack.origin);
			try {
				const vectors = vectorsTo(elsewhere.host);
				let planted: Promise<Planted> | null = null;
				const world = async () => ({
					planted: await (planted ??= plant(stack, vectors)),
					browsers,
					elsewhere
				});
				const atPlaces = (['policy', 'no policy'] as const).flatMap((policy) =>
					places.map((place) => async (tally: Tally) => look(await world(), place, policy, tally))
				);
				const asMarkup = vectors.map(
					(vector) => async (tally: Tally) =>
						markup({ browsers, elsewhere, origin: stack.origin }, vector, tally)
				);
				return await eachSeed(options, async (seed, tally) => {
					// Of three runs one is a place: there are fewer of them, and each shows all that was written.
					const turn = Math.floor(seed / 3);
					const one =
						seed % 3 === 0
							? atPlaces[turn % atPlaces.length]
							: asMarkup[(turn * 2 + (seed % 3)) % asMarkup.length];
					await one?.(tally);
				});
			} finally {
				await browsers.close();
				await elsewhere.close();
			}
		})
};

async function look(
	{ planted, browsers, elsewhere }: World,
	{ name, who, visit }: Place,
	policy: Policy,
	tally: Tally
): Promise<void> {
	const student = STUDENTS[policy === 'policy' ? 0 : 1];
	const email = who === 'student' ? student : STAFF;
	const page = await browsers.page(policy, email);
	const names = planted.vectors.map((vector) => vector.name);
	const seen = new Set<string>();
	const found: string[] = [];
	const check = async () => {
		for (const one of await shown(page, names)) seen.add(one);
		found.push(...(await dangerous(page, elsewhere.host)));
		for (const at of await whatRan(page)) found.push(`v${at} ran`);
	};
	elsewhere.reached();
	await visit(page, planted, check, email);
	found.push(...elsewhere.reached().map((path) => `elsewhere was asked for ${path}`));
	if (new URL(page.url()).origin !== planted.stack.origin) found.push(`led to ${page.url()}`);
	tally.entries += seen.size;
	tally.lost += new Set(found).size;
	if (found.length > 0) throw new Error(`${name}, ${policy}: ${[...new Set(found)].join('; ')}`);
	if (seen.size === 0) throw new Error(`${name}: none of what was planted is shown`);
	tally.saw(`${who}: ${name}: texts shown`, seen.size);
}

async function markup(
	{ browsers, elsewhere, origin }: Omit<World, 'planted'> & { origin: string },
	{ name, does, text }: Vector,
	tally: Tally
): Promise<void> {
	const at = Number(name.slice(1, -1));
	for (const policy of ['no policy', 'policy'] as const) {
		const page = await browsers.page(policy, null);
		await whatRan(page);
		elsewhere.reached();
		// A page that was led away cannot answer any more, and is none of what is asked for here.
		await putAsMarkup(page, text, WAIT_MS).catch(() => undefined);
		const left = !page.url().startsWith(origin);
		const ran = !left && (await whatRan(page).catch((): number[] => [])).includes(at);
		const reached = elsewhere.reached();
		const fetched = reached.some((path) => path.startsWith(`/v${at}/`));
		if (does === 'leaves' || left) await browsers.forget(policy, null);
		const did = ran || fetched || (does === 'leaves' && (left || reached.length > 0));
		if (policy === 'no policy') {
			tally.saw(
				`as markup, without a policy: ${did ? 'did what it was written for' : 'did nothing'}`
			);
			continue;
		}
		if (does === 'leaves') {
			tally.saw(`as markup, under the policy: leads away: ${did ? 'not stopped' : 'stopped'}`);
			continue;
		}
		tally.entries += 1;
		if (ran || fetched) {
			tally.lost += 1;
			throw new Error(`${text}: ${ran ? 'ran' : 'fetched'} in spite of the content policy`);
		}
		tally.saw('as markup, under the policy: stopped');
	}
}
