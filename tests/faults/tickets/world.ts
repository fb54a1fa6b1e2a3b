/** Who has which ticket: a student in the middle of an exam, another beside them, and what the first one has elsewhere. */
import type { Bytes } from '#sync/bytes.ts';
import { sha256Hex } from '#sync/hash.ts';
import { attemptList } from '#sync/schema/api.ts';
import { signedIn, type EdgeClient } from '../../support/edge-client.ts';
import { EdgeDevice, fetchPapersOf, openPapers } from '../../support/edge-device.ts';
import type { DevicePapers } from '../../support/edge-device.ts';
import { Forger } from '../../support/edge-forge.ts';
import { copySitting } from '../../support/edge-sittings.ts';
import { openRaw } from '../../support/edge-socket.ts';
import type { EdgeStack } from '../../support/edge-stack.ts';
import { png, webp } from '../../support/small-files.ts';
import { scheduleUploads } from '../../support/upload-exam.ts';

export interface World {
	stack: EdgeStack;
	/** In the middle of it; its log names a file and a still. */
	own: DevicePapers;
	session: string;
	file: Bytes;
	still: Bytes;
	/** The same student's at another sitting. */
	elsewhere: DevicePapers;
	/** Another student of the same sitting. */
	other: DevicePapers;
	/** The same student's at a sitting that is over. */
	over: DevicePapers;
	/** A third student, who has handed in; `late`: an answer that was sealed behind it. */
	handedIn: { papers: DevicePapers; session: string; late: Bytes };
	close(): void;
}

const students = [1, 2, 3].map((number) => `student${number}@demo.test`);

export async function ticketWorld(stack: EdgeStack): Promise<World> {
	const teacher = await signedIn(stack.origin, 'teacher@demo.test');
	const { id, item } = await scheduleWatched(stack, teacher, 'Here');
	const there = await scheduleWatched(stack, teacher, 'Elsewhere');
	const past = await stack.database((query) => copySitting(query, { opens: -600, closes: -60 }));
	const [first = '', second = '', third = ''] = students;
	const own = await fetchPapersOf(stack.origin, first, id);
	const { attempts } = attemptList.parse((await own.client.ask('GET', '/attempts')).body);
	const over = attempts.find(({ sitting }) => sitting === past);
	const device = EdgeDevice.create(own).connect();
	await device.open();
	const [file, still] = [png(9, 9), webp(900)];
	const named = { hash: sha256Hex(still), contentType: 'image/webp', bytes: still.length };
	await device.write({
		kind: 'response',
		data: {
			item,
			value: {
				type: 'upload',
				files: [
					{
						hash: sha256Hex(file),
						name: 'page.png',
						contentType: 'image/png',
						bytes: file.length
					}
				]
			}
		}
	});
	const { seq } = await device.write({
		kind: 'media',
		data: { ...named, observation: 0, moment: 'start' }
	});
	await device.untilReceipted(seq);
	return {
		stack,
		own,
		session: device.session,
		file,
		still,
		elsewhere: await fetchPapersOf(stack.origin, first, there.id),
		other: await fetchPapersOf(stack.origin, second, id),
		over: await openPapers(own.client, over),
		handedIn: await handIn(stack, await fetchPapersOf(stack.origin, third, id)),
		close: () => device.disconnect()
	};
}

/** Its policy lets stills out, and its exam asks for a file. */
async function scheduleWatched(stack: EdgeStack, teacher: EdgeClient, title: string) {
	const made = await scheduleUploads(teacher, title, students);
	const more = JSON.stringify({ camera: true, stills: 'on_flag' });
	await stack.database((query) =>
		query('update sittings set policy = policy || $2::jsonb where id = $1', [made.id, more])
	);
	return made;
}

async function handIn(stack: EdgeStack, papers: DevicePapers): Promise<World['handedIn']> {
	const forger = new Forger(papers);
	const { session } = forger;
	const socket = await openRaw(stack.origin, {
		room: papers.ticket.room,
		session,
		ticket: papers.signed
	});
	const frames = [
		await forger.sealedFrame(forger.open()),
		await forger.sealedFrame(forger.entry('submit', { total: 2, by: 'student' }))
	];
	// A receipt for each: then both are committed.
	const received = new Promise<void>((done) => {
		let left = frames.length;
		socket.socket.on('message', () => --left === 0 && done());
	});
	for (const frame of frames) socket.send(frame);
	await received;
	socket.close();
	const late = forger.entry('navigation', { item: 'a', action: 'visit' });
	return { papers, session, late: await forger.sealedFrame(late) };
}
