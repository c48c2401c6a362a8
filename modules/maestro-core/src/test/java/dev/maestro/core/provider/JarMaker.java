package dev.maestro.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Compiles tiny providers into jars, as a stranger would. */
record JarMaker(Path scratch) {

  /** A provider of this id in a module of this name. */
  Path provider(Path jar, String module, String id, String settings) throws IOException {
    String type =
        """
        package %s;
        import dev.maestro.api.provider.*;
        import java.util.List;
        public final class TinyVerticle extends ProviderVerticle {
          public String defaultId() { return "%s"; }
          public List<Setting> settings() { return List.of(%s); }
          protected ProviderParts parts(ProviderContext given) { return ProviderParts.none(); }
        }
        """
            .formatted(module, id, settings);
    String descriptor =
        """
        module %1$s {
          requires dev.maestro.api;
          provides dev.maestro.api.provider.ProviderVerticle with %1$s.TinyVerticle;
        }
        """
            .formatted(module);
    return jar(jar, module, descriptor, type, List.of());
  }

  /** A jar of one class in the package of this name. */
  Path jar(Path jar, String folder, String descriptor, String type, List<String> options)
      throws IOException {
    Path source = Files.createDirectories(scratch.resolve("src-" + jar.getFileName()));
    Path classes = Files.createDirectories(scratch.resolve("classes-" + jar.getFileName()));
    List<String> files = new ArrayList<>();
    if (!descriptor.isEmpty()) {
      files.add(write(source.resolve("module-info.java"), descriptor));
    }
    Path typeFile = source.resolve(folder.replace('.', '/')).resolve("TinyVerticle.java");
    Files.createDirectories(typeFile.getParent());
    files.add(write(typeFile, type));
    String path = System.getProperty("jdk.module.path");
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("--release", "25", "-proc:none", "-d", classes.toString()));
    arguments.addAll(
        descriptor.isEmpty() ? List.of("-classpath", path) : List.of("--module-path", path));
    arguments.addAll(files);
    run("javac", arguments);
    run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static String write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return file.toString();
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertThat(code).as(said.toString()).isZero();
  }
}
