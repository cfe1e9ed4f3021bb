// Package day is I dag: what is over time, due today and this week, by hand and
// by rule.
package day
