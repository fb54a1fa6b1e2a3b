/** What was typed about a sitting: it lives as long as the exam is open, whichever tab of it is looked at. */
import { policyPresets } from '#sync/policy-presets.ts';
import type { CreatedSitting, NewSitting } from '../exam-api.ts';
import { choiceOf } from '../sitting/stagger-choice.ts';
import { firstWindow, type SittingFields } from './sitting-form.ts';

export type Attempts = Required<Pick<NewSitting, 'attemptsAllowed' | 'attemptCounts'>>;

export class SittingSheet {
	fields: SittingFields = $state(empty());
	attempts: Attempts = $state.raw(once());
	/** It was sent once: what is wrong is said from then on. */
	tried = $state(false);
	made: CreatedSitting | null = $state.raw(null);
	/** Of the one that was made. */
	times: { opensAt: number; closesAt: number } | null = $state.raw(null);
	#named = '';

	/** The exam's title is the sitting's until somebody writes another. */
	name(title: string): void {
		if (this.fields.title === this.#named) this.fields.title = title;
		this.#named = title;
	}

	anew(): void {
		this.fields = { ...empty(), title: this.#named };
		this.attempts = once();
		this.tried = false;
		this.made = null;
		this.times = null;
	}
}

const once = (): Attempts => ({ attemptsAllowed: 1, attemptCounts: 'last' });

const empty = (): SittingFields => ({
	title: '',
	...firstWindow(new Date()),
	minutes: 90,
	students: '',
	cohorts: [],
	rehearsal: false,
	stagger: choiceOf(null),
	reminders: true,
	tellAdded: true,
	policy: structuredClone(policyPresets.supervised),
	proctors: '',
	teachers: ''
});
