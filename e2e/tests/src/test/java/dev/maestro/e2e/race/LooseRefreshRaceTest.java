package dev.maestro.e2e.race;

/** Three that have nothing in common but the database. */
class LooseRefreshRaceTest extends RefreshRaces {
  LooseRefreshRaceTest() {
    super(false);
  }
}
