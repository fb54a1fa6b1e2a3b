import type { PracticeTexts } from './texts.ts';

export const en: PracticeTexts = {
	title: 'Practice exam',
	instructions:
		'Six short questions to get to know the page. Nothing counts, and nobody is told how you did. Try switching the network off for a while.',
	offline: {
		prompt: 'The network goes away in the middle of an exam. What happens to your answers?',
		options: [
			'They stay safe on this device and are sent later.',
			'They are lost.',
			'The exam ends at once.'
		]
	},
	even: { prompt: 'Which of these numbers are even? Choose all that are.' },
	minutes: { prompt: 'How many minutes are an hour and a half?', unit: 'minutes' },
	tuesday: { prompt: 'Which day comes after Monday?', accepted: ['Tuesday'] },
	steps: {
		prompt: 'Put the steps of an exam in order.',
		options: ['Check the device', 'Read the notice', 'Answer the questions', 'Hand in']
	},
	essay: { prompt: 'Write two lines about anything you like. See how they are saved as you write.' }
};
