// Package crypto makes, keeps and uses keys: it seals bytes to people with age,
// opens them again, and signs and checks. It knows nothing of cases, files or
// screens.
//
// # Contract
//
// Every sealed file is an age file (age-encryption.org/v1) to hybrid recipients
// (ML-KEM-768 + X25519, "age1pq1…") and opens with the stock age program, 1.3 or
// later. An [Identity] is written as an age identity file that stock age takes as
// it is; everything age does not know stands in '#' lines. Signatures are Ed25519
// over a domain and parts, see [SignedBytes], and openssl can check them.
//
// [Open] and [OpenWithKey] authenticate the whole file before they return any of
// it: the answer is the plaintext or an error, never a part. [Seal] opens what it
// sealed and compares before it returns.
//
// age's secrecy is post-quantum, the Ed25519 signatures are not. Keys and
// signatures are strings that begin with their algorithm, so that another can
// join.
//
// # Errors
//
// What went wrong is told by sentinel, to be asked with errors.Is:
// [ErrWrongPassphrase], [ErrDamaged], [ErrNotIdentity], [ErrNotSealedToMe] and
// [ErrStaleFileKey] are distinct and an error is never two of them. The texts
// of age's own errors are not passed on, since some of them quote their input,
// which may be a secret or a text that someone took for a sealed file.
//
// # Secrets
//
// [Secret], [FileKey], [Identity] and [Recovery] print "[secret]" whatever the
// verb, and keep their bytes where reflection does not reach. They cannot be
// compared with ==. Wiping is best effort: Go copies memory as it likes, so only
// the end of the process really takes the keys away.
//
// All values may be used by several goroutines at once, except that nothing may
// use a [Secret] while it is wiped.
package crypto
