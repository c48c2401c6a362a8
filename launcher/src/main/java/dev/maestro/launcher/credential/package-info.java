/** Finds what other programs of this machine were given by vendors, and makes sessions of it. */
package dev.maestro.launcher.credential;
