// Package danish knows how Danes sort, search and shorten what they write, and
// makes foreign text safe to show.
//
//   - [Collator] sorts names and words in Danish order.
//   - [Fold] is the one form in which texts are searched.
//   - [FirstNameInitial] is a name as lists show it.
//   - [Harmless] is any text as a screen may show it; [Paste] is a pasted text as
//     a field takes it.
//
// The letters: æ, ø and å are letters of their own after z; aa is å, ä is æ, ö
// is ø and ü is y; other accents do not count, ð is d, þ is th and œ is oe
// (Retskrivningsordbogen § 4). Of aa the rule says "when it is one vowel"; in
// names one cannot know, so here it always is å. Letters of other Latin
// alphabets that have no accent to drop are taken as what they look like: ı is
// i, ł is l, đ is d, ħ is h, ß is ss.
//
// Everything here is a pure function and safe for concurrent use.
package danish
