import type { PracticeTexts } from './texts.ts';

export const es: PracticeTexts = {
	title: 'Examen de práctica',
	instructions:
		'Seis preguntas cortas para conocer la página. Nada cuenta y a nadie se le dice cómo le ha ido. Pruebe a desconectar la red un rato.',
	offline: {
		prompt: 'La red se va en mitad de un examen. ¿Qué pasa con sus respuestas?',
		options: [
			'Quedan a salvo en este dispositivo y se envían más tarde.',
			'Se pierden.',
			'El examen termina en el acto.'
		]
	},
	even: { prompt: '¿Cuáles de estos números son pares? Elija todos los que lo sean.' },
	minutes: { prompt: '¿Cuántos minutos son una hora y media?', unit: 'minutos' },
	tuesday: { prompt: '¿Qué día viene después del lunes?', accepted: ['martes', 'el martes'] },
	steps: {
		prompt: 'Ponga en orden los pasos de un examen.',
		options: ['Comprobar el dispositivo', 'Leer el aviso', 'Responder a las preguntas', 'Entregar']
	},
	essay: {
		prompt: 'Escriba dos líneas sobre lo que quiera. Vea cómo se guardan mientras escribe.'
	}
};
