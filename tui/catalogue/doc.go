// Package catalogue is the main screen Katalog, with two tabs: Tjenester, the
// team's directory of where to refer to, and Kataloget, what is known of the types
// of activities and of the løsninger of the boligsocial work.
//
// A service is written on a form of its own, struck with a reason, and read from a
// spreadsheet, which shows what would happen before anything is saved.
package catalogue
