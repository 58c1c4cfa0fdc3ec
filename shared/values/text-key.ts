// Keys under which names, logins and addresses compare. The spelling a person wrote is kept beside the key, never replaced by it.

const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;
const BLANKS = /\s+/gu;
/** Words of ASCII with single blanks between them: most of what there is, and only its case needs folding. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Case-, width- and blank-folded text: "ＡＣＭＥ  Cloud " and "acme cloud" share a key. */
export function textKey(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(BLANKS, ' ').trim().toLowerCase();
}

const LEGAL_SUFFIX =
  /[\s,]+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|oyj|aps|kk|pty|pte|pvt|ltda)\.?$/;
const LEGAL_SUFFIX_CHINESE = /(?:集团)?(?:股份|责任)?有限(?:责任)?公司$|股份公司$/;

/** A partner's name without case, width and legal suffix: "Acme, Inc." and "ACME" share a key, "某云股份有限公司" and "某云" too. */
export function partnerNameKey(name: string): string {
  let key = textKey(name).replace(/[。．]/g, '.');
  for (;;) {
    const shorter = key.replace(/\.$/, '').replace(LEGAL_SUFFIX, '').replace(LEGAL_SUFFIX_CHINESE, '').trim();
    if (shorter === key || shorter === '') return key;
    key = shorter;
  }
}

/** What is taken for a mail address, whatever it is an address of. */
export const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

export function emailDomain(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  return at > 0 && at < email.length - 1 ? textKey(email.slice(at + 1)) : undefined;
}

/** Mail domains that many employers' people use; they can never name a partner. */
export const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com ' +
    'proton.me protonmail.com pm.me gmx.com gmx.de gmx.net web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com ' +
    'qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn 21cn.com tom.com ' +
    'naver.com hanmail.net daum.net fastmail.com fastmail.fm hey.com zoho.com tutanota.com posteo.de riseup.net ' +
    'orange.fr free.fr laposte.net libero.it users.noreply.github.com noreply.github.com localhost'
  ).split(' '),
);
