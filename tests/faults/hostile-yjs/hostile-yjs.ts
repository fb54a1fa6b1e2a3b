/**
 * Hostile frames on real sockets, from somebody who holds the victim's own ticket. A stock Yjs server is the control: there each attack of the
 * table does its harm. Against the guard the victim and another student of the same room go on, and everything they wrote is found.
 */
import { equal } from '#sync/bytes.ts';
import type { Bytes } from '#sync/bytes.ts';
import { readCloseReason, refusalCodes } from '#sync/refusal.ts';
import type { RefusalCode } from '#sync/refusal.ts';
import {
	LOG_CLIENT,
	LOG_ROOT,
	CONTROL_CLIENT,
	CONTROL_ROOT,
	encodeItems,
	readFrame,
	stepOneFrame,
	updateFrame
} from '#sync/yjs-wire.ts';
import { readUpdate } from '#sync/yjs-update.ts';
import { yjsAttacks } from '../../support/yjs-attacks.ts';
import type { YjsAttack } from '../../support/yjs-attacks.ts';
import { drawn, eachSeed } from '../each-seed.ts';
import type { Tally } from '../each-seed.ts';
import type { FaultClass } from '../fault-class.ts';
import { corpus } from '../mutants/corpus.ts';
import type { Corpus } from '../mutants/corpus.ts';
import { hostileFrames } from './fuzz.ts';
import { GuardedServer } from './guarded-server.ts';
import { Client } from './sockets.ts';
import { StockServer } from './stock-server.ts';

/** Segments that are there before the attack. */
const BEFORE = 3;
/** Frames that were lost accuse nobody, a flood is only counted, and who claims receipts that the edge never gave is only turned away. */
const withoutFrame: readonly RefusalCode[] = ['gap', 'too_fast', 'edge_behind'];

const itemFrame = (log: readonly Bytes[], at: number) =>
	updateFrame(
		encodeItems({ client: LOG_CLIENT, root: LOG_ROOT, from: at, items: [log[at] as Bytes] })
	);

export const hostileYjs: FaultClass = {
	id: 'hostile-yjs',
	title: 'Hostile Yjs',
	does: 'Delete everything, GC struct, same id with other content, insert at 0, foreign client, missing dependency, nested type, second root, huge state vector, step-1 flood, malformed varints, and frames of any structure, as raw frames on real sockets. A stock server takes each attack of the table and loses or serves what it should not; the guard refuses it with its code and keeps the evidence, and what honest students of the room wrote is all there.',
	sizes: { full: 1_200, slice: 24 },
	async run(options) {
		const made = await corpus();
		const stock = await StockServer.start();
		const guarded = await GuardedServer.start([made.papers, made.otherPapers]);
		try {
			return await eachSeed(options, async (seed, tally) => {
				// Every other run has an attack of the table, in its turn.
				const attack = seed % 2 === 0 ? yjsAttacks[(seed / 2) % yjsAttacks.length] : undefined;
				if (attack) await againstStock(attack, stock, made, `doc-${seed}`, tally);
				await againstGuard(attack ?? null, guarded, made, seed, tally);
			});
		} finally {
			await stock.served.close();
			await guarded.served.close();
		}
	}
};

/** Sent, applied and answered; then the writer goes on as if nothing had been. */
async function againstStock(
	{ name, frames }: YjsAttack,
	stock: StockServer,
	{ log, otherStudent }: Corpus,
	doc: string,
	tally: Tally
): Promise<void> {
	const honest = await Client.open(stock.served, doc);
	const sends = (from: number, to: number) =>
		log.slice(from, to).map((_segment, at) => itemFrame(log, from + at));
	await answered(honest, sends(0, BEFORE));
	const hostile = await Client.open(stock.served, doc);
	await answered(hostile, frames({ count: BEFORE, forged: otherStudent[1] as Bytes }));
	await answered(honest, sends(BEFORE, BEFORE + 2));
	const harm = stock.harmTo(doc, log.slice(0, BEFORE + 2));
	if (hostile.bytes > 100_000) harm.push('served');
	if (name === 'huge state vector' && hostile.socket.readyState === 1) harm.push('taken');
	honest.close();
	hostile.close();
	stock.forget(doc);
	if (harm.length === 0) throw new Error(`${name}: a stock server is not harmed by it`);
	tally.saw(`stock server, ${name}: ${harm.join(', ')}`);
}

const isStep = (frame: Uint8Array, step: 1 | 2) => frame[0] === 0 && frame[1] === step - 1;

/** Sends them and a question behind. Of one socket all is taken in order: when every question is answered, all was taken. */
async function answered(client: Client, frames: readonly Uint8Array[]): Promise<void> {
	const sent = [...frames, stepOneFrame({ log: 0, control: 0 })];
	let open = sent.filter((frame) => isStep(frame, 1)).length;
	const from = client.frames.length;
	client.send(...sent);
	await client.until((frame) => (isStep(frame, 2) && --open === 0 ? true : null), from);
}

async function againstGuard(
	attack: YjsAttack | null,
	guarded: GuardedServer,
	made: Corpus,
	seed: number,
	tally: Tally
): Promise<void> {
	const { papers, otherPapers, log, otherStudent } = made;
	const room = `room-${seed}`;
	const open = (session: string) => Client.open(guarded.served, `${room}/${session}`);
	const victim = await open(papers.session);
	const bystander = await open(otherPapers.session);
	for (let at = 0; at < BEFORE; at++) {
		victim.send(itemFrame(log, at));
		bystander.send(itemFrame(otherStudent, at));
		await Promise.all([receipted(victim, at), receipted(bystander, at)]);
	}
	const hostile = await open(papers.session);
	const frames = attack
		? attack.frames({ count: BEFORE, forged: otherStudent[1] as Bytes })
		: drawn(hostileFrames(log.slice(0, BEFORE)), seed);
	hostile.send(...frames);
	const began = performance.now();
	bystander.send(itemFrame(otherStudent, BEFORE));
	await receipted(bystander, BEFORE);
	tally.saw(`honest student meanwhile: receipted ${spanned(performance.now() - began)}`);
	const code = attack ? await refusedWith(hostile) : await judged(hostile);
	if (code) tally.saw(`closed ${spanned((await hostile.ended).ms)}`);
	const store = guarded.store(room);
	if (attack && !attack.codes.some((each) => each === code))
		throw new Error(`${attack.name}: closed with ${String(code)}`);
	const evidence = store.evidence.undrained(papers.session).concat(store.evidence.stray(10));
	if (code && !withoutFrame.includes(code) && !evidence.some((row) => row.code === code))
		throw new Error(
			`${attack?.name ?? 'fuzz'}: closed with ${code}, and no evidence of it is kept`
		);
	if (store.optionalSession(papers.session)?.forked)
		throw new Error(`${attack?.name ?? 'fuzz'}: the victim is accused of a fork`);
	const there = store.segments(papers.session, 'log', 0, 1000).length;
	if (there < BEFORE || (attack && there !== BEFORE))
		throw new Error(`${attack?.name ?? 'fuzz'}: ${there} segments where ${BEFORE} were`);
	// Who asked last may write (A14): somebody else may have asked meanwhile.
	victim.send(stepOneFrame({ log: BEFORE, control: BEFORE }));
	for (let at = BEFORE; at < BEFORE + 2; at++) {
		victim.send(itemFrame(log, at));
		if (at >= there) await receipted(victim, at);
	}
	const kept = [
		...countKept(store.segments(papers.session, 'log', 0, 1000), log, BEFORE + 2),
		...countKept(store.segments(otherPapers.session, 'log', 0, 1000), otherStudent, BEFORE + 1)
	];
	tally.entries += kept.length;
	const lost = kept.filter((each) => !each).length;
	tally.lost += lost;
	for (const client of [victim, bystander, hostile]) client.close();
	guarded.forget(room);
	if (lost > 0) throw new Error(`${attack?.name ?? 'fuzz'}: ${lost} receipted segments are gone`);
	tally.saw(`guard, ${attack?.name ?? 'frames of any structure'}: ${code ?? 'changed nothing'}`);
}

/** What it takes is this machine's to say, and is not asked for. */
const spanned = (ms: number) => (ms <= 100 ? 'within 100 ms' : 'later than 100 ms');

/** Each segment that was receipted: is it there as it was sent? */
function countKept(
	rows: readonly { bytes: Bytes }[],
	log: readonly Bytes[],
	count: number
): boolean[] {
	return log.slice(0, count).map((bytes, at) => {
		const row = rows[at];
		return row !== undefined && equal(row.bytes, bytes);
	});
}

const control = new Map([[CONTROL_CLIENT, CONTROL_ROOT]]);

/** The edge answered segment `at` of this socket: its receipt is control item `at`, because nobody says anything else. */
function receipted(client: Client, at: number): Promise<true> {
	return client.until((frame) => {
		const read = readFrame(frame);
		if (!read.ok || read.frame.type !== 'update') return null;
		const items = readUpdate(read.frame.update, control);
		return items.ok && items.runs.some(({ from }) => from >= at) ? true : null;
	});
}

async function refusedWith(client: Client): Promise<RefusalCode | null> {
	const { code, reason } = await client.ended;
	const read = readCloseReason(reason);
	return read && refusalCodes[read.code] === code ? read.code : null;
}

/** What came of frames that may be harmless: closed, or everything before this question was dealt with. */
async function judged(client: Client): Promise<RefusalCode | null> {
	const from = client.frames.length;
	client.send(stepOneFrame({ log: 0, control: 0 }));
	const taken = client.until((frame) => (isStep(frame, 1) ? true : null), from);
	await Promise.race([taken.catch(() => undefined), client.ended]);
	return client.socket.readyState > 1 ? refusedWith(client) : null;
}
