/** What tells teachers that a student asks for another look at a mark: neither who, nor why. {link} stands in a line of its own. */
import type { MailLocale } from './texts.ts';

export const remarkTexts: Record<MailLocale, { subject: string; text: string }> = {
	en: {
		subject: 'A student asks for another look at a mark: {title}',
		text: 'Hello {name},\n\nA student of {title} asks you to look at a mark again. What they ask is shown here, and can be answered here:\n\n{link}'
	},
	es: {
		subject: 'Alguien pide que se revise una nota: {title}',
		text: 'Hola, {name}:\n\nEn {title} hay alguien que pide que se revise una nota. Lo que pide se muestra aquí, y aquí se puede responder:\n\n{link}'
	},
	fr: {
		subject: 'Quelqu’un demande de revoir une note : {title}',
		text: 'Bonjour {name},\n\nPour {title}, quelqu’un demande de revoir une note. Sa demande est affichée ici, et vous pouvez y répondre ici :\n\n{link}'
	},
	hi: {
		subject: 'एक विद्यार्थी अंक दोबारा देखने को कह रहा है: {title}',
		text: 'नमस्ते {name},\n\n{title} का एक विद्यार्थी चाहता है कि एक अंक दोबारा देखा जाए। उसने क्या माँगा है, यह यहाँ दिखता है, और उत्तर भी यहीं दिया जा सकता है:\n\n{link}'
	},
	ar: {
		subject: 'يطلب أحد الطلاب النظر مجددًا في درجة: {title}',
		text: 'مرحبًا {name}،\n\nأحد طلاب {title} يطلب النظر مجددًا في درجة. ما يطلبه يظهر هنا، ويمكن الرد عليه هنا:\n\n{link}'
	}
};
