/** An exam with a question that is answered by files, published and scheduled through the API. */
import type { ItemOf } from '#sync/schema/item.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { createdExam, createdSitting, draftAnswer } from '#sync/schema/teaching.ts';
import type { EdgeClient } from './edge-client.ts';
import { trueFalse } from './items.ts';

type Change = Partial<Pick<ItemOf<'upload'>, 'accept' | 'most' | 'mostBytes' | 'prompt'>>;

export async function scheduleUploads(
	teacher: EdgeClient,
	title: string,
	students: string[],
	change: Change = {}
) {
	const item: ItemOf<'upload'> = {
		id: 'working',
		type: 'upload',
		prompt: 'Show your working.',
		points: 4,
		accept: ['image'],
		most: 3,
		...change
	};
	const blank = { feedback: null, category: [], tags: [], difficulty: null, language: null };
	const items = [{ name: 'Working', item, solution: null, ...blank }, trueFalse('And then')];
	const added = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: false, skipKnown: false, from: 'test' }
	});
	const ids = bankAdded.parse(added.body).ids;
	const made = await teacher.ask('POST', '/teacher/exams', { body: { title, items: ids } });
	const exam = createdExam.parse(made.body).id;
	const { body } = await teacher.ask('GET', `/teacher/exams/${exam}/draft`);
	// Copied into an exam, an item has a name of its own there.
	const copied = draftAnswer.parse(body).draft?.sections.flatMap((section) => section.items) ?? [];
	const asked = copied.find((one) => one.item.type === 'upload')?.item.id ?? '';
	const frozen = await teacher.ask('POST', `/teacher/exams/${exam}/publish`, { body: {} });
	if (frozen.status !== 201) throw new Error(JSON.stringify(frozen.body));
	const now = Date.now();
	const sitting = await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, {
		body: {
			title,
			opensAt: now - 60_000,
			closesAt: now + 3_600_000,
			durationMs: 3_000_000,
			students,
			teachers: [],
			proctors: []
		}
	});
	if (sitting.status !== 201) throw new Error(JSON.stringify(sitting.body));
	return { ...createdSitting.parse(sitting.body), item: asked };
}
