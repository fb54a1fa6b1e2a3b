/** Changes to an exported attempt, as whoever holds the file can make them. */
import fc from 'fast-check';
import { fromHex, utf8 } from '#sync/bytes.ts';
import { toBundleSegment } from '#sync/bundle.ts';
import type { Bundle, BundleSegment, BundleSession } from '#sync/schema/bundle.ts';
import { sealSegment } from '#sync/segment.ts';
import { uuid } from '#sync/testing/fixture.ts';
import type { Corpus } from './corpus.ts';
import { judgeBundle } from './judge.ts';
import { pick } from './mutator.ts';
import type { Mutator } from './mutator.ts';

const place = fc.nat(10_000);
type Which = 'log' | 'control';
const which: fc.Arbitrary<Which> = fc.constantFrom('log', 'log', 'control');

const sessionOf = (bundle: Bundle): BundleSession => bundle.sessions[0] as BundleSession;

/** The bundle, its session changed. */
async function with_(
	corpus: Corpus,
	change: (session: BundleSession, bundle: Bundle) => void | Promise<void>
) {
	const bundle = structuredClone(corpus.bundle);
	await change(sessionOf(bundle), bundle);
	return judgeBundle(corpus, bundle);
}

type Leaf = { holder: Record<string, unknown>; key: string };

/** Every text and number of the file but when it was exported, which nobody signs. */
function leavesOf(value: unknown): Leaf[] {
	if (typeof value !== 'object' || value === null) return [];
	const holder = value as Record<string, unknown>;
	return Object.keys(holder).flatMap((key) => {
		const member = holder[key];
		if (key === 'exportedAt' || key === 'format') return [];
		return typeof member === 'object' ? leavesOf(member) : [{ holder, key }];
	});
}

function flip({ holder, key }: Leaf, where: number, by: number): void {
	const value = holder[key];
	if (typeof value === 'number') holder[key] = value + by;
	else if (typeof value === 'boolean') holder[key] = !value;
	else if (typeof value === 'string') {
		const at = value.length === 0 ? 0 : where % value.length;
		const code = value.length === 0 ? by : value.charCodeAt(at) ^ by;
		holder[key] = value.slice(0, at) + String.fromCharCode(code) + value.slice(at + 1);
	}
}

/** How many segments of the honest log the last receipt covers: what lies behind was never confirmed by anybody. */
function confirmed({ bundle }: Corpus): number {
	const { log } = sessionOf(bundle);
	const submit = log.findIndex(({ entries }) =>
		entries.some(({ text }) => text.includes('"submit"'))
	);
	return submit + 1;
}

async function signedBy(
	session: string,
	{ first, before, entries }: BundleSegment,
	sign: Corpus['stranger']['sign']
): Promise<BundleSegment> {
	const written = entries.map(({ text }) => utf8(text));
	const sealed = await sealSegment({
		session,
		first,
		before: fromHex(before),
		entries: written,
		sign
	});
	return toBundleSegment(sealed.bytes);
}

export const bundleMutants: Mutator[] = [
	{
		name: 'bit flip in the export',
		weight: 9,
		by: 'any',
		mutants: fc.tuple(place, place, fc.integer({ min: 1, max: 127 })).map(
			([leaf, where, by]) =>
				(corpus) =>
					with_(corpus, (_session, bundle) => flip(pick(leavesOf(bundle), leaf), where, by))
		)
	},
	{
		name: 'splice in the export',
		weight: 2,
		by: 'any',
		mutants: fc
			.tuple(fc.constantFrom('ticket', 'log', 'control', 'one'), fc.boolean(), place, which)
			.map(([what, student, at, list]) => (corpus) => {
				const other = sessionOf(corpus.otherBundles[student ? 'student' : 'session']);
				return with_(corpus, (session) => {
					if (what === 'ticket') session.ticket = (student ? other : stranger(other)).ticket;
					else if (what === 'log') session.log = other.log;
					else if (what === 'control') session.control = other.control;
					else session[list][at % session[list].length] = pick(other[list], at);
				});
			})
	},
	{
		name: 'drop in the export',
		weight: 2,
		by: ['chain_unbroken', 'control_unbroken', 'signed_by_device'],
		mutants: fc.tuple(place, which, fc.boolean()).map(
			([at, list, whole]) =>
				(corpus) =>
					with_(corpus, (session) => {
						const segments = session[list];
						const index = at % (segments.length - 1);
						const { entries } = segments[index] as BundleSegment;
						if (whole || entries.length === 1) segments.splice(index, 1);
						else entries.splice(at % entries.length, 1);
					})
		)
	},
	{
		name: 'swap in the export',
		weight: 2,
		by: ['chain_unbroken', 'control_unbroken'],
		mutants: fc.tuple(place, place, which).map(
			([a, shift, list]) =>
				(corpus) =>
					with_(corpus, (session) => {
						const segments = session[list];
						const b = (a + 1 + (shift % (segments.length - 1))) % segments.length;
						const [one, two] = [pick(segments, a), pick(segments, b)];
						session[list] = segments.with(a % segments.length, two).with(b, one);
					})
		)
	},
	{
		name: 'truncated tail in the export',
		weight: 2,
		by: ['receipted', 'opened_under_ticket'],
		mutants: place.map(
			(at) => (corpus) =>
				with_(
					corpus,
					(session) => void (session.log = session.log.slice(0, at % confirmed(corpus)))
				)
		)
	},
	{
		name: 'both tails truncated in the export',
		weight: 2,
		by: 'any',
		mutants: fc.tuple(place, place).map(
			([at, other]) =>
				(corpus) =>
					with_(corpus, (session) => {
						session.log = session.log.slice(0, at % confirmed(corpus));
						session.control = session.control.slice(0, other % session.control.length);
					})
		)
	},
	{
		name: 'forked chain in the export',
		weight: 2,
		by: ['receipted', 'chain_unbroken', 'entries_valid'],
		mutants: fc.tuple(place, fc.boolean()).map(
			([at, goesOn]) =>
				(corpus) =>
					with_(corpus, (session) => {
						const index = at % confirmed(corpus);
						const branch = toBundleSegment(pick(corpus.branches, index));
						session.log = [
							...session.log.slice(0, index),
							branch,
							...(goesOn ? session.log.slice(index + 1) : [])
						];
					})
		)
	},
	{
		name: 'replay of a session in the export',
		weight: 2,
		by: ['chain_unbroken', 'sessions_linked', 'ticket_signed'],
		mutants: fc.tuple(fc.nat(2), place).map(
			([how, number]) =>
				(corpus) =>
					with_(corpus, (session, bundle) => {
						if (how === 0) session.session = uuid(1_000 + number);
						if (how === 1) bundle.sessions.push(structuredClone(session));
						if (how === 2) session.log = sessionOf(corpus.otherBundles.session).log;
					})
		)
	},
	{
		name: 'replay of a student in the export',
		weight: 2,
		by: ['same_attempt', 'chain_unbroken'],
		mutants: fc.nat(2).map(
			(how) => (corpus) =>
				with_(corpus, (session, bundle) => {
					const theirs = corpus.otherBundles.student;
					if (how === 0) bundle.sessions = structuredClone(theirs.sessions);
					if (how === 1) session.log = sessionOf(theirs).log;
					if (how === 2) bundle.studentName = theirs.studentName;
				})
		)
	},
	{
		name: 'signature by another key in the export',
		weight: 3,
		by: ['signed_by_device', 'control_signed'],
		mutants: fc.tuple(place, which).map(
			([at, list]) =>
				(corpus) =>
					with_(corpus, async (session) => {
						const segment = pick(session[list], at);
						const signed = await signedBy(session.session, segment, corpus.stranger.sign);
						session[list] = session[list].with(at % session[list].length, signed);
					})
		)
	}
];

/** Two sessions of one attempt have the same ticket here: then its signature is another's. */
function stranger(session: BundleSession): BundleSession {
	const { ticket } = session;
	const first = ticket.signature.startsWith('A') ? 'B' : 'A';
	return { ...session, ticket: { ...ticket, signature: first + ticket.signature.slice(1) } };
}
