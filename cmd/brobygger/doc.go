// Command brobygger is the terminal case file for mentors, sociale viceværter
// and mødeledere: flags, subcommands and wiring, no rules of its own.
//
// Everything the screens do can be done here, so that scripts, spreadsheets and
// tests can stand on it. Flags, subcommands and JSON names are English and
// stable; every word a person reads comes from tui/words. With --json exactly
// one object with "version": 1 goes to stdout, also when the command fails;
// sentences, warnings and progress go to stderr and never hold case content.
//
// Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 locked or wrong key,
// 5 check found damage.
//
// No command asks when stdin is no terminal: it fails and says what is missing.
package main
