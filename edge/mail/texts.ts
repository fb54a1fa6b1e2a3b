/** What the mails say, in the languages of the app. {link} stands in a line of its own. */
import type { z } from 'zod';
import type { mailLocale } from '#sync/schema/accounts.ts';
import { fillText } from './fill-text.ts';
import { noticeTexts } from './notice-texts.ts';
import type { NoticeKind } from './notice-texts.ts';

export type MailLocale = z.infer<typeof mailLocale>;
type LinkKind = 'verify_email' | 'already_registered' | 'reset_password' | 'invitation';
export type MailKind = LinkKind | NoticeKind;
type Text = { subject: string; text: string };

const texts: Record<MailLocale, Record<LinkKind, Text>> = {
	en: {
		verify_email: {
			subject: 'Confirm your email address',
			text: 'Hello {name},\n\nOpen this link to confirm your address at {institution}. It works once, for 24 hours.\n\n{link}\n\nIf you did not register, do nothing: no account is made.'
		},
		already_registered: {
			subject: 'You have an account already',
			text: 'Hello,\n\nSomebody, probably you, tried to register with this address. You have an account already; sign in, or set a new password here:\n\n{link}\n\nIf it was not you, you need do nothing.'
		},
		reset_password: {
			subject: 'Set a new password',
			text: 'Hello,\n\nOpen this link to set a new password. It works once, for an hour.\n\n{link}\n\nIf you did not ask for it, do nothing: your password stays as it is.'
		},
		invitation: {
			subject: 'Invitation to {institution}',
			text: 'Hello,\n\nYou are invited to {institution} on Invigil. Open this link to make your account. It works once, for 14 days.\n\n{link}'
		}
	},
	es: {
		verify_email: {
			subject: 'Confirma tu dirección de correo',
			text: 'Hola, {name}:\n\nAbre este enlace para confirmar tu dirección en {institution}. Sirve una sola vez, durante 24 horas.\n\n{link}\n\nSi no te has registrado, no hagas nada: no se creará ninguna cuenta.'
		},
		already_registered: {
			subject: 'Ya tienes una cuenta',
			text: 'Hola:\n\nAlguien, probablemente tú, ha intentado registrarse con esta dirección. Ya tienes una cuenta; inicia sesión o elige una contraseña nueva aquí:\n\n{link}\n\nSi no has sido tú, no tienes que hacer nada.'
		},
		reset_password: {
			subject: 'Elige una contraseña nueva',
			text: 'Hola:\n\nAbre este enlace para elegir una contraseña nueva. Sirve una sola vez, durante una hora.\n\n{link}\n\nSi no lo has pedido, no hagas nada: tu contraseña no cambia.'
		},
		invitation: {
			subject: 'Invitación a {institution}',
			text: 'Hola:\n\nTe han invitado a {institution} en Invigil. Abre este enlace para crear tu cuenta. Sirve una sola vez, durante 14 días.\n\n{link}'
		}
	},
	fr: {
		verify_email: {
			subject: 'Confirmez votre adresse e-mail',
			text: 'Bonjour {name},\n\nOuvrez ce lien pour confirmer votre adresse auprès de {institution}. Il fonctionne une seule fois, pendant 24 heures.\n\n{link}\n\nSi vous ne vous êtes pas inscrit, ne faites rien : aucun compte ne sera créé.'
		},
		already_registered: {
			subject: 'Vous avez déjà un compte',
			text: 'Bonjour,\n\nQuelqu’un, sans doute vous, a voulu s’inscrire avec cette adresse. Vous avez déjà un compte ; connectez-vous ou choisissez un nouveau mot de passe ici :\n\n{link}\n\nSi ce n’était pas vous, vous n’avez rien à faire.'
		},
		reset_password: {
			subject: 'Choisissez un nouveau mot de passe',
			text: 'Bonjour,\n\nOuvrez ce lien pour choisir un nouveau mot de passe. Il fonctionne une seule fois, pendant une heure.\n\n{link}\n\nSi vous n’avez rien demandé, ne faites rien : votre mot de passe ne change pas.'
		},
		invitation: {
			subject: 'Invitation à rejoindre {institution}',
			text: 'Bonjour,\n\nVous êtes invité à rejoindre {institution} sur Invigil. Ouvrez ce lien pour créer votre compte. Il fonctionne une seule fois, pendant 14 jours.\n\n{link}'
		}
	},
	hi: {
		verify_email: {
			subject: 'अपना ई-मेल पता पक्का करें',
			text: 'नमस्ते {name},\n\n{institution} में अपना पता पक्का करने के लिए यह लिंक खोलें। यह एक ही बार, 24 घंटे तक काम करता है।\n\n{link}\n\nअगर आपने पंजीकरण नहीं किया है, तो कुछ न करें: कोई खाता नहीं बनेगा।'
		},
		already_registered: {
			subject: 'आपका खाता पहले से है',
			text: 'नमस्ते,\n\nकिसी ने, शायद आपने, इस पते से पंजीकरण करने की कोशिश की। आपका खाता पहले से है; साइन इन करें, या यहाँ नया पासवर्ड बनाएँ:\n\n{link}\n\nअगर यह आप नहीं थे, तो कुछ करने की ज़रूरत नहीं है।'
		},
		reset_password: {
			subject: 'नया पासवर्ड बनाएँ',
			text: 'नमस्ते,\n\nनया पासवर्ड बनाने के लिए यह लिंक खोलें। यह एक ही बार, एक घंटे तक काम करता है।\n\n{link}\n\nअगर आपने यह नहीं माँगा, तो कुछ न करें: आपका पासवर्ड वही रहेगा।'
		},
		invitation: {
			subject: '{institution} का निमंत्रण',
			text: 'नमस्ते,\n\nआपको Invigil पर {institution} में आमंत्रित किया गया है। अपना खाता बनाने के लिए यह लिंक खोलें। यह एक ही बार, 14 दिन तक काम करता है।\n\n{link}'
		}
	},
	ar: {
		verify_email: {
			subject: 'أكّد عنوان بريدك الإلكتروني',
			text: 'مرحبًا {name}،\n\nافتح هذا الرابط لتأكيد عنوانك لدى {institution}. يعمل مرة واحدة خلال 24 ساعة.\n\n{link}\n\nإذا لم تسجّل، فلا تفعل شيئًا: لن يُنشأ أي حساب.'
		},
		already_registered: {
			subject: 'لديك حساب بالفعل',
			text: 'مرحبًا،\n\nحاول شخص ما، وربما أنت، التسجيل بهذا العنوان. لديك حساب بالفعل؛ سجّل الدخول أو عيّن كلمة مرور جديدة هنا:\n\n{link}\n\nإذا لم تكن أنت، فلا حاجة إلى فعل شيء.'
		},
		reset_password: {
			subject: 'عيّن كلمة مرور جديدة',
			text: 'مرحبًا،\n\nافتح هذا الرابط لتعيين كلمة مرور جديدة. يعمل مرة واحدة خلال ساعة.\n\n{link}\n\nإذا لم تطلب ذلك، فلا تفعل شيئًا: تبقى كلمة مرورك كما هي.'
		},
		invitation: {
			subject: 'دعوة إلى {institution}',
			text: 'مرحبًا،\n\nأنت مدعو إلى {institution} على Invigil. افتح هذا الرابط لإنشاء حسابك. يعمل مرة واحدة خلال 14 يومًا.\n\n{link}'
		}
	}
};

export function mailText(
	kind: MailKind,
	locale: MailLocale,
	values: { name?: string; institution?: string; link: string }
): Text {
	const { subject, text } = { ...texts[locale], ...noticeTexts[locale] }[kind];
	return { subject: fillText(subject, values), text: fillText(text, values) };
}
