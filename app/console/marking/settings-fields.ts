/** Rules of a marking as they are typed in. */
import type { MarkingSettings } from '#sync/schema/marking.ts';

export interface SettingsFields {
	blind: boolean;
	second: MarkingSettings['second'];
	/** Per cent. */
	sample: string;
	tolerance: string;
	combine: MarkingSettings['combine'];
	step: '0.01' | '0.1' | '0.25' | '0.5' | '1';
	/** Per cent; empty: no pass mark. */
	pass: string;
}

export function settingsFields(settings: Partial<MarkingSettings>): SettingsFields {
	const { passPercent = null } = settings;
	return {
		blind: settings.blind ?? true,
		second: settings.second ?? 'none',
		sample: String(Math.round((settings.sampleShare || 0.2) * 100)),
		tolerance: String(settings.tolerance ?? 1),
		combine: settings.combine ?? 'mean',
		step: String(settings.step ?? 0.5) as SettingsFields['step'],
		pass: passPercent === null ? '' : String(passPercent)
	};
}

const numberIn = (text: string, from: number, to: number): number | null => {
	const plain = text.trim().replace(',', '.');
	const value = Number(plain);
	return plain !== '' && value >= from && value <= to ? value : null;
};

/** `settings` is null while something in `wrong` is. */
export function readSettings(fields: SettingsFields): {
	settings: MarkingSettings | null;
	wrong: (keyof SettingsFields)[];
} {
	const wrong: (keyof SettingsFields)[] = [];
	const two = fields.second !== 'none';
	const need = (name: 'sample' | 'tolerance' | 'pass', from: number, to: number) => {
		const value = numberIn(fields[name], from, to);
		if (value === null) wrong.push(name);
		return value ?? 0;
	};
	const sample = fields.second === 'sample' ? need('sample', 1, 100) : 0;
	const tolerance = two ? need('tolerance', 0, 1000) : (numberIn(fields.tolerance, 0, 1000) ?? 0);
	const passPercent = fields.pass.trim() === '' ? null : need('pass', 0, 100);
	const { blind, second, combine } = fields;
	const settings = {
		blind,
		second,
		sampleShare: sample / 100,
		tolerance,
		combine,
		step: Number(fields.step) as MarkingSettings['step'],
		passPercent
	};
	return { settings: wrong.length === 0 ? settings : null, wrong };
}
