/** Goes through a login with the person at the terminal. */
package dev.maestro.launcher.login;
