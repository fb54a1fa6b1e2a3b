/** One device of a crowd: the real log and the real connection, with a clock that can have gone on without it. */
import { WebSocket } from 'ws';
import type { EntryContent } from '#sync/schema/entry.ts';
import { EdgeDevice, type SocketClass } from '../../support/edge-device.ts';
import type { CrowdStudent } from '../../support/crowd.ts';

const BACKLOG_MS = 300_000;

export class CrowdDevice {
	readonly device: EdgeDevice;
	readonly student: CrowdStudent;
	/** Until the backlog is written, it lives five minutes ago. */
	#behindMs = BACKLOG_MS;
	readonly #Socket: SocketClass;

	/** `Socket`: one that counts, where something is counted. */
	constructor(student: CrowdStudent, Socket: SocketClass = WebSocket) {
		this.student = student;
		this.#Socket = Socket;
		this.device = EdgeDevice.create(student.papers, {
			now: () => Date.now() - this.#behindMs,
			monotonic: () => performance.now() + BACKLOG_MS - this.#behindMs
		});
	}

	/** What somebody does in five minutes without a network, `perSecond` entries of it, sealed once a second as a device does. */
	async writeBacklog(perSecond: number): Promise<void> {
		const seconds = BACKLOG_MS / 1000;
		const { log } = this.device;
		for (let second = 0; second < seconds; second++) {
			this.#behindMs -= 1000;
			for (let n = 0; n < perSecond; n++) void log.append(something(second * perSecond + n));
			await log.flush();
		}
		this.#behindMs = 0;
	}

	connect(origin: string): void {
		this.device.connect(origin, this.#Socket);
	}

	/** What is written in one second, sealed at its end. Answers the last of it. */
	async writeSecond(count: number): Promise<{ seq: number }> {
		const { log } = this.device;
		for (let n = 0; n < count; n++) void log.append(something(log.nextSeq + n));
		await log.flush();
		return { seq: log.nextSeq - 1 };
	}

	/** Everything it wrote is signed for. */
	get isReceipted(): boolean {
		return this.device.receipted >= this.device.log.nextSeq - 1;
	}
}

function something(at: number): EntryContent {
	const item = `item-${at % 20}`;
	if (at % 10 === 0)
		return {
			kind: 'response',
			data: { item, value: { type: 'short_text', text: `answer ${at}` } }
		};
	if (at % 10 === 5) return { kind: 'navigation', data: { item, action: 'visit' } };
	return { kind: 'heartbeat', data: { lastReceipt: null, online: false, elapsedMs: at } };
}
