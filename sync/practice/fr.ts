import type { PracticeTexts } from './texts.ts';

export const fr: PracticeTexts = {
	title: 'Examen d’entraînement',
	instructions:
		'Six questions courtes pour découvrir la page. Rien ne compte et personne n’apprend comment cela s’est passé. Essayez de couper le réseau un moment.',
	offline: {
		prompt: 'Le réseau disparaît au milieu d’un examen. Que deviennent vos réponses ?',
		options: [
			'Elles restent à l’abri sur cet appareil et partent plus tard.',
			'Elles sont perdues.',
			'L’examen s’arrête aussitôt.'
		]
	},
	even: { prompt: 'Lesquels de ces nombres sont pairs ? Choisissez-les tous.' },
	minutes: { prompt: 'Combien de minutes font une heure et demie ?', unit: 'minutes' },
	tuesday: { prompt: 'Quel jour vient après lundi ?', accepted: ['mardi', 'le mardi'] },
	steps: {
		prompt: 'Mettez dans l’ordre les étapes d’un examen.',
		options: [
			'Vérifier l’appareil',
			'Lire l’information',
			'Répondre aux questions',
			'Rendre la copie'
		]
	},
	essay: {
		prompt:
			'Écrivez deux lignes sur ce que vous voulez. Voyez comme elles s’enregistrent pendant que vous écrivez.'
	}
};
