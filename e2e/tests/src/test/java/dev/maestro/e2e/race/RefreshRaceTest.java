package dev.maestro.e2e.race;

/** Three that are a cluster. */
class RefreshRaceTest extends RefreshRaces {
  RefreshRaceTest() {
    super(true);
  }
}
