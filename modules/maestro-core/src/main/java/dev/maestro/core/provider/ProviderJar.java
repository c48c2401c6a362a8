package dev.maestro.core.provider;

import dev.maestro.api.provider.ProviderVerticle;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A jar, or a folder with a jar and its own libraries, loaded as a module layer of its own.
 *
 * @param name of the file, for messages
 * @param verticles makes new instances of what the jar offers
 */
record ProviderJar(String name, List<Supplier<ProviderVerticle>> verticles) {
  private static final String API = ProviderVerticle.class.getModule().getName();

  /**
   * Loads a copy that nobody replaces.
   *
   * @param parent the layer of the program
   */
  static ProviderJar load(String name, Path copy, ModuleLayer parent)
      throws ProviderRefusedException {
    try {
      ModuleFinder finder = ModuleFinder.of(copy);
      Set<ModuleReference> modules = finder.findAll();
      for (ModuleReference module : modules) {
        check(name, module.descriptor(), parent);
      }
      Set<String> roots =
          modules.stream().map(found -> found.descriptor().name()).collect(Collectors.toSet());
      ModuleLayer layer =
          parent.defineModulesWithOneLoader(
              parent.configuration().resolve(finder, ModuleFinder.of(), roots),
              ProviderVerticle.class.getClassLoader());
      return new ProviderJar(name, verticles(name, layer));
    } catch (FindException | ResolutionException | LayerInstantiationException broken) {
      throw new ProviderRefusedException(
          name + " cannot be loaded: " + broken.getMessage() + ".", broken);
    }
  }

  private static void check(String name, ModuleDescriptor module, ModuleLayer parent)
      throws ProviderRefusedException {
    if (module.isAutomatic()) {
      throw new ProviderRefusedException(
          name + " has no module descriptor (module-info.class), or brings a library without one.");
    }
    if (parent.findModule(module.name()).isPresent()) {
      throw new ProviderRefusedException(
          name
              + " contains the module "
              + module.name()
              + ", which is part of the program; give it another name or leave it out.");
    }
    for (ModuleDescriptor.Requires requires : module.requires()) {
      if (requires.name().equals(API)) {
        checkVersion(name, requires);
      }
    }
  }

  private static void checkVersion(String name, ModuleDescriptor.Requires requires)
      throws ProviderRefusedException {
    ModuleDescriptor here = ProviderVerticle.class.getModule().getDescriptor();
    String ours = here == null ? "" : here.rawVersion().orElse("");
    String theirs = requires.rawCompiledVersion().orElse(ours);
    if (!major(ours).equals(major(theirs))) {
      throw new ProviderRefusedException(
          name
              + " was built against version "
              + theirs
              + " of "
              + API
              + "; this program has "
              + ours
              + ". Get a jar for this version.");
    }
  }

  // Compared whole where it is no number with dots.
  private static String major(String version) {
    int end = 0;
    while (end < version.length() && Character.isDigit(version.charAt(end))) {
      end++;
    }
    return end == 0 ? version : version.substring(0, end);
  }

  private static List<Supplier<ProviderVerticle>> verticles(String name, ModuleLayer layer)
      throws ProviderRefusedException {
    List<Supplier<ProviderVerticle>> found =
        java.util.ServiceLoader.load(layer, ProviderVerticle.class).stream()
            .filter(provider -> layer.equals(provider.type().getModule().getLayer()))
            .<Supplier<ProviderVerticle>>map(provider -> provider)
            .toList();
    if (found.isEmpty()) {
      throw new ProviderRefusedException(
          name
              + " offers no provider: its module-info needs \"provides "
              + ProviderVerticle.class.getName()
              + " with ...\".");
    }
    return found;
  }
}
