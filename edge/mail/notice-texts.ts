/** What a mail says of something that was just done to an account. {link} stands in a line of its own; it only leads to a page. */
import type { z } from 'zod';
import type { mailLocale } from '#sync/schema/accounts.ts';

export type NoticeKind =
	'password_changed' | 'passkey_added' | 'passkey_removed' | 'second_factor_off';
type Text = { subject: string; text: string };

export const noticeTexts: Record<z.infer<typeof mailLocale>, Record<NoticeKind, Text>> = {
	en: {
		password_changed: {
			subject: 'Your password was changed',
			text: 'Hello {name},\n\nThe password of your account was changed just now, and your other devices were signed out.\n\nIf that was not you, set a new password here:\n\n{link}'
		},
		passkey_added: {
			subject: 'A passkey was added to your account',
			text: 'Hello {name},\n\nA passkey was added to your account just now. Whoever has it can sign in.\n\nIf that was not you, set a new password here, and then remove the passkey on the page of your account:\n\n{link}'
		},
		passkey_removed: {
			subject: 'A passkey was removed from your account',
			text: 'Hello {name},\n\nA passkey was removed from your account just now. Nobody can sign in with it any more.\n\nIf that was not you, set a new password here:\n\n{link}'
		},
		second_factor_off: {
			subject: 'Your password alone is enough again',
			text: 'Hello {name},\n\nFrom now on, a passkey is no longer asked for after the password of your account.\n\nIf that was not you, set a new password here:\n\n{link}'
		}
	},
	es: {
		password_changed: {
			subject: 'Tu contraseña ha cambiado',
			text: 'Hola, {name}:\n\nLa contraseña de tu cuenta acaba de cambiar y se ha cerrado la sesión en tus demás dispositivos.\n\nSi no has sido tú, elige una contraseña nueva aquí:\n\n{link}'
		},
		passkey_added: {
			subject: 'Se ha añadido una llave de acceso a tu cuenta',
			text: 'Hola, {name}:\n\nSe acaba de añadir una llave de acceso a tu cuenta. Quien la tenga puede iniciar sesión.\n\nSi no has sido tú, elige una contraseña nueva aquí y quita después la llave en la página de tu cuenta:\n\n{link}'
		},
		passkey_removed: {
			subject: 'Se ha quitado una llave de acceso de tu cuenta',
			text: 'Hola, {name}:\n\nSe acaba de quitar una llave de acceso de tu cuenta. Ya nadie puede iniciar sesión con ella.\n\nSi no has sido tú, elige una contraseña nueva aquí:\n\n{link}'
		},
		second_factor_off: {
			subject: 'Tu contraseña vuelve a bastar',
			text: 'Hola, {name}:\n\nDesde ahora ya no se pide una llave de acceso después de la contraseña de tu cuenta.\n\nSi no has sido tú, elige una contraseña nueva aquí:\n\n{link}'
		}
	},
	fr: {
		password_changed: {
			subject: 'Votre mot de passe a été modifié',
			text: 'Bonjour {name},\n\nLe mot de passe de votre compte vient d’être modifié et vos autres appareils ont été déconnectés.\n\nSi ce n’était pas vous, choisissez un nouveau mot de passe ici :\n\n{link}'
		},
		passkey_added: {
			subject: 'Une clé d’accès a été ajoutée à votre compte',
			text: 'Bonjour {name},\n\nUne clé d’accès vient d’être ajoutée à votre compte. Quiconque la possède peut se connecter.\n\nSi ce n’était pas vous, choisissez un nouveau mot de passe ici, puis supprimez la clé sur la page de votre compte :\n\n{link}'
		},
		passkey_removed: {
			subject: 'Une clé d’accès a été supprimée de votre compte',
			text: 'Bonjour {name},\n\nUne clé d’accès vient d’être supprimée de votre compte. Plus personne ne peut se connecter avec elle.\n\nSi ce n’était pas vous, choisissez un nouveau mot de passe ici :\n\n{link}'
		},
		second_factor_off: {
			subject: 'Votre mot de passe suffit de nouveau',
			text: 'Bonjour {name},\n\nDésormais, aucune clé d’accès n’est demandée après le mot de passe de votre compte.\n\nSi ce n’était pas vous, choisissez un nouveau mot de passe ici :\n\n{link}'
		}
	},
	hi: {
		password_changed: {
			subject: 'आपका पासवर्ड बदल दिया गया है',
			text: 'नमस्ते {name},\n\nआपके खाते का पासवर्ड अभी बदला गया है, और आपके बाकी डिवाइस साइन आउट कर दिए गए हैं।\n\nअगर यह आप नहीं थे, तो यहाँ नया पासवर्ड बनाएँ:\n\n{link}'
		},
		passkey_added: {
			subject: 'आपके खाते में एक पासकी जोड़ी गई है',
			text: 'नमस्ते {name},\n\nआपके खाते में अभी एक पासकी जोड़ी गई है। जिसके पास वह है, वह साइन इन कर सकता है।\n\nअगर यह आप नहीं थे, तो यहाँ नया पासवर्ड बनाएँ, और फिर अपने खाते के पेज पर वह पासकी हटाएँ:\n\n{link}'
		},
		passkey_removed: {
			subject: 'आपके खाते से एक पासकी हटाई गई है',
			text: 'नमस्ते {name},\n\nआपके खाते से अभी एक पासकी हटाई गई है। अब उससे कोई साइन इन नहीं कर सकता।\n\nअगर यह आप नहीं थे, तो यहाँ नया पासवर्ड बनाएँ:\n\n{link}'
		},
		second_factor_off: {
			subject: 'अब फिर से केवल आपका पासवर्ड काफ़ी है',
			text: 'नमस्ते {name},\n\nअब से आपके खाते के पासवर्ड के बाद पासकी नहीं माँगी जाएगी।\n\nअगर यह आप नहीं थे, तो यहाँ नया पासवर्ड बनाएँ:\n\n{link}'
		}
	},
	ar: {
		password_changed: {
			subject: 'تم تغيير كلمة مرورك',
			text: 'مرحبًا {name}،\n\nتم تغيير كلمة مرور حسابك للتو، وسُجّل الخروج من أجهزتك الأخرى.\n\nإذا لم تكن أنت، فعيّن كلمة مرور جديدة هنا:\n\n{link}'
		},
		passkey_added: {
			subject: 'أُضيف مفتاح مرور إلى حسابك',
			text: 'مرحبًا {name}،\n\nأُضيف مفتاح مرور إلى حسابك للتو. يستطيع من يملكه تسجيل الدخول.\n\nإذا لم تكن أنت، فعيّن كلمة مرور جديدة هنا، ثم أزل المفتاح في صفحة حسابك:\n\n{link}'
		},
		passkey_removed: {
			subject: 'أُزيل مفتاح مرور من حسابك',
			text: 'مرحبًا {name}،\n\nأُزيل مفتاح مرور من حسابك للتو، ولم يعد أحد يستطيع تسجيل الدخول به.\n\nإذا لم تكن أنت، فعيّن كلمة مرور جديدة هنا:\n\n{link}'
		},
		second_factor_off: {
			subject: 'كلمة مرورك تكفي وحدها من جديد',
			text: 'مرحبًا {name}،\n\nمن الآن لن يُطلب مفتاح مرور بعد كلمة مرور حسابك.\n\nإذا لم تكن أنت، فعيّن كلمة مرور جديدة هنا:\n\n{link}'
		}
	}
};
