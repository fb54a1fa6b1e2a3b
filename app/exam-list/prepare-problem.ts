import { apiErrorCodes, type ApiErrorCode } from '#app/api/api-error.ts';
import { problemText } from '#app/api/problem-text.ts';
import { m } from '#app/i18n/generated/messages.js';

const own: Partial<Record<string, () => string>> = {
	form_damaged: m.prepare_form_damaged,
	storage_failed: m.prepare_storage_failed,
	models_failed: m.prepare_models_failed,
	shell_unsupported: m.prepare_shell_unsupported
};

/** Why preparing an exam stopped, in words. */
export function prepareProblemText(problem: string): string {
	return own[problem]?.() ?? problemText(isApiErrorCode(problem) ? problem : 'internal');
}

function isApiErrorCode(text: string): text is ApiErrorCode {
	return apiErrorCodes.some((code) => code === text);
}
