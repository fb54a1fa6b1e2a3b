/** Answers as markers meet them, and what they give for them. */
import type { Context } from 'hono';
import { answerPage, answersQuery, markOutcomes, markSaves } from '#sync/schema/marking.ts';
import type { MarkOutcomes, MarkSave } from '#sync/schema/marking.ts';
import { rightTyped } from '#sync/marking/right-answer.ts';
import { criteriaOf } from '#sync/marking/rubric.ts';
import { filesOf } from '#sync/upload.ts';
import { variantOf } from '#sync/variant.ts';
import { saveMarks, selectAnswers, selectAnswersOf } from '../db/answers.ts';
import type { ListedAnswer } from '../db/answers.ts';
import { system, transaction } from '../db/database.ts';
import type { Query } from '../db/database.ts';
import type { KeyedForm } from '../db/form-keys.ts';
import { dealScripts, selectBlindness } from '../db/marking.ts';
import { selectForOthersToDecide } from '../db/own-to-decide.ts';
import type { ForOthersToDecide } from '../db/own-to-decide.ts';
import { selectAnswersSeen, selectChangedAnswers, selectOutdated } from '../db/set-aside.ts';
import { askedSitting } from './asked-sitting.ts';
import { fileNames, hashCalled, withFiles } from './blind-files.ts';
import type { FileNames } from './blind-files.ts';
import { readId } from './body.ts';
import { keyedFormOf } from './marking-overview.ts';
import { withNamelessFiles } from './nameless-files.ts';
import { operation } from './operation.ts';
import { ProblemError } from './problem.ts';
import type { Authenticated } from './signed-in.ts';
import { auditLook } from './who-asks.ts';

const tag = 'Marking';
const A_PAGE = 50;

const answers = operation(
	{
		id: 'listAnswers',
		method: 'get',
		path: '/marking/sittings/:id/answers',
		tag,
		summary: 'Answers to mark: of one item over all scripts, or all of one script',
		access: 'signed_in',
		query: answersQuery,
		answer: answerPage,
		refusals: ['not_found']
	},
	async (context, { query: asked }) => {
		const id = readId(context, 'id');
		const limit = asked.limit ?? A_PAGE;
		const { sitting, found, changed } = await transaction(
			context.env,
			context.get('actor'),
			async (query) => {
				const sitting = await askedSitting(context, query, id, 'mark');
				await dealScripts(query, id);
				await auditLook(context, query, { action: 'answers_viewed', subject: id });
				const found = await selectAnswers(query, id, {
					item: asked.item ?? null,
					script: asked.script ?? null,
					state: asked.state ?? null,
					forMe: asked.forMe === 'true',
					after: readAfter(asked.after),
					limit: limit + 1
				});
				const scripts = [...new Set(found.map(({ script }) => script))];
				const changed = await selectChangedAnswers(query, id, scripts);
				return { sitting, found, changed };
			}
		);
		const keyed = await keyedFormOf(context.env, sitting.form);
		const { names, forOthers } = await knownOnlyHere(context, id);
		const page = found.slice(0, limit);
		const last = found.length > limit ? page.at(-1) : undefined;
		return {
			answers: page
				.filter((one) => asked.forMe !== 'true' || !forOthers.has(one.script, one.item))
				.map((one) => ({
					...answerOf(keyed, one, names),
					can: forOthers.has(one.script, one.item) ? ('nothing' as const) : one.can,
					changed: changed.has(`${one.script} ${one.item}`)
				})),
			next: last ? `${last.script}.${last.item}` : null
		};
	}
);

function readAfter(text: string | undefined): { script: string; item: string } | null {
	if (text === undefined) return null;
	const [, script, item] = /^([0-9a-f-]{36})\.([a-z0-9-]{1,64})$/.exec(text) ?? [];
	if (!script || !item)
		throw new ProblemError('invalid_request', 'There is no such page.', {
			evidence: { field: 'after' }
		});
	return { script, item };
}

function answerOf({ form, keys }: KeyedForm, one: ListedAnswer, names: FileNames) {
	const {
		script,
		attempt,
		student_name,
		order_seed,
		settled,
		response,
		answered,
		mine,
		others,
		...rest
	} = one;
	const called = (hash: string) => names.shown(script, hash);
	const item = form.items.find(({ id }) => id === one.item);
	const numbers =
		item?.type === 'calculated' && order_seed !== '' ? variantOf(item, order_seed) : {};
	const solution = keys.solutions.find((key) => key.item === one.item);
	const drawn = item?.type !== 'calculated' || order_seed !== '';
	const right = item && drawn ? rightTyped(item, solution, order_seed) : null;
	return {
		...rest,
		...(right && { right }),
		script,
		alias: aliasOf(script),
		attempt,
		studentName: student_name,
		// Without the attempt it is withheld whose it is.
		response: attempt === null ? withNamelessFiles(response, called) : response,
		answered: names.answer(script, one.item, answered),
		mine: mine && { ...mine, annotations: withFiles(mine.annotations, called) },
		others: others.map((mark) => ({ ...mark, annotations: withFiles(mark.annotations, called) })),
		numbers: Object.entries(numbers).map(([name, value]) => ({ name, value })),
		points: settled
	};
}

/** Two groups of four, of an id that is random itself. */
const aliasOf = (script: string): string =>
	`${script.slice(0, 4)}-${script.slice(4, 8)}`.toUpperCase();

/** As the Worker: nobody else learns the secret, nor who marked what. */
const knownOnlyHere = (
	context: Context<Authenticated>,
	sitting: string
): Promise<{ names: FileNames; forOthers: ForOthersToDecide }> =>
	transaction(context.env, system, async (query) => ({
		names: fileNames(await selectBlindness(query, sitting)),
		forOthers: await selectForOthersToDecide(query, sitting, context.get('asker').id)
	}));

/**
 * With the database's own name of the answer in the place of what the marker was told. What was told of an answer that is another by
 * now is nobody's name, and stays.
 */
async function asKnown(
	query: Query,
	sitting: string,
	saves: readonly MarkSave[],
	names: FileNames
): Promise<MarkSave[]> {
	const scripts = [...new Set(saves.map(({ script }) => script))];
	const seen = await selectAnswersSeen(query, sitting, scripts);
	return saves.map((one) => {
		const name = seen.get(`${one.script} ${one.item}`) ?? '';
		const told = names.answer(one.script, one.item, name);
		return one.answered === told ? { ...one, answered: name } : one;
	});
}

/** A mark as it is kept: with the hashes of the files that it was drawn on. */
async function withHashes(
	query: Query,
	sitting: string,
	one: MarkSave,
	names: FileNames
): Promise<MarkSave> {
	const { script, mark } = one;
	if (mark.annotations.every(({ file }) => file === undefined)) return one;
	const hashes = (await selectAnswersOf(query, sitting, script)).flatMap(({ response }) =>
		filesOf(response).map(({ hash }) => hash)
	);
	const called = (file: string) => hashCalled(file, { script, hashes, names });
	return { ...one, mark: { ...mark, annotations: withFiles(mark.annotations, called) } };
}

const save = operation(
	{
		id: 'saveMarks',
		method: 'post',
		path: '/marking/sittings/:id/marks',
		tag,
		summary: 'Marks, each taken or refused by itself; a save that comes twice acts once',
		access: 'signed_in',
		body: markSaves,
		answer: markOutcomes,
		refusals: ['not_found']
	},
	async (context, { body }) => {
		const id = readId(context, 'id');
		const sitting = await transaction(context.env, context.get('actor'), (query) =>
			askedSitting(context, query, id, 'mark')
		);
		const keyed = await keyedFormOf(context.env, sitting.form);
		const { names, forOthers } = await knownOnlyHere(context, id);
		const wrong = new Map(
			body.saves.flatMap((one) => {
				const because = refusalOf(keyed, forOthers, one);
				return because === null ? [] : [[one.save, because]];
			})
		);
		const fit = body.saves.filter(({ save: name }) => !wrong.has(name));
		const { taken, outdated } = await transaction(
			context.env,
			context.get('actor'),
			async (query) => {
				await askedSitting(context, query, id, 'mark');
				await dealScripts(query, id);
				if (fit.length === 0) return { taken: [], outdated: new Set<string>() };
				const outdated = await selectOutdated(query, id, await asKnown(query, id, fit, names));
				const kept: MarkSave[] = [];
				for (const one of fit)
					if (!outdated.has(one.save)) kept.push(await withHashes(query, id, one, names));
				const outcomes = await saveMarks(query, id, kept);
				if (outcomes.some(({ refused }) => refused === null))
					await auditLook(context, query, { action: 'answers_marked', subject: id });
				return { taken: outcomes, outdated };
			}
		);
		const scripts = new Map(fit.map(({ save: name, script }) => [name, script]));
		const bySave = new Map(
			taken.map(({ mine, ...outcome }) => {
				const called = (hash: string) => names.shown(scripts.get(outcome.save) ?? '', hash);
				const annotations = withFiles(mine?.annotations ?? [], called);
				return [outcome.save, { ...outcome, mine: mine && { ...mine, annotations } }];
			})
		);
		return {
			outcomes: body.saves.map(
				({ save: name }): MarkOutcomes['outcomes'][number] =>
					bySave.get(name) ?? {
						save: name,
						refused: wrong.get(name) ?? (outdated.has(name) ? 'answer_changed' : 'no_such_answer'),
						state: null,
						mine: null
					}
			)
		};
	}
);

/** What the database does not look at; null: nothing speaks against it here. */
function refusalOf(
	keyed: KeyedForm,
	forOthers: ForOthersToDecide,
	one: MarkSave
): 'scores_refused' | 'not_to_moderate' | null {
	if (!scoresFit(keyed, one)) return 'scores_refused';
	return one.as === 'moderator' && forOthers.has(one.script, one.item) ? 'not_to_moderate' : null;
}

/** Each criterion at most once, of the item's own, and within its points. */
function scoresFit({ keys }: KeyedForm, { item, mark }: MarkSave): boolean {
	if (mark.scores.length === 0) return true;
	const criteria = new Map(
		criteriaOf(keys.solutions.find((one) => one.item === item)).map((one) => [one.id, one.points])
	);
	const seen = new Set(mark.scores.map(({ criterion }) => criterion));
	return (
		seen.size === mark.scores.length &&
		mark.scores.every(({ criterion, points }) => points <= (criteria.get(criterion) ?? -1))
	);
}

export const marks = [answers, save];
