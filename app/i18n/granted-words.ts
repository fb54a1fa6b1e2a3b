/** An accommodation in words: what was granted, and what comes of it at one sitting. Never why. */
import type {
	AppliedAccommodation,
	Granted,
	GrantedBy,
	GrantedFrom,
	SwitchedOff
} from '#sync/schema/accommodation.ts';
import type { RosterEntry } from '#sync/schema/roster.ts';
import type { Arranged, Arrangement, ArrangementReason } from '#sync/schema/arrangement.ts';
import { comma, formatDateTime, formatLength, formatPercent } from './format.ts';
import { m } from './generated/messages.js';

const MINUTE_MS = 60_000;
const when = (holds: boolean, words: () => string): string[] => (holds ? [words()] : []);

/** One's own duration; said to nobody but the student. */
export function ownDuration(
	durationMs: number,
	accommodation: AppliedAccommodation | undefined
): string {
	const time = formatLength(durationMs);
	return accommodation && accommodation.addedMs > 0
		? m.granted_more_than_planned({ time, added: formatLength(accommodation.addedMs) })
		: time;
}

/** What stays off, or is expected, for one person. */
export const offWords: Record<SwitchedOff | 'reader', () => string> = {
	camera: m.granted_no_camera,
	microphone: m.granted_no_microphone,
	gaze: m.granted_no_gaze,
	company: m.granted_company,
	pictures: m.arrange_off_pictures,
	reader: m.granted_reader
};

/** Without the added time, which stands beside the duration. */
export const appliedWords = (applied: AppliedAccommodation): string[] =>
	partsOf(applied).map(({ what }) => what);

/** For the staff of a sitting: also whose decision it was, said once for all that somebody decided. */
export function staffWords(applied: AppliedAccommodation): string[] {
	const added = () => m.granted_more_time({ time: formatLength(applied.addedMs) });
	const parts = partsOf(applied);
	const decided = (by: GrantedBy, say: (words: { what: string }) => string) => {
		const what = parts.filter((part) => part.by === by).map((part) => part.what);
		return what.length > 0 ? [say({ what: what.join(`${comma()} `) })] : [];
	};
	return [
		...when(applied.addedMs > 0, added),
		...parts.flatMap(({ what, by }) => (by === undefined ? [what] : [])),
		...decided('institution', m.sitting_here_every),
		...decided('sitting', m.sitting_here_only)
	];
}

/** What applies; `by`: whose decision it was, where that is known. */
type Part = { what: string; by: GrantedBy | undefined };
function partsOf(applied: AppliedAccommodation): Part[] {
	const of = (what: string, by?: GrantedBy): Part => ({ what, by });
	const { by = {} } = applied;
	return [
		...when(applied.breaksMs > 0, () => m.granted_breaks({ time: formatLength(applied.breaksMs) })),
		...when(applied.ownWindow, m.granted_own_times)
	]
		.map((what) => of(what))
		.concat(
			applied.off.map((each) => of(offWords[each](), by[each])),
			when(applied.largerText, m.granted_larger_text).map((what) => of(what)),
			when(applied.reader, m.granted_reader).map((what) => of(what, by.reader))
		);
}

type OffName = SwitchedOff | 'reader';
const chosenBy: Record<OffName, ChosenName | null> = {
	camera: 'noCamera',
	microphone: 'noMicrophone',
	gaze: 'noGaze',
	company: 'secondPerson',
	// Never granted, only arranged for who asked.
	pictures: null,
	reader: 'reader'
};
type ChosenName = 'noCamera' | 'noMicrophone' | 'noGaze' | 'secondPerson' | 'reader';

/** For the roster of a sitting: what applies to a student, each line with where it is from. Of what is not known, only what it is. */
export function rosterLines({
	accommodation: applied,
	from = {},
	grantedHere: here
}: Pick<RosterEntry, 'accommodation' | 'from' | 'grantedHere'>): string[] {
	if (!applied) return [];
	const off = [...applied.off, ...(applied.reader ? ['reader' as const] : [])];
	const parts: { what: string; by: GrantedBy | undefined; granted: boolean }[] = [
		...(['time', 'breaks', 'window', 'text'] as const).flatMap((kind) =>
			kindWords[kind](applied).map((what) => ({ what, by: from[kind], granted: true }))
		),
		...off.map((name) => {
			const chosen = chosenBy[name];
			const granted = chosen !== null && here?.granted[chosen] === true;
			return { what: offWords[name](), by: applied.by?.[name], granted };
		})
	];
	const line = (say: (what: string) => string, of: (part: (typeof parts)[number]) => boolean) => {
		const what = parts.filter(of).map((part) => part.what);
		return what.length > 0 ? [say(what.join(' · '))] : [];
	};
	const byName = (part: (typeof parts)[number]) => part.by === 'sitting' && part.granted;
	return [
		...line(
			(what) => m.sitting_here_every({ what }),
			({ by }) => by === 'institution'
		),
		...line(
			(what) =>
				here ? m.sitting_here_by({ name: isolated(here.by), what }) : m.sitting_here_only({ what }),
			byName
		),
		...line(
			(what) => m.sitting_here_only({ what }),
			(part) => part.by === 'sitting' && !byName(part)
		),
		...line(
			(what) => what,
			({ by }) => by === undefined
		)
	];
}

/** A number behind a name of the other direction would stand before it. */
const isolated = (name: string) => `\u2068${name}\u2069`;

const kindWords: Record<keyof GrantedFrom, (applied: AppliedAccommodation) => string[]> = {
	time: ({ addedMs }) =>
		when(addedMs > 0, () => m.granted_more_time({ time: formatLength(addedMs) })),
	breaks: ({ breaksMs }) =>
		when(breaksMs > 0, () => m.granted_breaks({ time: formatLength(breaksMs) })),
	window: ({ ownWindow }) => when(ownWindow, m.granted_own_times),
	text: ({ largerText }) => when(largerText, m.granted_larger_text)
};

/** For an admin: as it was granted, to whatever it will be applied. */
export function grantedWords(granted: Granted): string[] {
	const time = (minutes: number) => ({ time: formatLength(Math.abs(minutes) * MINUTE_MS) });
	const { timeMultiplier, extraMinutes, breakMinutes, opensMinutes, closesMinutes } = granted;
	return [
		...when(timeMultiplier > 1, () =>
			m.granted_percent_more({ percent: formatPercent(timeMultiplier - 1) })
		),
		...when(extraMinutes > 0, () => m.granted_more_time(time(extraMinutes))),
		...when(breakMinutes > 0, () => m.granted_breaks(time(breakMinutes))),
		...when(opensMinutes > 0, () => m.granted_opens_later(time(opensMinutes))),
		...when(opensMinutes < 0, () => m.granted_opens_earlier(time(opensMinutes))),
		...when(closesMinutes > 0, () => m.granted_closes_later(time(closesMinutes))),
		...when(granted.noCamera, m.granted_no_camera),
		...when(granted.noMicrophone, m.granted_no_microphone),
		...when(granted.noGaze, m.granted_no_gaze),
		...when(granted.secondPerson, m.granted_company),
		...when(granted.largerText, m.granted_larger_text),
		...when(granted.reader, m.granted_reader)
	];
}

/** What a teacher switched off for one sitting. */
export function arrangedWords(arranged: Arranged): string[] {
	return arrangedNames.filter((name) => arranged[name]).map((name) => arrangedLabels[name]());
}

export const arrangedLabels: Record<keyof Arranged, () => string> = {
	noCamera: m.granted_no_camera,
	noMicrophone: m.granted_no_microphone,
	noGaze: m.granted_no_gaze,
	noPictures: m.arrange_off_pictures,
	secondPerson: m.granted_company,
	reader: m.granted_reader
};
export const arrangedNames = Object.keys(arrangedLabels) as (keyof Arranged)[];

export const arrangementReasonWords: Record<ArrangementReason, () => string> = {
	camera: m.arrange_reason_camera,
	microphone: m.arrange_reason_microphone,
	gaze: m.arrange_reason_gaze,
	pictures: m.arrange_reason_pictures,
	person_beside: m.arrange_reason_person_beside,
	reads_aloud: m.arrange_reason_reads_aloud,
	place: m.arrange_reason_place,
	other: m.arrange_reason_other
};

/** What a student asked for instead of accepting the notice, and how far it came: for the staff, in a line. */
export function arrangementText({ reason, words, answer, withdrawn }: Arrangement): string {
	const granted = answer?.granted ? arrangedWords(answer.granted) : [];
	const outcome = withdrawn
		? [m.arrange_taken_back()]
		: answer
			? [
					m.arrange_answered_by({ name: answer.by, when: formatDateTime(answer.at) }),
					...granted,
					answer.words
				]
			: [m.arrange_no_answer()];
	return [arrangementReasonWords[reason](), words, ...outcome]
		.filter((each) => each !== '')
		.join(' · ');
}
