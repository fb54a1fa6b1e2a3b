import { formatBytes, formatLength } from '#app/i18n/format.ts';
import { m } from '#app/i18n/generated/messages.js';
import { deviceCheck } from './device-checks.ts';
import type { Facts } from './facts.ts';
import type { Verdict } from './verdict.ts';

export type { Verdict } from './verdict.ts';
export type CheckName =
	'form' | 'storage' | 'network' | 'clock' | 'camera' | 'microphone' | 'models' | 'battery' | 'tab';

export interface Check {
	name: CheckName;
	title: string;
	verdict: Verdict;
	/** What it means and what to do. Empty while it runs. */
	text: string;
}

const MEGABYTE = 1_000_000;
const LITTLE_SPACE = 200 * MEGABYTE;
/** Less than this is no difference that anybody would notice. */
const CLOCK_TOLERANCE_MS = 5_000;
const LOW_BATTERY = 0.3;

type Outcome = Pick<Check, 'verdict' | 'text'>;
const running: Outcome = { verdict: 'running', text: '' };
const pass = (text: string): Outcome => ({ verdict: 'pass', text });
const warn = (text: string): Outcome => ({ verdict: 'warn', text });
const fail = (text: string): Outcome => ({ verdict: 'fail', text });

/** Only what makes a start impossible fails: the exam itself, a place to write, and one window. */
export function checksOf(facts: Facts, partsText: (parts: readonly string[]) => string): Check[] {
	const form = formCheck(facts, partsText);
	const all: [CheckName, string, Outcome | null][] = [
		['form', m.check_form(), form],
		['storage', m.check_storage(), storageCheck(facts)],
		['network', m.check_network(), networkCheck(facts)],
		['clock', m.check_clock(), clockCheck(facts)],
		['camera', m.check_camera(), deviceCheck('camera', facts.camera)],
		['microphone', m.check_microphone(), deviceCheck('microphone', facts.microphone)],
		['models', m.check_models(), modelsCheck(facts)],
		['battery', m.check_battery(), batteryCheck(facts)],
		['tab', m.check_tab(), tabCheck(facts)]
	];
	return all.flatMap(([name, title, outcome]) => (outcome ? [{ name, title, ...outcome }] : []));
}

function formCheck({ prepared }: Facts, partsText: (parts: readonly string[]) => string): Outcome {
	if (!prepared) return running;
	const missing = prepared.missing.filter((part) => part !== 'models');
	if (missing.length === 0) return pass(m.check_form_pass());
	if (prepared.state === 'fetching')
		return { verdict: 'running', text: m.check_form_fetching({ parts: partsText(missing) }) };
	const text = m.check_form_fail({ parts: partsText(missing) });
	return missing.some((part) => part !== 'shell') ? fail(text) : warn(text);
}

function storageCheck({ storage }: Facts): Outcome {
	if (!storage) return running;
	if (!storage.writable) return fail(m.check_storage_fail());
	const free = storage.freeBytes === null ? '?' : formatBytes(storage.freeBytes);
	if (storage.freeBytes !== null && storage.freeBytes < LITTLE_SPACE)
		return warn(m.check_storage_warn_little({ free }));
	return storage.persisted
		? pass(m.check_storage_pass({ free }))
		: warn(m.check_storage_warn_persist({ free }));
}

function networkCheck({ contact }: Facts): Outcome {
	if (contact === 'asking') return running;
	return contact === 'there' ? pass(m.check_network_pass()) : warn(m.check_network_warn());
}

function clockCheck({ contact, clock }: Facts): Outcome {
	if (contact === 'asking') return running;
	if (!clock) return warn(m.check_clock_warn_unknown());
	const difference = Math.abs(clock.offsetMs);
	if (difference < CLOCK_TOLERANCE_MS + clock.roundTripMs / 2) return pass(m.check_clock_pass());
	const amount = formatLength(difference);
	return warn(
		clock.offsetMs < 0
			? m.check_clock_warn_ahead({ amount })
			: m.check_clock_warn_behind({ amount })
	);
}

function modelsCheck({ prepared, camera, microphone }: Facts): Outcome | null {
	if (camera === 'unused' && microphone === 'unused') return null;
	if (!prepared) return running;
	if (!prepared.missing.includes('models')) return pass(m.check_models_pass());
	if (prepared.state !== 'fetching') return warn(m.check_models_warn());
	const percent = Math.floor((100 * prepared.done) / Math.max(1, prepared.total));
	return { verdict: 'running', text: m.check_models_fetching({ percent }) };
}

function batteryCheck({ battery }: Facts): Outcome {
	if (!battery) return running;
	if (battery === 'unknown') return warn(m.check_battery_unknown());
	const percent = Math.round(battery.level * 100);
	if (battery.charging) return pass(m.check_battery_charging({ percent }));
	return battery.level < LOW_BATTERY
		? warn(m.check_battery_low({ percent }))
		: pass(m.check_battery_pass({ percent }));
}

function tabCheck({ otherTab }: Facts): Outcome {
	if (otherTab === null) return running;
	return otherTab ? fail(m.check_tab_fail()) : pass(m.check_tab_pass());
}
