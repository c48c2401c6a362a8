package dev.maestro.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.LineNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the sources and the constants in the class files may hold. */
class SourcesTest {
  private static final int LONGEST_FILE = 300;
  private static final int LONGEST_METHOD = 40;
  private static final Pattern VENDOR = Pattern.compile("openai|anthropic|gemini");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

  /**
   * Files and methods over the limit for a reason that a reader would accept: tests that are one
   * table of a format's or a protocol's shapes, read from top to bottom.
   */
  private static final Set<String> LONG_FOR_A_REASON =
      Set.of(
          "modules/maestro-api/src/test/java/dev/maestro/api/bus/LocalStreamTest.java",
          "modules/maestro-api/src/test/java/dev/maestro/api/provider/ConversationTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/NeutralFieldsTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/chat/ChatStreamTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/chat/ChatWriterTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/gemini/GeminiReaderTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/gemini/GeminiRequestTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/messages/ClientRequestTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/messages/MessagesReaderTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/messages/MessagesRequestTest.java",
          "modules/maestro-dialects/src/test/java/dev/maestro/dialect/messages/MessagesWriterTest.java");

  private final Checkout checkout = Checkout.find();

  @Test
  void onlyTheAddressClassHoldsAddresses() throws IOException {
    var found = new ArrayList<String>();
    for (var file : classFiles()) {
      var type = ClassFile.of().parse(file);
      var name = type.thisClass().asInternalName();
      var addresses =
          StreamSupport.stream(type.constantPool().spliterator(), false)
              .filter(StringEntry.class::isInstance)
              .map(entry -> ((StringEntry) entry).stringValue())
              .filter(text -> text.startsWith("provider."));
      if (!name.equals("dev/maestro/api/bus/Addresses")) {
        addresses.forEach(address -> found.add(name + ": " + address));
      }
    }
    assertThat(found).as("addresses outside dev.maestro.api.bus.Addresses").isEmpty();
  }

  @Test
  void coreAndGatewayNameNoVendor() throws IOException {
    var found = new ArrayList<String>();
    for (var module : Checkout.MODULES) {
      if (Set.of("dev.maestro.core", "dev.maestro.gateway").contains(module.name())) {
        for (var file : checkout.files(checkout.sources(module), name -> name.endsWith(".java"))) {
          found.addAll(linesMatching(file, VENDOR));
        }
      }
    }
    assertThat(found).as("vendors named in core or gateway").isEmpty();
  }

  @Test
  void filesAreShort() throws IOException {
    var found = new ArrayList<String>();
    for (var file : checkout.javaSources()) {
      var length = Files.readAllLines(file).size();
      if (length > LONGEST_FILE && !LONG_FOR_A_REASON.contains(checkout.relative(file))) {
        found.add(checkout.relative(file) + ": " + length + " lines");
      }
    }
    assertThat(found).as("files over " + LONGEST_FILE + " lines").isEmpty();
  }

  @Test
  void methodsAreShort() throws IOException {
    var found = new ArrayList<String>();
    for (var file : classFiles()) {
      var type = ClassFile.of().parse(file);
      for (var method : type.methods()) {
        var name = type.thisClass().asInternalName() + "." + method.methodName().stringValue();
        if (lines(method) > LONGEST_METHOD && !LONG_FOR_A_REASON.contains(name)) {
          found.add(name + ": " + lines(method) + " lines");
        }
      }
    }
    assertThat(found).as("methods over " + LONGEST_METHOD + " lines").isEmpty();
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    var found = new ArrayList<String>();
    for (var file : checkout.javaSources()) {
      found.addAll(linesMatching(file, UNFINISHED));
    }
    assertThat(found).as("unfinished work").isEmpty();
  }

  private List<Path> classFiles() {
    return Checkout.MODULES.stream()
        .flatMap(module ->
            checkout.files(checkout.classes(module), name -> name.endsWith(".class")).stream())
        .toList();
  }

  private List<String> linesMatching(Path file, Pattern pattern) throws IOException {
    var lines = Files.readAllLines(file);
    return Stream.iterate(0, number -> number < lines.size(), number -> number + 1)
        .filter(number ->
            pattern.matcher(lines.get(number)).find()
                || pattern.matcher(lines.get(number).toLowerCase(Locale.ROOT)).find())
        .map(number ->
            checkout.relative(file) + ":" + (number + 1) + ": " + lines.get(number).strip())
        .toList();
  }

  /**
   * From the first to the last line that the compiler noted; field initialisers in a constructor do
   * not count.
   */
  private static int lines(MethodModel method) {
    if (method.methodName().stringValue().startsWith("<")) {
      return 0;
    }
    var numbers =
        method.code().stream()
            .flatMap(CodeModel::elementStream)
            .filter(LineNumber.class::isInstance)
            .mapToInt(element -> ((LineNumber) element).line())
            .summaryStatistics();
    return numbers.getCount() == 0 ? 0 : numbers.getMax() - numbers.getMin() + 1;
  }
}
