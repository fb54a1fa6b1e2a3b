/**
 * The installation's public log: one object, so there is one order. A shell: rooms bring entries, which get their places at once and for
 * good; the alarm publishes them (publish-log.ts). What is published anybody may read from the storage, without asking here.
 */
import { DurableObject } from 'cloudflare:workers';
import { fromBase64url, fromHex } from '#sync/bytes.ts';
import { signCheckpoint } from '#sync/transparency/checkpoint.ts';
import type { NotProven } from '#sync/transparency/problem.ts';
import { rootOf } from '#sync/transparency/tile-edge.ts';
import type { TileEdge, WrittenTile } from '#sync/transparency/tile-edge.ts';
import type { Env } from '../env.ts';
import { edgeKeyOf, edgeSigner } from '../keys.ts';
import { logProblem } from '../log.ts';
import { nextDrainMs } from '../outbox/back-off.ts';
import type { PublicLogCalls } from './calls.ts';
import type { LogAnswer } from './hand-heads.ts';
import { LogLeaves } from './log-leaves.ts';
import {
	partialsBefore,
	putCheckpoint,
	putTiles,
	readPublished,
	removePartials
} from './log-objects.ts';
import { growTo, standingOf } from './publish-log.ts';
import { ToldPlaces } from './told-places.ts';
import type { ToldPlace } from './told-places.ts';

/** With the rooms' HAND_OVER_MS a head is public within ten seconds of its receipt. */
const PUBLISH_MS = 4_000;
/** Some hundred tiles: one round must not outlast its alarm. */
const MOST_AT_ONCE = 20_000;
/** What refuses may have been mended. */
const AGAIN_MS = { more: 1, refused: 60_000 };

export class PublicLog extends DurableObject<Env> implements PublicLogCalls {
	readonly #leaves: LogLeaves;
	readonly #told: ToldPlaces;
	#failures = 0;
	/** Held against what is published, once in this object's life. */
	#edge: TileEdge | null = null;
	/** Of the checkpoint that was read or written last. */
	#etag: string | null = null;
	#holding: Promise<string | null> | null = null;

	constructor(context: DurableObjectState, env: Env) {
		super(context, env);
		this.#leaves = new LogLeaves(context.storage.sql);
		this.#told = new ToldPlaces(context.storage.sql, this.#leaves);
	}

	async add(entries: string[], newest: ToldPlace | null): Promise<LogAnswer> {
		// A room remembers what was given out here: something else there, or nothing, and a backup was put back.
		if (newest) this.#told.note(newest);
		// Another room may have said something meanwhile, so what was missed is asked for last.
		const code = (await this.#hold()) ?? this.#missed();
		if (code !== null) return { code, indices: [] };
		const indices: number[] = [];
		this.ctx.storage.transactionSync(() => {
			indices.push(...this.#leaves.add(entries.map(fromHex)));
		});
		if ((await this.ctx.storage.getAlarm()) === null)
			await this.ctx.storage.setAlarm(Date.now() + PUBLISH_MS);
		return { code: null, indices };
	}

	async refusal(): Promise<string | null> {
		return (await this.#hold()) ?? this.#missed();
	}

	override async alarm(): Promise<void> {
		try {
			const more = await this.#publish();
			this.#failures = 0;
			if (more !== 'nothing') await this.ctx.storage.setAlarm(Date.now() + AGAIN_MS[more]);
		} catch (problem) {
			this.#failures += 1;
			this.#edge = null;
			logProblem('log.publish', problem);
			await this.ctx.storage.setAlarm(Date.now() + nextDrainMs(this.#failures, Math.random));
		}
	}

	async #publish(): Promise<keyof typeof AGAIN_MS | 'nothing'> {
		const { LOG_TILES } = this.env;
		if (((await this.#hold()) ?? this.#missed()) !== null || !this.#edge) return 'refused';
		const before = this.#edge;
		const held = this.#leaves.count();
		const size = Math.min(held, before.size + MOST_AT_ONCE);
		if (size === before.size) {
			await this.#removePartials();
			return 'nothing';
		}
		const written: WrittenTile[] = [];
		const edge = await growTo(size, before, this.#leaves, async (tiles) => {
			written.push(...tiles);
			await putTiles(LOG_TILES, tiles);
		});
		// Of rooms that spoke meanwhile.
		if (this.#missed() !== null) return 'refused';
		const note = await this.#sign(edge);
		// Noted first: whatever ends this, they go after a later checkpoint.
		this.#leaves.noteOldPartials(partialsBefore(written));
		this.#etag = await putCheckpoint(LOG_TILES, note, this.#etag);
		this.#leaves.saveEdge(edge);
		this.#edge = edge;
		await this.#removePartials();
		return size < held ? 'more' : 'nothing';
	}

	async #removePartials(): Promise<void> {
		for (const prefix of this.#leaves.oldPartials()) {
			await removePartials(this.env.LOG_TILES, prefix);
			this.#leaves.forgetOldPartials(prefix);
		}
	}

	async #sign(edge: TileEdge): Promise<string> {
		const { privateKey } = await edgeSigner(this.env);
		const publicKey = fromBase64url(this.env.EDGE_PUBLIC_KEY);
		const checkpoint = { origin: this.#origin(), size: edge.size, root: rootOf(edge) };
		return signCheckpoint(checkpoint, { privateKey, publicKey });
	}

	/** null: what is published is a beginning of what is here. */
	#hold(): Promise<string | null> {
		if (this.#edge) return Promise.resolve(null);
		this.#holding ??= this.#compare().finally(() => {
			this.#holding = null;
		});
		return this.#holding;
	}

	async #compare(): Promise<string | null> {
		const { LOG_TILES } = this.env;
		const published = await readPublished(LOG_TILES);
		const own = { leaves: this.#leaves, kept: this.#leaves.edge(), origin: this.#origin() };
		const standing = await standingOf(published?.checkpoint ?? null, own, (tiles) =>
			putTiles(LOG_TILES, tiles)
		);
		if (!standing.ok) return this.#refuse(standing);
		this.#edge = standing.edge;
		this.#etag = published?.etag ?? null;
		return null;
	}

	/** null: every place that a room was told of is as it was told. */
	#missed(): string | null {
		const missed = this.#told.missed();
		return missed && this.#refuse(missed);
	}

	#refuse({ code, evidence }: NotProven): string {
		logProblem('log.refused', code, { code, ...evidence });
		return code;
	}

	/** As people type the installation's address, where that is set when the log begins; else by its key. */
	#origin(): string {
		const { PUBLIC_ORIGIN } = this.env;
		return this.#leaves.origin(
			PUBLIC_ORIGIN
				? `${new URL(PUBLIC_ORIGIN).host}/api/v1/log`
				: `invigil-log/${edgeKeyOf(this.env).id}`
		);
	}
}
